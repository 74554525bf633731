import type { Instant } from '../../domain/base/instant.ts';
import { type OutboxEntry, overtakes } from '../../domain/notification/outbox.ts';
import { number, readText, text } from './attributes.ts';
import { outboxKey, threadPk, threadSk, threadSkFrom } from './keys.ts';
import { readOutboxEntry } from './outbox-item.ts';
import { getItem, queryItems, type TableOptions, updateItem } from './table-access.ts';

/**
 * Whether a message's turn has come: none before it in its thread waits. Looking at the newest of those is enough: it
 * could only leave `pending` through a claim, which asked the same of the one before it. No new older message can appear
 * meanwhile, since an alert's versions are committed in order; so checking before the conditional take is no race.
 * Messages that this one may overtake are marked so; behind marked ones the look goes on, should who marked them have
 * died half way.
 */
export async function hasItsTurn(options: TableOptions, entry: OutboxEntry, now: Instant): Promise<boolean> {
  let older = await messageBefore(options, entry, entry.alertVersion);
  while (older !== undefined) {
    if (older.state !== 'overtaken') {
      if (older.state !== 'pending') return true;
      if (!overtakes(entry, older, now) || !(await overtake(options, older, now))) return false;
    }
    older = await messageBefore(options, entry, older.alertVersion);
  }
  return true;
}

async function messageBefore(
  options: TableOptions,
  { alertId, channel }: OutboxEntry,
  version: number,
): Promise<OutboxEntry | undefined> {
  const [older] = await queryItems(options, {
    KeyConditionExpression: '#pk = :pk AND #sk BETWEEN :from AND :to',
    names: { '#pk': 'pk', '#sk': 'sk' },
    values: {
      ':pk': text(threadPk(alertId)),
      ':from': text(threadSkFrom(channel)),
      ':to': text(threadSk(channel, version - 1)),
    },
    ScanIndexForward: false,
    limit: 1,
  });
  if (older === undefined) return undefined;
  const item = await getItem(options, outboxKey(readText(older, 'id')));
  return item === undefined ? undefined : readOutboxEntry(item);
}

/** `false` where somebody began to send it meanwhile. */
async function overtake(options: TableOptions, { id }: OutboxEntry, now: Instant): Promise<boolean> {
  const written = await updateItem(options, outboxKey(id), 'SET #state = :overtaken REMOVE #due, #dueAt', {
    text: '#state = :pending AND #notBefore > :now AND attribute_exists(#held) AND attribute_not_exists(#token)',
    names: {
      '#state': 'state',
      '#due': 'due',
      '#dueAt': 'dueAt',
      '#notBefore': 'notBefore',
      '#held': 'held',
      '#token': 'leaseToken',
    },
    values: { ':overtaken': text('overtaken'), ':pending': text('pending'), ':now': number(now) },
  });
  return written.applied;
}
