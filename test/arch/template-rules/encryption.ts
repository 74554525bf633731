import type { TemplateResource } from '../template.ts';
import { nameOf } from '../template.ts';
import { listAt, nodeAt, ofTypes, type Rule } from './rule.ts';
import { grantsOf, policyStatements, roleStatements } from './statements.ts';

/** Keys that a resource names; undefined where it is not encrypted at rest. */
const KEYS: Readonly<Record<string, (resource: TemplateResource) => unknown>> = {
  'AWS::S3::Bucket': ({ Properties }) => {
    const [first] = listAt(nodeAt(Properties, 'BucketEncryption'), 'ServerSideEncryptionConfiguration');
    const { SSEAlgorithm, KMSMasterKeyID } = nodeAt(first, 'ServerSideEncryptionByDefault');
    return KMSMasterKeyID ?? SSEAlgorithm;
  },
  'AWS::DynamoDB::Table': ({ Properties }) => {
    const { SSEEnabled, KMSMasterKeyId } = nodeAt(Properties, 'SSESpecification');
    return SSEEnabled === true ? (KMSMasterKeyId ?? 'alias/aws/dynamodb') : undefined;
  },
  'AWS::SQS::Queue': ({ Properties: p }) =>
    p.SqsManagedSseEnabled === true ? 'SQS' : withValue(p.KmsMasterKeyId),
  'AWS::SNS::Topic': ({ Properties: p }) => withValue(p?.KmsMasterKeyId),
  // CloudWatch encrypts every log group.
  'AWS::Logs::LogGroup': ({ Properties }) => Properties.KmsKeyId ?? 'CloudWatch',
};

const withValue = (value: unknown): unknown =>
  nodeAt({ value }, 'value').Ref === 'AWS::NoValue' ? undefined : value;

/** With each the reason. */
const UNENCRYPTED: Readonly<Record<string, string>> = {
  AlarmTopic: "CloudWatch's alarms cannot use the key that AWS manages for topics",
};
const NOT_BY_OWN_KEY: Readonly<Record<string, string>> = {
  ExportBucket: 'AWS says of no KMS key that billing could write with it',
  ConsoleBucket: 'pages that everybody gets who opens the console',
  ServerlessDeploymentBucket: 'the artifacts, which are public',
};

/** Everything is encrypted at rest; where the stack has a key of its own, everything that holds data is by that one. */
export const dataIsEncrypted: Rule = (template) => {
  const hasKey = template.Resources.Key !== undefined;
  return ofTypes(template, ...Object.keys(KEYS)).flatMap(([id, resource]) => {
    const key = KEYS[resource.Type]!(resource);
    if (key === undefined) return id in UNENCRYPTED && !hasKey ? [] : [`${id}: is not encrypted`];
    if (!hasKey || id in NOT_BY_OWN_KEY || nameOf(key) === 'Key') return [];
    return [`${id}: is not encrypted with the stack's own key`];
  });
};

const WORKS_WITH_DATA = /^(dynamodb|sqs|sns):|^s3:(Get|Put)Object\S* on WorkBucket/;

/** Who works with what the key encrypts may use it, through the services that hold it; nobody else may. */
export const keyIsForItsUsers: Rule = (template) => {
  if (template.Resources.Key === undefined) return [];
  const users = listAt(template.Resources.KeyUse?.Properties ?? {}, 'Roles').map(nameOf);
  const workers = ofTypes(template, 'AWS::IAM::Role')
    .filter(([id, role]) =>
      [...grantsOf(roleStatements(id, role))].some((grant) => WORKS_WITH_DATA.test(grant)),
    )
    .map(([id]) => id);
  const bound = policyStatements(template)
    .filter(({ on }) => on === 'KeyUse')
    .every(({ Condition }) => nodeAt(Condition, 'StringEquals')['kms:ViaService'] !== undefined);
  return [
    ...workers
      .filter((role) => !users.includes(role))
      .map((role) => `KeyUse: ${role} cannot read what it works with`),
    ...users.filter((role) => !workers.includes(role)).map((role) => `KeyUse: ${role} needs no key`),
    ...(bound ? [] : ['KeyUse: the key can be used for anything']),
  ];
};
