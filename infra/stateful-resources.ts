/** As much of a template as decides what an update does to a resource. */
interface TemplateLike {
  readonly Resources: Readonly<
    Record<
      string,
      {
        readonly Type: string;
        readonly Condition?: string;
        readonly Properties?: Readonly<Record<string, unknown>>;
      }
    >
  >;
}

/** What an update must leave as it is, by logical id. */
export type StatefulResources = Readonly<
  Record<
    string,
    { readonly type: string; readonly condition?: string; readonly fixed: Readonly<Record<string, unknown>> }
  >
>;

/**
 * Types that hold data, or an address that others know, with the properties that cannot be changed: CloudFormation makes
 * a new, empty resource instead ("Update requires: Replacement" at
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-template-resource-type-ref.html).
 */
const FIXED: Readonly<Record<string, readonly string[]>> = {
  'AWS::S3::Bucket': ['BucketName', 'BucketNamePrefix', 'BucketNamespace', 'ObjectLockEnabled'],
  'AWS::DynamoDB::Table': ['TableName', 'KeySchema', 'LocalSecondaryIndexes', 'ImportSourceSpecification'],
  'AWS::KMS::Key': ['KeySpec', 'KeyUsage', 'Origin', 'MultiRegion'],
  'AWS::SQS::Queue': ['QueueName', 'FifoQueue'],
  'AWS::SNS::Topic': ['TopicName', 'FifoTopic'],
  'AWS::BCMDataExports::Export': ['Export.Name', 'Export.RefreshCadence'],
  'AWS::ApiGatewayV2::Api': ['ProtocolType'],
  'AWS::CloudFront::Distribution': [],
};

const at = (properties: unknown, path: string): unknown =>
  path
    .split('.')
    .reduce<unknown>(
      (value, key) =>
        typeof value === 'object' && value !== null
          ? Object.entries(value).find(([name]) => name === key)?.[1]
          : undefined,
      properties,
    );

/** A table may get attributes and lose them; one that changes its type makes another table. */
const attributesOf = (properties: unknown): Readonly<Record<string, unknown>> => {
  const definitions = at(properties, 'AttributeDefinitions');
  return Object.fromEntries(
    (Array.isArray(definitions) ? definitions : []).map((one) => [
      `attribute ${at(one, 'AttributeName')}`,
      at(one, 'AttributeType'),
    ]),
  );
};

export const statefulResources = ({ Resources }: TemplateLike): StatefulResources =>
  Object.fromEntries(
    Object.entries(Resources)
      .filter(([, { Type }]) => Type in FIXED)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([id, { Type, Condition, Properties }]) => {
        const named = (FIXED[Type] ?? []).map((path) => [path, at(Properties, path)]);
        const fixed = Object.fromEntries(named.filter(([, value]) => value !== undefined));
        const attributes = Type === 'AWS::DynamoDB::Table' ? attributesOf(Properties) : {};
        const condition = Condition === undefined ? {} : { condition: Condition };
        return [id, { type: Type, ...condition, fixed: { ...fixed, ...attributes } }];
      }),
  );

/** What an update from one template to the other would do to data and addresses, one line each; none where it is safe. */
export function dangersOfUpdate(before: StatefulResources, after: StatefulResources): readonly string[] {
  return Object.entries(before).flatMap(([id, was]) => {
    const is = after[id];
    if (is === undefined) return [`${id}: would be deleted or left behind: it is no longer in the template`];
    if (is.type !== was.type) return [`${id}: would be replaced: it was ${was.type} and is ${is.type}`];
    if (is.condition !== was.condition)
      return [
        `${id}: may be deleted: it is there if ${is.condition ?? 'ever'}, and was if ${was.condition ?? 'ever'}`,
      ];
    const names = [...new Set([...Object.keys(was.fixed), ...Object.keys(is.fixed)])];
    return names
      .filter((name) => !(name.startsWith('attribute ') && !(name in was.fixed && name in is.fixed)))
      .filter((name) => JSON.stringify(was.fixed[name]) !== JSON.stringify(is.fixed[name]))
      .map((name) => `${id}: would be replaced: ${name} cannot be changed`);
  });
}
