import { LOCAL_ACCOUNT, LOCAL_REGION } from './local-account.ts';

export type CreatedBy = 'Put' | 'Copy' | 'CompleteMultipartUpload';

export interface CreatedObject {
  readonly bucket: string;
  /** As the client named it, not encoded. */
  readonly key: string;
  readonly size: number;
  /** Without quotes. */
  readonly eTag: string;
  /** Hexadecimal; a later event of the same key has a greater one. */
  readonly sequencer: string;
  readonly by: CreatedBy;
  readonly at: Date;
  readonly requestId: string;
}

/** S3 writes keys into notifications as a form does: space as `+`, everything but `A-Za-z0-9 - _ . * /` as %XX. */
export const encodeEventKey = (key: string): string =>
  encodeURIComponent(key)
    .replaceAll(/[!'()~]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`)
    .replaceAll('%2F', '/')
    .replaceAll('%20', '+');

/** The S3 notification as it lies in a queue (S3 user guide, "Event message structure", version 2.1). */
export const notificationOf = (object: CreatedObject, configurationId: string) => ({
  Records: [
    {
      eventVersion: '2.1',
      eventSource: 'aws:s3',
      awsRegion: LOCAL_REGION,
      eventTime: object.at.toISOString(),
      eventName: `ObjectCreated:${object.by}`,
      userIdentity: { principalId: `AWS:${LOCAL_ACCOUNT}` },
      requestParameters: { sourceIPAddress: '127.0.0.1' },
      responseElements: { 'x-amz-request-id': object.requestId, 'x-amz-id-2': object.requestId },
      s3: {
        s3SchemaVersion: '1.0',
        configurationId,
        bucket: {
          name: object.bucket,
          ownerIdentity: { principalId: LOCAL_ACCOUNT },
          arn: `arn:aws:s3:::${object.bucket}`,
        },
        object: {
          key: encodeEventKey(object.key),
          size: object.size,
          eTag: object.eTag,
          sequencer: object.sequencer,
        },
      },
    },
  ],
});

const REASONS: Readonly<Record<CreatedBy, string>> = {
  Put: 'PutObject',
  Copy: 'CopyObject',
  CompleteMultipartUpload: 'CompleteMultipartUpload',
};

/** The EventBridge form of the same event: here the key is not encoded. */
export const eventBridgeOf = (object: CreatedObject, id: string) => ({
  version: '0',
  id,
  'detail-type': 'Object Created',
  source: 'aws.s3',
  account: LOCAL_ACCOUNT,
  time: object.at.toISOString().replace(/\.\d+Z$/, 'Z'),
  region: LOCAL_REGION,
  resources: [`arn:aws:s3:::${object.bucket}`],
  detail: {
    version: '0',
    bucket: { name: object.bucket },
    object: { key: object.key, size: object.size, etag: object.eTag, sequencer: object.sequencer },
    'request-id': object.requestId,
    requester: LOCAL_ACCOUNT,
    'source-ip-address': '127.0.0.1',
    reason: REASONS[object.by],
  },
});

/** What S3 sends to a destination when it is first configured: a message without Records. */
export const testEventOf = (bucket: string, at: Date, requestId: string) => ({
  Service: 'Amazon S3',
  Event: 's3:TestEvent',
  Time: at.toISOString(),
  Bucket: bucket,
  RequestId: requestId,
  HostId: requestId,
});

/** Sequencers that grow with every call of one process. */
export function createSequencer(): (at: Date) => string {
  let count = 0;
  return (at) => {
    count += 1;
    return `${at.getTime().toString(16).padStart(12, '0')}${count.toString(16).padStart(6, '0')}`.toUpperCase();
  };
}
