import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { openStore } from '../../../functions/cli/local-store.ts';
import { threadsOf } from '../../../shared/domain/alert/digest.ts';
import { openS3Files } from '../../../shared/embedded/s3-files.ts';
import { parseSlackChange, type SlackChange } from '../../../shared/embedded/slack-change.ts';
import { createSlackStore } from '../../../shared/embedded/slack-store.ts';

/** A message, and what its channel shows of its alert; undefined where it has nothing of it. */
export interface ToldMessage {
  readonly id: string;
  readonly alertId: string;
  readonly address: string;
  readonly state: string;
  readonly shown: string | undefined;
}

/** Everything that a demo's store holds, without what differs from one undisturbed run to the next. */
export interface KeptDemo {
  /** Pointers and control totals, entry versions that are visible, one text each. */
  readonly ledger: readonly string[];
  /** Without their versions: who judges a delivery again knows its incident already, and may say it more exactly. */
  readonly alerts: readonly string[];
  readonly told: readonly ToldMessage[];
  /** `bucket/key etag` of every object. */
  readonly objects: readonly string[];
  readonly slack: readonly SlackChange[];
}

export async function readKept(dir: string): Promise<KeptDemo> {
  const store = await openStore({ dir, use: 'read' });
  try {
    const { ledger, alerts, outbox } = store.ports;
    const exportName = store.exportName();
    const texts: string[] = [];
    for (const pointer of await ledger.pointers(exportName)) {
      const { publishedAt: _, ...lasting } = pointer;
      texts.push(JSON.stringify(lasting));
      for (const entry of (await ledger.view(pointer)).entries) texts.push(JSON.stringify(entry, bigintText));
    }
    const found = await alerts.recent(exportName);
    const slack = readJournal(dir);
    const shownAt = shownIn(slack);
    const told = await Promise.all(
      [...new Set(found.flatMap(threadsOf))].map(async (alertId) => {
        const entries = await outbox.sentFor(alertId);
        return Promise.all(
          entries.map(async ({ id, state, channel }): Promise<ToldMessage> => {
            const receipt = await outbox.receipt(alertId, channel);
            // What SNS has taken is in its subscribers' hands: no store of ours shows it.
            const shown = channel.kind === 'sns' ? () => 'published' : shownAt;
            return {
              ...{ id, state, alertId, address: channel.address },
              shown: receipt === undefined ? undefined : shown(receipt.providerId),
            };
          }),
        );
      }),
    );
    return {
      ledger: texts,
      alerts: found.map(({ version: _, ...lasting }) => JSON.stringify(lasting, bigintText)),
      told: told.flat(),
      objects: objectsIn(dir),
      slack,
    };
  } finally {
    await store.close();
  }
}

const bigintText = (_: string, value: unknown): unknown =>
  typeof value === 'bigint' ? value.toString() : value;

/** Evidence is named by the versions of alerts, and says what was known to who judged. */
function objectsIn(dir: string): readonly string[] {
  const files = openS3Files(join(dir, 'objects'));
  return ['acme-billing-exports', 'acme-billhook-work'].flatMap((bucket) =>
    files
      .list(bucket, '')
      .filter(({ key }) => !key.startsWith('evidence/'))
      .map(({ key, eTag, bytes }) => `${bucket}/${key} ${eTag} ${bytes}`),
  );
}

const readJournal = (dir: string): readonly SlackChange[] =>
  readFileSync(join(dir, 'slack.jsonl'), 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => parseSlackChange(JSON.parse(line))!);

/** The text of a message by the receipt that the sender was given for it. */
function shownIn(past: readonly SlackChange[]): (providerId: string) => string | undefined {
  const store = createSlackStore(() => 0, undefined, { past, append: () => {} });
  const messages = store.channels().flatMap((channel) => channel.messages);
  return (providerId) => messages.find(({ channelId, ts }) => `${channelId}:${ts}` === providerId)?.text;
}

/** Posts and replies of an alert beyond its first of each kind and text, which do not say that they may be repeats. */
export function unmarkedRepeats(slack: readonly SlackChange[]): readonly string[] {
  const seen = new Set<string>();
  const unmarked: string[] = [];
  for (const change of slack) {
    if (change.kind !== 'post' && change.kind !== 'reply') continue;
    const text = JSON.stringify(change.message.blocks);
    const alert = /\b[a-z]+-[0-9a-f]{8}\b/.exec(text)?.[0];
    const what =
      change.kind === 'post'
        ? `post of ${alert} in ${change.message.channel}`
        : `reply ${change.message.text} to ${change.thread}`;
    if (seen.has(what) && !text.includes('May be a repeat')) unmarked.push(what);
    seen.add(what);
  }
  return unmarked;
}
