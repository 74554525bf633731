import type { _Record as StreamRecord } from '@aws-sdk/client-dynamodb-streams';
import { LOCAL_REGION } from './local-account.ts';

/** A stream record as a function gets it; `sequenceNumber` is what partial failures name. */
export interface LambdaStreamRecord {
  readonly sequenceNumber: string;
  readonly arrivedAt: Date | undefined;
  readonly event: Readonly<Record<string, unknown>>;
}

/** Translates the SDK's form into the event's (AWS: "Using AWS Lambda with Amazon DynamoDB", example event). */
export function lambdaRecord(record: StreamRecord, streamArn: string): LambdaStreamRecord {
  const change = record.dynamodb ?? {};
  const arrivedAt = change.ApproximateCreationDateTime;
  return {
    sequenceNumber: change.SequenceNumber ?? '',
    arrivedAt,
    event: {
      eventID: record.eventID,
      eventName: record.eventName,
      eventVersion: record.eventVersion,
      eventSource: record.eventSource,
      awsRegion: LOCAL_REGION,
      dynamodb: {
        ...(arrivedAt === undefined
          ? {}
          : { ApproximateCreationDateTime: Math.floor(arrivedAt.getTime() / 1000) }),
        Keys: plain(change.Keys),
        ...(change.NewImage === undefined ? {} : { NewImage: plain(change.NewImage) }),
        ...(change.OldImage === undefined ? {} : { OldImage: plain(change.OldImage) }),
        SequenceNumber: change.SequenceNumber,
        SizeBytes: change.SizeBytes,
        StreamViewType: change.StreamViewType,
      },
      eventSourceARN: streamArn,
    },
  };
}

/** Binary values are bytes in the SDK and base64 text in an event. */
const plain = (value: unknown): unknown => {
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64');
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, plain(inner)]));
};
