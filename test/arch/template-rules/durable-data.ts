import { nodeAt, ofTypes, type Rule } from './rule.ts';

/** Hold what nobody could bring back. Pages and artifacts are made anew by the next deploy. */
const STATEFUL = new Set(['AWS::S3::Bucket', 'AWS::DynamoDB::Table', 'AWS::KMS::Key']);
const MADE_ANEW = new Set(['ConsoleBucket', 'ServerlessDeploymentBucket']);

/** What holds data outlives the stack, its replacement, a mistaken delete and a mistaken write. */
export const dataOutlivesTheStack: Rule = (template) =>
  Object.entries(template.Resources)
    .filter(([id, { Type }]) => STATEFUL.has(Type) && !MADE_ANEW.has(id))
    .flatMap(([id, { Type, Properties: p, DeletionPolicy, UpdateReplacePolicy }]) => {
      const isTable = Type === 'AWS::DynamoDB::Table';
      const recovery = nodeAt(p, 'PointInTimeRecoverySpecification').PointInTimeRecoveryEnabled;
      const checks: readonly (readonly [boolean, string])[] = [
        [DeletionPolicy === 'Retain', 'is deleted with the stack'],
        [UpdateReplacePolicy === 'Retain', 'is deleted when it is replaced'],
        [!isTable || p.DeletionProtectionEnabled === true, 'has no deletion protection'],
        [!isTable || recovery === true, 'has no point-in-time recovery'],
        [
          !isTable || nodeAt(p, 'TimeToLiveSpecification').Enabled === true,
          'keeps superseded entries for ever',
        ],
        [
          Type !== 'AWS::S3::Bucket' || nodeAt(p, 'VersioningConfiguration').Status === 'Enabled',
          'keeps no versions',
        ],
        [Type !== 'AWS::KMS::Key' || p.EnableKeyRotation === true, 'does not rotate'],
      ];
      return checks.filter(([holds]) => !holds).map(([, says]) => `${id}: ${says}`);
    });

/** Prefixes of what may go by its age alone. */
const TEMPORARY = ['partials/'];

/** Uploads that died are cleared away, and nothing that is kept goes by its age. */
export const onlyTemporaryThingsExpire: Rule = (template) =>
  ofTypes(template, 'AWS::S3::Bucket')
    .filter(([id]) => !MADE_ANEW.has(id))
    .flatMap(([id, { Properties }]) => {
      const found = nodeAt(Properties, 'LifecycleConfiguration').Rules;
      const rules = (Array.isArray(found) ? found : [])
        .map((rule) => nodeAt(rule))
        .filter(({ Status }) => Status === 'Enabled');
      const expiring = rules.filter(
        ({ ExpirationInDays, ExpirationDate }) =>
          ExpirationInDays !== undefined || ExpirationDate !== undefined,
      );
      return [
        ...(rules.some(
          (rule) => nodeAt(rule, 'AbortIncompleteMultipartUpload').DaysAfterInitiation !== undefined,
        )
          ? []
          : [`${id}: pays for uploads that never ended`]),
        ...expiring
          .filter(({ Prefix }) => !TEMPORARY.includes(String(Prefix)))
          .map(({ Id }) => `${id}: ${Id} deletes what is kept`),
      ];
    });
