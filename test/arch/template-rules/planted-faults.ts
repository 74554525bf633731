import type { RuleName } from './all.ts';
import { at, edited, type Json, properties, statement, without } from './edit.ts';
import type { Template } from './rule.ts';

export interface Fault {
  /** What somebody might do to the stack. */
  readonly name: string;
  readonly caughtBy: RuleName;
  /** Whom the finding names. */
  readonly on: string;
  mutate(template: Template): Template;
}

const fault = (name: string, caughtBy: RuleName, on: string, change: (resources: Json) => void): Fault => ({
  name,
  caughtBy,
  on,
  mutate: (template) => edited(template, change),
});

const push = (list: unknown, value: unknown): void => {
  (at(list) as unknown as unknown[]).push(value);
};

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

const INTO_QUEUES: readonly Fault[] = [
  fault('a queue has no dead-letter queue', 'a queue ends in dead letters', 'NoticeQueue', (all) =>
    without(properties(all, 'NoticeQueue'), 'RedrivePolicy'),
  ),
  fault('a message is given up after too few tries', 'a queue ends in dead letters', 'NoticeQueue', (all) => {
    at(properties(all, 'NoticeQueue'), 'RedrivePolicy').maxReceiveCount = 2;
  }),
  fault(
    'dead letters are gone before somebody looks',
    'a queue ends in dead letters',
    'NoticeQueue',
    (all) => {
      properties(all, 'NoticeDeadLetters').MessageRetentionPeriod = 86_400;
    },
  ),
  fault(
    'a message shows up again while it is worked on',
    'a message stays hidden while it is worked on',
    'NoticeQueue',
    (all) => {
      properties(all, 'NoticeQueue').VisibilityTimeout = 240;
    },
  ),
  fault(
    'one failure fails its batch',
    'an event source fails one by one',
    'EvaluateEventSourceMapping',
    (all) => without(properties(all, 'EvaluateEventSourceMappingDynamodbTable'), 'FunctionResponseTypes'),
  ),
  fault('a bad change is lost', 'an event source fails one by one', 'NotifyEventSourceMapping', (all) =>
    without(properties(all, 'NotifyEventSourceMappingDynamodbTable'), 'DestinationConfig'),
  ),
  fault(
    'a bad change stops all others',
    'an event source fails one by one',
    'NotifyEventSourceMapping',
    (all) => {
      properties(all, 'NotifyEventSourceMappingDynamodbTable').MaximumRetryAttempts = -1;
    },
  ),
];

const INTO_FUNCTIONS: readonly Fault[] = [
  fault('a schedule is none', 'a schedule starts a function', 'ReconcileSchedulerSchedule1', (all) => {
    properties(all, 'ReconcileSchedulerSchedule1').ScheduleExpression = 'rate(1 hours)';
  }),
  fault(
    'a schedule has the five fields of Unix',
    'a schedule starts a function',
    'ReconcileSchedulerSchedule2',
    (all) => {
      properties(all, 'ReconcileSchedulerSchedule2').ScheduleExpression = 'cron(*/5 * * * *)';
    },
  ),
  fault(
    'a schedule may not start its function',
    'a schedule starts a function',
    'ReconcileSchedulerSchedule3',
    (all) => without(at(properties(all, 'SchedulerRole')), 'Policies'),
  ),
  fault(
    'the gateway may not call a function',
    'a route may call its function',
    'HttpApiIntegrationSlack',
    (all) => without(all, 'SlackLambdaPermissionHttpApi'),
  ),
  fault('the API answers anybody', 'a route asks who calls', 'HttpApiRouteAnyApiV1ProxyVar', (all) => {
    properties(all, 'HttpApiRouteAnyApiV1ProxyVar').AuthorizationType = 'NONE';
  }),
  fault('a runtime is no longer supported', 'a function is bounded', 'SlackLambdaFunction', (all) => {
    properties(all, 'SlackLambdaFunction').Runtime = 'nodejs20.x';
  }),
  fault('a function has no memory', 'a function is bounded', 'ApiLambdaFunction', (all) =>
    without(properties(all, 'ApiLambdaFunction'), 'MemorySize'),
  ),
  fault('a function has no timeout', 'a function is bounded', 'ApiLambdaFunction', (all) =>
    without(properties(all, 'ApiLambdaFunction'), 'Timeout'),
  ),
  fault('a function takes all concurrency', 'a function is bounded', 'IngestLambdaFunction', (all) =>
    without(properties(all, 'IngestLambdaFunction'), 'ReservedConcurrentExecutions'),
  ),
  fault('a log is kept for ever', 'a log is kept for a while', 'IngestLambdaFunction', (all) =>
    without(properties(all, 'IngestLogGroup'), 'RetentionInDays'),
  ),
  fault('a secret stands in a setting', 'no secret stands in the template', 'NotifyLambdaFunction', (all) => {
    at(properties(all, 'NotifyLambdaFunction'), 'Environment', 'Variables').SLACK_TOKEN = 'x';
  }),
  fault(
    'a webhook stands in a setting',
    'no secret stands in the template',
    'NotifyLambdaFunction',
    (all) => {
      const variables = at(properties(all, 'NotifyLambdaFunction'), 'Environment', 'Variables');
      variables.BILLHOOK_CHANNEL = ['https://hooks', 'slack.com/services/T0/B0/x'].join('.');
    },
  ),
];

const INTO_EXISTING: readonly Fault[] = [
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
];

export const FAULTS: readonly Fault[] = [
  ...INTO_ROLES,
  ...INTO_POLICIES,
  ...INTO_QUEUES,
  ...INTO_FUNCTIONS,
  ...INTO_EXISTING,
];
