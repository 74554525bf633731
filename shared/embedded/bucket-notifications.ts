import {
  GetBucketNotificationConfigurationCommand,
  type NotificationConfiguration,
  PutBucketNotificationConfigurationCommand,
  type S3Client,
} from '@aws-sdk/client-s3';

export interface QueueNotification {
  readonly id: string;
  readonly queueArn: string;
  readonly prefix: string;
  readonly suffix: string;
}

/** Adds one rule and keeps what the bucket's owner has configured: putting a configuration replaces the whole of it. */
export const addQueueNotification = (s3: S3Client, bucket: string, rule: QueueNotification): Promise<void> =>
  change(s3, bucket, (config) => ({
    ...config,
    QueueConfigurations: [
      ...(config.QueueConfigurations ?? []).filter((other) => other.Id !== rule.id),
      {
        Id: rule.id,
        QueueArn: rule.queueArn,
        Events: ['s3:ObjectCreated:*'],
        Filter: {
          Key: {
            FilterRules: [
              { Name: 'prefix', Value: rule.prefix },
              { Name: 'suffix', Value: rule.suffix },
            ],
          },
        },
      },
    ],
  }));

/** Turns EventBridge on for the bucket and keeps its other rules. */
export const turnEventBridgeOn = (s3: S3Client, bucket: string): Promise<void> =>
  change(s3, bucket, (config) => ({ ...config, EventBridgeConfiguration: {} }));

async function change(
  s3: S3Client,
  bucket: string,
  edit: (config: NotificationConfiguration) => NotificationConfiguration,
): Promise<void> {
  const { $metadata: _, ...config } = await s3.send(
    new GetBucketNotificationConfigurationCommand({ Bucket: bucket }),
  );
  await s3.send(
    new PutBucketNotificationConfigurationCommand({
      Bucket: bucket,
      NotificationConfiguration: edit(config),
    }),
  );
}
