import { at, type Json, properties, statement, without } from './edit.ts';
import { type Fault, fault, into, push } from './fault.ts';

const INTO_ROLES: readonly Fault[] = [
  fault('a role is widened by one action', 'a role grants what its function needs', 'EvaluateRole', (all) =>
    push(statement(all, 'EvaluateRole', 'Judge').Action, 'dynamodb:DeleteItem'),
  ),
  fault(
    'a role is widened to the whole bucket',
    'a role grants what its function needs',
    'IngestRole',
    (all) => {
      statement(all, 'IngestRole', 'WriteRollups').Resource = { 'Fn::GetAtt': ['WorkBucket', 'Arn'] };
    },
  ),
  fault('a command has no permission', 'a role grants what its function needs', 'NotifyRole', (all) => {
    statement(all, 'NotifyRole', 'Outbox').Action = ['dynamodb:GetItem', 'dynamodb:Query'];
  }),
  fault(
    'a permission is left of a command that went',
    'a role grants what its function needs',
    'SlackRole',
    (all) =>
      push(at(properties(all, 'SlackRole'), 'Policies', 0, 'PolicyDocument', 'Statement'), {
        ...{ Sid: 'Old', Effect: 'Allow', Action: 'sqs:SendMessage' },
        Resource: { 'Fn::GetAtt': ['NoticeQueue', 'Arn'] },
      }),
  ),
  fault('an event source may not be read', 'a role grants what its function needs', 'IngestRole', (all) => {
    statement(all, 'IngestRole', 'TakeNotices').Action = ['sqs:ReceiveMessage', 'sqs:DeleteMessage'];
  }),
  fault(
    'a role writes into the log of another',
    'a role grants what its function needs',
    'ApiRole',
    (all) => {
      statement(all, 'ApiRole', 'Logs').Resource = statement(all, 'SlackRole', 'Logs').Resource;
    },
  ),
  fault(
    'an action is a wildcard',
    'nothing is allowed to everybody, on everything, or as a wildcard',
    'ApiRole',
    (all) => {
      statement(all, 'ApiRole', 'AskAndChange').Action = 'dynamodb:*';
    },
  ),
  fault(
    'a resource is a wildcard',
    'nothing is allowed to everybody, on everything, or as a wildcard',
    'ReconcileRole',
    (all) => {
      statement(all, 'ReconcileRole', 'FindDeliveries').Resource = '*';
    },
  ),
  fault('two functions share a role', 'a function is bounded', 'NotifyLambdaFunction', (all) => {
    properties(all, 'NotifyLambdaFunction').Role = properties(all, 'EvaluateLambdaFunction').Role;
  }),
];

const policy = (all: Json, id: string) => at(properties(all, id), 'PolicyDocument', 'Statement');

const INTO_POLICIES: readonly Fault[] = [
  fault('a queue takes plain HTTP', 'plain HTTP is refused', 'NoticeQueue', (all) => {
    properties(all, 'NoticeQueuePolicy').PolicyDocument = {
      Statement: [at(policy(all, 'NoticeQueuePolicy'), 0)],
    };
  }),
  fault(
    'plain HTTP is refused for the bucket and not for what is in it',
    'plain HTTP is refused',
    'AlertTopic',
    (all) => {
      at(policy(all, 'AlertTopicPolicy'), 0).Condition = { Bool: { 'aws:SecureTransport': true } };
    },
  ),
  fault('a bucket can be made public', 'no bucket can be made public', 'WorkBucket', (all) => {
    at(properties(all, 'WorkBucket'), 'PublicAccessBlockConfiguration').BlockPublicPolicy = false;
  }),
  fault(
    'everybody may send notices',
    'nothing is allowed to everybody, on everything, or as a wildcard',
    'NoticeQueuePolicy',
    (all) => {
      at(policy(all, 'NoticeQueuePolicy'), 0).Principal = '*';
    },
  ),
  fault(
    "any account's events become notices",
    'a service says for whom it acts',
    'NoticeQueuePolicy',
    (all) => without(at(policy(all, 'NoticeQueuePolicy'), 0), 'Condition'),
  ),
  fault(
    "any account's export may be written here",
    'only AWS billing writes exports',
    'ExportBucketPolicy',
    (all) =>
      without(at(policy(all, 'ExportBucketPolicy'), 0, 'Condition', 'StringEquals'), 'aws:SourceAccount'),
  ),
  fault(
    'one of the two billing services may not write',
    'only AWS billing writes exports',
    'ExportBucketPolicy',
    (all) => {
      at(policy(all, 'ExportBucketPolicy'), 0).Principal = { Service: 'bcm-data-exports.amazonaws.com' };
    },
  ),
];

const INTO_EXISTING = into('existing', [
  fault(
    'the notifications of an existing bucket are replaced',
    'an existing bucket stays as it is',
    'Theirs',
    (all) => {
      all.Theirs = {
        Type: 'Custom::S3',
        Properties: { BucketName: 'example-export', BucketConfigs: [{ Event: 's3:ObjectCreated:*' }] },
      };
    },
  ),
  fault(
    'the policy of an existing bucket is replaced',
    'an existing bucket stays as it is',
    'Theirs',
    (all) => {
      all.Theirs = {
        Type: 'AWS::S3::BucketPolicy',
        Properties: { Bucket: 'example-export', PolicyDocument: { Statement: [] } },
      };
    },
  ),
]);

export const FAULTS_OF_PERMISSIONS = [...INTO_ROLES, ...INTO_POLICIES, ...INTO_EXISTING];
