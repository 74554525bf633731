import { at, properties, without } from './edit.ts';
import { type Fault, fault } from './fault.ts';

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

export const FAULTS_OF_WORK = [...INTO_QUEUES, ...INTO_FUNCTIONS];
