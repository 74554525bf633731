import { S3Client } from '@aws-sdk/client-s3';
import { DeleteMessageCommand, ReceiveMessageCommand, SendMessageCommand } from '@aws-sdk/client-sqs';
import { type Fauxqs, startFauxqs } from '../../../shared/embedded/fauxqs.ts';
import { localClient, queueNameOf } from '../../../shared/embedded/local-account.ts';
import { startS3Files } from '../../../shared/embedded/s3-files-server.ts';
import { type S3FrontDoor, startS3FrontDoor } from '../../../shared/embedded/s3-front-door.ts';
import { pause } from '../../../shared/embedded/wire.ts';

export interface LocalS3 {
  readonly fauxqs: Fauxqs;
  readonly door: S3FrontDoor;
  readonly s3: S3Client;
  createBucket(name: string): Promise<void>;
  /** EventBridge events seen, oldest first. */
  readonly bridge: Record<string, unknown>[];
  /** Waits at most a second for the next message of a queue, deletes it and returns its parsed body. */
  next(queueUrl: string): Promise<Record<string, unknown> | undefined>;
  /** Messages in a queue once every notification under way has arrived. */
  left(queueUrl: string): Promise<number>;
  stop(): Promise<void>;
}

/** With a folder its objects survive; without one the engine keeps them in memory. */
export async function startLocalS3(folder?: string): Promise<LocalS3> {
  const fauxqs = await startFauxqs();
  const objects = folder === undefined ? fauxqs : await startS3Files(folder);
  const bridge: Record<string, unknown>[] = [];
  const door = await startS3FrontDoor({
    engine: objects.endpoint,
    sendToQueue: (arn, body) => send(fauxqs, arn, body),
    sendToEventBridge: async (event) => void bridge.push(JSON.parse(event)),
  });
  const s3 = new S3Client({ ...localClient(door.endpoint), forcePathStyle: true });
  return {
    fauxqs,
    door,
    s3,
    createBucket: objects.createBucket,
    bridge,
    next: async (QueueUrl) => {
      const { Messages } = await fauxqs.sqs.send(new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 1 }));
      const message = Messages?.[0];
      if (message === undefined) return undefined;
      await fauxqs.sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: message.ReceiptHandle }));
      return JSON.parse(message.Body!);
    },
    left: async (queueUrl) => {
      while (door.pending() > 0) await pause(1);
      return fauxqs.messagesIn(queueUrl);
    },
    stop: async () => {
      s3.destroy();
      await door.stop();
      if (objects !== fauxqs) await objects.stop();
      await fauxqs.stop();
    },
  };
}

async function send(fauxqs: Fauxqs, arn: string, MessageBody: string): Promise<void> {
  const QueueUrl = `${fauxqs.endpoint}/000000000000/${queueNameOf(arn)}`;
  await fauxqs.sqs.send(new SendMessageCommand({ QueueUrl, MessageBody }));
}
