// What reaches each function in the cloud, in the shape that AWS gives it; the first thing that each asks for is then AWS.

const EXPORT = 'billhook-cur';
const BUCKET = 'example-export';
const MANIFEST = `cur/${EXPORT}/metadata/BILLING_PERIOD=2026-11/${EXPORT}-Manifest.json`;

/** Every setting of the functions, with all of AWS at one address. */
export const environmentAt = (endpoint: string): Readonly<Record<string, string>> => ({
  BILLHOOK_TABLE: 'billhook',
  BILLHOOK_EXPORT_BUCKET: BUCKET,
  BILLHOOK_EXPORT_NAME: EXPORT,
  BILLHOOK_EXPORT_PREFIX: 'cur',
  BILLHOOK_WORK_BUCKET: 'example-work',
  BILLHOOK_QUEUE_URL: `${endpoint}/000000000000/notices`,
  BILLHOOK_TOPIC_ARN: 'arn:aws:sns:us-east-1:000000000000:alerts',
  BILLHOOK_SLACK_PARAMETER: '/billhook/prod/slack',
  BILLHOOK_SLACK_API_URL: `${endpoint}/api/`,
  POWERTOOLS_SERVICE_NAME: 'billhook-prod',
  POWERTOOLS_METRICS_NAMESPACE: 'Billhook',
  POWERTOOLS_LOG_LEVEL: 'INFO',
  AWS_ENDPOINT_URL: endpoint,
});

/** An event that is none of theirs: read, refused and answered. */
export const UNKNOWN_EVENT = '{}';
/** What a function says to it that may not answer as if it had done something. */
export const REFUSAL = 'an event of unknown shape';

const notice = {
  'detail-type': 'Object Created',
  source: 'aws.s3',
  detail: { bucket: { name: BUCKET }, object: { key: MANIFEST } },
};

const change = (pk: string, image: Readonly<Record<string, string>>): object => ({
  Records: [
    {
      eventID: '1',
      eventName: 'INSERT',
      eventSource: 'aws:dynamodb',
      dynamodb: {
        Keys: { pk: { S: pk }, sk: { S: '1' } },
        NewImage: Object.fromEntries(
          Object.entries({ pk, sk: '1', ...image }).map(([name, S]) => [name, { S }]),
        ),
        SequenceNumber: '100000000000000000001',
      },
    },
  ],
});

const request = (method: string, path: string, more: object, context: object = {}): object => ({
  version: '2.0',
  rawPath: path,
  rawQueryString: '',
  headers: { accept: 'application/json', 'accept-encoding': 'gzip' },
  requestContext: { http: { method, path }, timeEpoch: Date.now(), ...context },
  isBase64Encoded: false,
  ...more,
});

/** Slack signs with a secret that the function has to fetch before it can tell a true request from a false one. */
const fromSlack = (): object =>
  request('POST', '/slack', {
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      'x-slack-request-timestamp': `${Math.floor(Date.now() / 1000)}`,
      'x-slack-signature': `v0=${'0'.repeat(64)}`,
    },
    body: 'command=%2Fbillhook&text=top',
  });

const REAL: Readonly<Record<string, () => object>> = {
  api: () =>
    request('GET', '/api/v1/overview', {}, { authorizer: { jwt: { claims: { sub: 'auth0|1234' } } } }),
  backtest: () => ({ backtest: 'b-1' }),
  evaluate: () => change(`pointer#${EXPORT}`, { exportName: EXPORT }),
  ingest: () => ({
    Records: [{ messageId: '1', eventSource: 'aws:sqs', body: JSON.stringify(notice), attributes: {} }],
  }),
  notify: () => change('outbox#spike-1', { id: 'spike-1.1.slack' }),
  'publish-delivery': () => ({ task: 'publish', reading: 'r-1' }),
  'read-file': () => ({ reading: 'r-1', file: 0 }),
  reconcile: () => ({ task: 'send' }),
  slack: fromSlack,
};

/** Throws an Error for a function that this bench does not know: it must be told what reaches it. */
export function realEvent(functionName: string): string {
  const event = REAL[functionName];
  if (event === undefined) throw new Error(`first-events.ts knows no event of ${functionName}`);
  return JSON.stringify(event());
}
