/** What the functions of one stack are told. */
export interface StackPlaces {
  readonly table: string;
  readonly exportBucket: string;
  readonly exportName: string;
  readonly exportPrefix: string;
  readonly workBucket: string;
  readonly queueUrl: string;
  readonly stateMachineArn: string;
  readonly topicArn: string;
  readonly slackParameter: string;
  readonly slackApiUrl: string;
  readonly consoleUrl: string;
}

export interface StackEndpoints {
  readonly s3: string;
  readonly dynamodb: string;
  readonly sns: string;
  readonly sqs: string;
  readonly ssm: string;
  readonly stepFunctions: string;
}

/** Nothing listens on the discard port: a call to a service that this machine lacks fails here, not on the internet. */
const NOWHERE = 'http://127.0.0.1:9';

/**
 * The variables of serverless.yml with local values, one that says that nobody signs in here, and the SDK's own variables
 * for local endpoints.
 */
export const stackEnvironment = (places: StackPlaces, endpoints: StackEndpoints): Record<string, string> => ({
  BILLHOOK_TABLE: places.table,
  BILLHOOK_EXPORT_BUCKET: places.exportBucket,
  BILLHOOK_EXPORT_NAME: places.exportName,
  BILLHOOK_EXPORT_PREFIX: places.exportPrefix,
  BILLHOOK_WORK_BUCKET: places.workBucket,
  BILLHOOK_QUEUE_URL: places.queueUrl,
  BILLHOOK_LARGE_DELIVERIES: places.stateMachineArn,
  BILLHOOK_TOPIC_ARN: places.topicArn,
  BILLHOOK_SLACK_PARAMETER: places.slackParameter,
  BILLHOOK_SLACK_API_URL: places.slackApiUrl,
  BILLHOOK_CONSOLE_URL: places.consoleUrl,
  BILLHOOK_LOCAL_IDENTITY: 'you',
  POWERTOOLS_SERVICE_NAME: 'billhook-local',
  POWERTOOLS_METRICS_NAMESPACE: 'Billhook',
  POWERTOOLS_LOG_LEVEL: 'INFO',
  AWS_ENDPOINT_URL: NOWHERE,
  AWS_ENDPOINT_URL_S3: endpoints.s3,
  AWS_ENDPOINT_URL_DYNAMODB: endpoints.dynamodb,
  AWS_ENDPOINT_URL_SNS: endpoints.sns,
  AWS_ENDPOINT_URL_SQS: endpoints.sqs,
  AWS_ENDPOINT_URL_SSM: endpoints.ssm,
  AWS_ENDPOINT_URL_SFN: endpoints.stepFunctions,
});
