import type { Instant } from '../../domain/base/instant.ts';
import { byText } from '../../domain/base/order.ts';
import type { OutboxEntry } from '../../domain/notification/outbox.ts';
import type { Outbox } from '../../ports/outbox.ts';
import { type Item, number, optionalText, readText, text } from './attributes.ts';
import {
  DUE_INDEX,
  DUE_PARTITION,
  dueAt,
  outboxKey,
  receiptKey,
  threadPk,
  threadSk,
  threadSkFrom,
} from './keys.ts';
import { readOutboxEntry, readReceipt, receiptItem } from './outbox-item.ts';
import {
  conditionOf,
  type Expression,
  getItem,
  getItems,
  keyItem,
  queryItems,
  queryPartition,
  type TableOptions,
  transact,
  updateItem,
} from './table-access.ts';

export function createDynamoOutbox(options: TableOptions): Outbox {
  return {
    async claim(id, token, now, leaseUntil) {
      const item = await getItem(options, outboxKey(id));
      if (item === undefined) return undefined;
      const entry = readOutboxEntry(item);
      if (!isFree(entry, token, now) || (await olderIsPending(options, entry))) return undefined;
      return take(options, entry, token, now, leaseUntil);
    },

    confirm: (id, token, receipt) =>
      settle(options, id, token, { state: 'sent' }, (entry) => [
        { Put: { TableName: options.table, Item: receiptItem(entry.alertId, receipt) } },
      ]),

    async release(id, token, notBefore, uncount) {
      const item = await getItem(options, outboxKey(id));
      if (item === undefined) return;
      const change = [
        'SET #notBefore = :notBefore, #dueAt = :dueAt, #attempts = #attempts - :uncount',
        'REMOVE #token, #until',
      ];
      await updateItem(options, outboxKey(id), change.join(' '), {
        text: '#token = :token',
        names: {
          '#token': 'leaseToken',
          '#until': 'leaseUntil',
          '#notBefore': 'notBefore',
          '#dueAt': 'dueAt',
          '#attempts': 'attempts',
        },
        values: {
          ':token': text(token),
          ':notBefore': number(notBefore),
          ':dueAt': text(dueAt(notBefore, readOutboxEntry(item).createdAt)),
          ':uncount': number(uncount ? 1 : 0),
        },
      });
    },

    async giveUp(id, token, why) {
      await settle(options, id, token, { state: 'undeliverable', why }, () => []);
    },

    async due(now, limit) {
      const items = await queryItems(options, {
        IndexName: DUE_INDEX,
        KeyConditionExpression: '#due = :due AND #dueAt < :later',
        names: { '#due': 'due', '#dueAt': 'dueAt' },
        values: { ':due': text(DUE_PARTITION), ':later': text(dueAt(now + 1, 0)) },
        limit,
      });
      return items.map((item) => readText(item, 'id'));
    },

    async receipt(alertId, channel) {
      const item = await getItem(options, receiptKey(alertId, channel));
      return item === undefined ? undefined : readReceipt(item);
    },

    async sentFor(alertId) {
      const thread = await queryPartition(options, threadPk(alertId));
      const items = await getItems(
        options,
        thread.map((item) => outboxKey(readText(item, 'id'))),
      );
      return items.map(readOutboxEntry).sort((a, b) => a.alertVersion - b.alertVersion || byText(a.id, b.id));
    },
  };
}

const isFree = (entry: OutboxEntry, token: string, now: Instant): boolean =>
  entry.state === 'pending' &&
  entry.notBefore <= now &&
  (entry.lease === undefined || entry.lease.until <= now || entry.lease.token === token);

/**
 * Whether the message before this one in its thread still waits. Looking at that one is enough: it could only leave
 * `pending` through a claim, which asked the same of the one before it. No new older message can appear meanwhile,
 * since an alert's versions are committed in order; so checking before the conditional take is no race.
 */
async function olderIsPending(options: TableOptions, entry: OutboxEntry): Promise<boolean> {
  const [older] = await queryItems(options, {
    KeyConditionExpression: '#pk = :pk AND #sk BETWEEN :from AND :to',
    names: { '#pk': 'pk', '#sk': 'sk' },
    values: {
      ':pk': text(threadPk(entry.alertId)),
      ':from': text(threadSkFrom(entry.channel)),
      ':to': text(threadSk(entry.channel, entry.alertVersion - 1)),
    },
    ScanIndexForward: false,
    limit: 1,
  });
  if (older === undefined) return false;
  const item = await getItem(options, outboxKey(readText(older, 'id')));
  return item !== undefined && readOutboxEntry(item).state === 'pending';
}

/** While it is held it is not due: the index sees it again when the lease runs out, should its holder die. */
async function take(
  options: TableOptions,
  entry: OutboxEntry,
  token: string,
  now: Instant,
  leaseUntil: Instant,
): Promise<OutboxEntry | undefined> {
  const change = 'SET #token = :token, #until = :until, #dueAt = :dueAt, #attempts = #attempts + :one';
  const written = await updateItem(options, outboxKey(entry.id), change, {
    text: '#state = :pending AND #notBefore <= :now AND (attribute_not_exists(#token) OR #until <= :now)',
    names: {
      '#state': 'state',
      '#notBefore': 'notBefore',
      '#token': 'leaseToken',
      '#until': 'leaseUntil',
      '#dueAt': 'dueAt',
      '#attempts': 'attempts',
    },
    values: {
      ':pending': text('pending'),
      ':now': number(now),
      ':token': text(token),
      ':until': number(leaseUntil),
      ':dueAt': text(dueAt(leaseUntil, entry.createdAt)),
      ':one': number(1),
    },
  });
  if (written.item === undefined) return undefined;
  // Our own lease after a refused write: the first try was applied and its answer lost.
  const mine = written.applied || optionalText(written.item, 'leaseToken') === token;
  return mine ? readOutboxEntry(written.item) : undefined;
}

/**
 * The end of a message, with what belongs to it in one transaction; `false` if the lease was lost. The token stays as
 * `settledBy`, so that a repeat after a lost answer is told the truth.
 */
async function settle(
  options: TableOptions,
  id: string,
  token: string,
  end: Pick<OutboxEntry, 'state' | 'why'>,
  besides: (entry: OutboxEntry) => Parameters<typeof transact>[1],
): Promise<boolean> {
  const item = await getItem(options, outboxKey(id));
  if (item === undefined) return false;
  if (optionalText(item, 'settledBy') === token) return true;
  const why: Item = end.why === undefined ? {} : { ':why': text(end.why) };
  const condition: Expression = {
    text: '#token = :token',
    names: {
      '#token': 'leaseToken',
      '#until': 'leaseUntil',
      '#state': 'state',
      '#settledBy': 'settledBy',
      '#due': 'due',
      '#dueAt': 'dueAt',
      ...(end.why === undefined ? {} : { '#why': 'why' }),
    },
    values: { ':token': text(token), ':state': text(end.state), ...why },
  };
  const set = `SET #state = :state, #settledBy = :token${end.why === undefined ? '' : ', #why = :why'}`;
  const update = {
    TableName: options.table,
    Key: keyItem(outboxKey(id)),
    UpdateExpression: `${set} REMOVE #token, #until, #due, #dueAt`,
    ...conditionOf(condition),
  };
  const outcome = await transact(options, [{ Update: update }, ...besides(readOutboxEntry(item))]);
  return outcome === 'done';
}
