import type { Instant } from '../../domain/base/instant.ts';
import { byText } from '../../domain/base/order.ts';
import type { OutboxEntry } from '../../domain/notification/outbox.ts';
import type { Outbox } from '../../ports/outbox.ts';
import { number, optionalText, readText, text } from './attributes.ts';
import {
  DUE_INDEX,
  DUE_PARTITION,
  dueAt,
  GIVEN_UP_PARTITION,
  outboxKey,
  receiptKey,
  threadPk,
} from './keys.ts';
import { readOutboxEntry, readReceipt, receiptItem } from './outbox-item.ts';
import { hasItsTurn } from './outbox-order.ts';
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
      if (!isFree(entry, token, now) || !(await hasItsTurn(options, entry, now))) return undefined;
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
        'REMOVE #token, #until, #held',
      ];
      await updateItem(options, outboxKey(id), change.join(' '), {
        text: '#token = :token',
        names: {
          '#token': 'leaseToken',
          '#until': 'leaseUntil',
          '#notBefore': 'notBefore',
          '#dueAt': 'dueAt',
          '#attempts': 'attempts',
          '#held': 'held',
        },
        values: {
          ':token': text(token),
          ':notBefore': number(notBefore),
          ':dueAt': text(dueAt(notBefore, readOutboxEntry(item).createdAt)),
          ':uncount': number(uncount ? 1 : 0),
        },
      });
    },

    async giveUp(id, token, why, at) {
      await settle(options, id, token, { state: 'undeliverable', why, gaveUpAt: at }, () => []);
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

    async undeliverable(since) {
      const items = await queryItems(options, {
        IndexName: DUE_INDEX,
        KeyConditionExpression: '#due = :due AND #dueAt >= :since',
        names: { '#due': 'due', '#dueAt': 'dueAt' },
        values: { ':due': text(GIVEN_UP_PARTITION), ':since': text(dueAt(since, 0)) },
      });
      const keys = items.map((item) => outboxKey(readText(item, 'id')));
      return (await getItems(options, keys)).map(readOutboxEntry);
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

/** How a message ended: when it was given up, the index keeps it for whoever tells the operator. */
type End = Pick<OutboxEntry, 'state' | 'why' | 'gaveUpAt'>;

/**
 * The end of a message, with what belongs to it in one transaction; `false` if the lease was lost. The token stays as
 * `settledBy`, so that a repeat after a lost answer is told the truth.
 */
async function settle(
  options: TableOptions,
  id: string,
  token: string,
  end: End,
  besides: (entry: OutboxEntry) => Parameters<typeof transact>[1],
): Promise<boolean> {
  const item = await getItem(options, outboxKey(id));
  if (item === undefined) return false;
  if (optionalText(item, 'settledBy') === token) return true;
  const entry = readOutboxEntry(item);
  const { change, names, values } = endExpression(end, entry);
  const condition: Expression = {
    text: '#token = :token',
    names: {
      '#token': 'leaseToken',
      '#until': 'leaseUntil',
      '#state': 'state',
      '#settledBy': 'settledBy',
      ...names,
    },
    values: { ':token': text(token), ':state': text(end.state), ...values },
  };
  const update = {
    TableName: options.table,
    Key: keyItem(outboxKey(id)),
    UpdateExpression: change,
    ...conditionOf(condition),
  };
  const outcome = await transact(options, [{ Update: update }, ...besides(entry)]);
  return outcome === 'done';
}

function endExpression({ why, gaveUpAt }: End, { createdAt }: OutboxEntry) {
  const set = 'SET #state = :state, #settledBy = :token';
  const due = { '#due': 'due', '#dueAt': 'dueAt' };
  if (why === undefined || gaveUpAt === undefined)
    return { change: `${set} REMOVE #token, #until, #due, #dueAt`, names: due, values: {} };
  return {
    change: `${set}, #why = :why, #gaveUpAt = :gaveUpAt, #due = :due, #dueAt = :dueAt REMOVE #token, #until`,
    names: { ...due, '#why': 'why', '#gaveUpAt': 'gaveUpAt' },
    values: {
      ':why': text(why),
      ':gaveUpAt': number(gaveUpAt),
      ':due': text(GIVEN_UP_PARTITION),
      ':dueAt': text(dueAt(gaveUpAt, createdAt)),
    },
  };
}
