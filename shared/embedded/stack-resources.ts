import { ensureTable } from '../adapters/aws/table.ts';
import { addQueueNotification, turnEventBridgeOn } from './bucket-notifications.ts';
import type { LocalResources } from './function-yml.ts';
import { queueArnOf } from './local-account.ts';
import { readQueuesYml } from './queues-yml.ts';
import type { Engines } from './stack-engines.ts';

export interface ResourcesOptions {
  /** Root of the checkout, with a slash at its end. */
  readonly root: string;
  readonly table: string;
  readonly exportBucket: string;
  readonly workBucket: string;
  readonly exportName: string;
  readonly exportPrefix: string;
  readonly trigger: 'eventbridge' | 'notification';
}

export interface StackResources extends LocalResources {
  readonly streamArn: string;
  readonly topicArn: string;
  readonly alertQueueUrl: string;
  readonly noticeQueueUrl: string;
  readonly deadLetterQueueUrls: readonly string[];
}

/** Logical ids of infra/queues.yml and infra/tables.yml that the stack itself speaks of. */
const NOTICE_QUEUE = 'NoticeQueue';
const TABLE = 'Table';

/** Makes what infra/ declares: buckets, table, queues with their redrive policies, topic. */
export async function createResources(engines: Engines, options: ResourcesOptions): Promise<StackResources> {
  const { fauxqs } = engines;
  const queues = readQueuesYml(options.root);
  const queueUrls: Record<string, string> = {};
  const makeQueues = async (): Promise<void> => {
    for (const queue of queues) queueUrls[queue.logicalId] = await fauxqs.createQueue(queue.logicalId, queue);
  };
  const makeTopic = async () => {
    const topicArn = await fauxqs.createTopic('AlertTopic');
    const alertQueueUrl = await fauxqs.createQueue('AlertInbox');
    await fauxqs.subscribeQueue(topicArn, 'AlertInbox');
    return { topicArn, alertQueueUrl };
  };
  const [streamArn, topic] = await Promise.all([
    ensureTable(engines.dynamodb, options.table),
    makeTopic(),
    makeQueues(),
    engines.createBucket(options.exportBucket),
    engines.createBucket(options.workBucket),
  ]);
  await announceManifests(engines, options);
  return {
    queueUrls,
    tables: { [TABLE]: options.table },
    streamArn,
    ...topic,
    noticeQueueUrl: queueUrls[NOTICE_QUEUE]!,
    deadLetterQueueUrls: queues
      .filter((queue) => queue.deadLetterQueue === undefined)
      .map((queue) => queueUrls[queue.logicalId]!),
  };
}

function announceManifests(engines: Engines, options: ResourcesOptions): Promise<void> {
  if (options.trigger === 'eventbridge') return turnEventBridgeOn(engines.s3, options.exportBucket);
  return addQueueNotification(engines.s3, options.exportBucket, {
    id: 'billhook',
    queueArn: queueArnOf(NOTICE_QUEUE),
    prefix: `${options.exportPrefix === '' ? '' : `${options.exportPrefix}/`}${options.exportName}/metadata/`,
    suffix: 'Manifest.json',
  });
}

/** The rule of infra/notices/eventbridge.yml: manifests of the export go to the notice queue, all else goes nowhere. */
export async function followManifestRule(
  event: string,
  exportName: string,
  sendToQueue: (queue: string, body: string) => Promise<void>,
): Promise<void> {
  const { key } = (JSON.parse(event) as { detail: { object: { key: string } } }).detail.object;
  if (key.includes(`${exportName}/metadata/`) && key.endsWith('Manifest.json'))
    await sendToQueue(NOTICE_QUEUE, event);
}
