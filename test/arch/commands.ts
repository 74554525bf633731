/** Resources by their logical id in the template, as grants name them; `/…` is a path inside. */
export type Resource = string;

/** IAM actions that a command needs. TransactWriteItems is no action itself: its parts are. */
export const ACTIONS: Readonly<Record<string, readonly string[]>> = {
  BatchGetItemCommand: ['dynamodb:BatchGetItem'],
  BatchWriteItemCommand: ['dynamodb:BatchWriteItem'],
  GetItemCommand: ['dynamodb:GetItem'],
  PutItemCommand: ['dynamodb:PutItem'],
  QueryCommand: ['dynamodb:Query'],
  UpdateItemCommand: ['dynamodb:UpdateItem'],
  'TransactWriteItemsCommand Put': ['dynamodb:PutItem'],
  'TransactWriteItemsCommand Update': ['dynamodb:UpdateItem'],
  'TransactWriteItemsCommand ConditionCheck': ['dynamodb:ConditionCheckItem'],
  // Asked by version where the object has one.
  GetObjectCommand: ['s3:GetObject', 's3:GetObjectVersion'],
  HeadObjectCommand: ['s3:GetObject'],
  ListObjectsV2Command: ['s3:ListBucket'],
  ListObjectVersionsCommand: ['s3:ListBucketVersions'],
  PutObjectCommand: ['s3:PutObject'],
  DeleteObjectCommand: ['s3:DeleteObject'],
  CreateMultipartUploadCommand: ['s3:PutObject'],
  UploadPartCommand: ['s3:PutObject'],
  CompleteMultipartUploadCommand: ['s3:PutObject'],
  AbortMultipartUploadCommand: ['s3:AbortMultipartUpload'],
  SendMessageCommand: ['sqs:SendMessage'],
  GetQueueAttributesCommand: ['sqs:GetQueueAttributes'],
  PublishCommand: ['sns:Publish'],
  GetParameterCommand: ['ssm:GetParameter'],
  InvokeCommand: ['lambda:InvokeFunction'],
  StartExecutionCommand: ['states:StartExecution'],
  DescribeExecutionCommand: ['states:DescribeExecution'],
  // Not a command: without it S3 answers "forbidden" for an object that is not there.
  'to tell missing from forbidden': ['s3:ListBucket'],
};

const SETTINGS: readonly (readonly [Resource, readonly string[]])[] = [
  ['WorkBucket/config/billhook.yml', ['HeadObjectCommand', 'GetObjectCommand']],
  ['WorkBucket', ['to tell missing from forbidden']],
];
const WRITING = [
  'PutObjectCommand',
  'CreateMultipartUploadCommand',
  'UploadPartCommand',
  'CompleteMultipartUploadCommand',
  'AbortMultipartUploadCommand',
];
const PUBLISHING = ['GetItemCommand', 'QueryCommand', 'PutItemCommand', 'BatchWriteItemCommand'];
/** Whether one is there already, and its writing. */
const EVIDENCE: readonly [Resource, readonly string[]] = [
  'WorkBucket/evidence/*',
  [
    'HeadObjectCommand',
    'PutObjectCommand',
    'CreateMultipartUploadCommand',
    'UploadPartCommand',
    'CompleteMultipartUploadCommand',
    'AbortMultipartUploadCommand',
  ],
];
/** Whether a month's files are there already, and their writing. */
const STATEMENTS: readonly [Resource, readonly string[]] = [
  'WorkBucket/statements/*',
  [...EVIDENCE[1], 'GetObjectCommand'],
];
const JUDGING = [
  'GetItemCommand',
  'BatchGetItemCommand',
  'QueryCommand',
  'TransactWriteItemsCommand Put',
  'TransactWriteItemsCommand ConditionCheck',
];
const SENDING = [
  'GetItemCommand',
  'QueryCommand',
  'UpdateItemCommand',
  'TransactWriteItemsCommand Put',
  'TransactWriteItemsCommand Update',
];
const CHANNELS: readonly (readonly [Resource, readonly string[]])[] = [
  ['parameter/billhook/dev/slack', ['GetParameterCommand']],
  ['AlertTopic', ['PublishCommand']],
  ['billhook-dev-to-*', ['PublishCommand']],
];

/** What each function can send, by what it is sent to: followed by hand from its use case through the adapters. */
export const COMMANDS: Readonly<Record<string, readonly (readonly [Resource, readonly string[]])[]>> = {
  ingest: [
    ['ExportBucket/*', ['HeadObjectCommand', 'GetObjectCommand']],
    ['ExportBucket', ['ListObjectVersionsCommand', 'to tell missing from forbidden']],
    ...SETTINGS,
    ['WorkBucket/rollups/*', WRITING],
    ['WorkBucket/partials/*', WRITING],
    ['LargeDeliveries', ['StartExecutionCommand']],
    ['execution:billhook-dev-large-deliveries:*', ['DescribeExecutionCommand']],
    ['Table', PUBLISHING],
  ],
  'read-file': [
    ['ExportBucket/*', ['GetObjectCommand']],
    ['ExportBucket', ['to tell missing from forbidden']],
    ['WorkBucket/partials/*', [...WRITING, 'HeadObjectCommand', 'GetObjectCommand']],
    ['WorkBucket', ['to tell missing from forbidden']],
  ],
  'publish-delivery': [
    ['WorkBucket/partials/*', [...WRITING, 'HeadObjectCommand', 'GetObjectCommand']],
    ['WorkBucket', ['ListObjectsV2Command', 'to tell missing from forbidden']],
    ['WorkBucket/rollups/*', WRITING],
    ['Table', PUBLISHING],
    ['NoticeQueue', ['GetQueueAttributesCommand']],
    ['NoticeDeadLetters', ['SendMessageCommand']],
  ],
  evaluate: [['Table', JUDGING], ...SETTINGS, EVIDENCE],
  notify: [['Table', SENDING], ...CHANNELS],
  reconcile: [
    ['ExportBucket', ['ListObjectsV2Command']],
    ...SETTINGS,
    ['WorkBucket', ['ListObjectsV2Command']],
    ['WorkBucket/rollups/*', ['DeleteObjectCommand']],
    EVIDENCE,
    STATEMENTS,
    ['NoticeQueue', ['SendMessageCommand', 'GetQueueAttributesCommand']],
    ['NoticeDeadLetters', ['GetQueueAttributesCommand']],
    ['Table', [...JUDGING, ...SENDING]],
    ['Table/index/due', ['QueryCommand']],
    ...CHANNELS,
  ],
  slack: [
    [
      'Table',
      [
        'GetItemCommand',
        'BatchGetItemCommand',
        'QueryCommand',
        'PutItemCommand',
        'TransactWriteItemsCommand Put',
      ],
    ],
    ...SETTINGS,
    ['parameter/billhook/dev/slack', ['GetParameterCommand']],
    ['function:billhook-dev-slack', ['InvokeCommand']],
  ],
  api: [
    [
      'Table',
      [
        'GetItemCommand',
        'BatchGetItemCommand',
        'QueryCommand',
        'PutItemCommand',
        'UpdateItemCommand',
        'TransactWriteItemsCommand Put',
      ],
    ],
    ...SETTINGS,
    ['WorkBucket/config/billhook.yml', WRITING],
    ['WorkBucket/config/changes/*', WRITING],
    ['WorkBucket/rollups/*', ['HeadObjectCommand', 'GetObjectCommand']],
    ['WorkBucket/evidence/*', ['HeadObjectCommand', 'GetObjectCommand']],
    ['WorkBucket/statements/*', ['GetObjectCommand']],
    ['WorkBucket', ['ListObjectsV2Command']],
    ['function:billhook-dev-backtest', ['InvokeCommand']],
  ],
  backtest: [
    ['Table', ['GetItemCommand', 'QueryCommand', 'PutItemCommand']],
    ...SETTINGS,
    ['WorkBucket/rollups/*', ['HeadObjectCommand', 'GetObjectCommand']],
  ],
};

/** In a bundle because they stand in one file with what is used, or belong to the SDK; no code path leads to them. */
export const UNREACHED: Readonly<Record<string, RegExp>> = {
  'credentials and endpoints of the SDK, not used with a role in Lambda':
    /^(make|CreateToken|GetRoleCredentials|AssumeRole|AssumeRoleWithWebIdentity|CreateOAuth2Token|CreateOAuth2TokenWithIAM|DescribeEndpoints|CreateSession|HeadBucket)Command$/,
  'other methods of Powertools parameters': /^(GetParametersByPath|GetParameters|PutParameter)Command$/,
  'other methods of the same store': /^(Batch(Get|Write)Item|PutItem|UpdateItem|TransactWriteItems)Command$/,
  'other methods of the object store':
    /^(ListObjectsV2|ListObjectVersions|PutObject|(Create|Complete|Abort)MultipartUpload|UploadPart)Command$/,
};

export const commandsOf = (name: string): ReadonlySet<string> =>
  new Set(
    (COMMANDS[name] ?? [])
      .flatMap(([, commands]) => commands.map((command) => command.split(' ')[0]!))
      .filter((c) => c.endsWith('Command')),
  );

/** `action on resource` that the function needs. */
export const needsOf = (name: string): ReadonlySet<string> =>
  new Set(
    (COMMANDS[name] ?? []).flatMap(([resource, commands]) =>
      commands.flatMap((command) => (ACTIONS[command] ?? []).map((action) => `${action} on ${resource}`)),
    ),
  );
