import { describe, expect, test } from 'vitest';
import type { Receipt } from '../../shared/domain/notification/notification.ts';
import type { OutboxEntry } from '../../shared/domain/notification/outbox.ts';
import type { Outbox } from '../../shared/ports/outbox.ts';
import { aNotification, anOutboxEntry, SUPPORT_CHANNEL } from '../builders/outbox-entry.ts';
import { aLedgerPointer } from '../builders/stored-ledger.ts';
import { anAlert, aTransition } from '../builders/transition.ts';
import type { FreshStores } from './table-engines.ts';

const ALERT = anAlert().id;
const NOW = 10_000;
const LEASE = 60_000;

const aReceipt = (overrides: Partial<Receipt> = {}): Receipt => ({
  channel: SUPPORT_CHANNEL,
  providerId: 'C0123:1763413440.000100',
  sentAt: NOW,
  ...overrides,
});

export function outboxContract(fresh: FreshStores): void {
  /** Messages of successive versions of one alert, committed as the judgement does. */
  const queued = async (...entries: readonly OutboxEntry[]): Promise<Outbox> => {
    const { ledger, alerts, outbox } = await fresh();
    const pointer = aLedgerPointer(1, []);
    await ledger.publish(pointer, undefined);
    for (const [index, entry] of entries.entries()) {
      const after = anAlert({ id: `holder-${index}` });
      expect(await alerts.commit(aTransition({ after }), [entry], pointer)).toBe('committed');
    }
    return outbox;
  };
  const claim = (outbox: Outbox, id: string, token: string, now = NOW) =>
    outbox.claim(id, token, now, now + LEASE);

  test('a claim takes the message and counts an attempt', async () => {
    const entry = anOutboxEntry();
    const outbox = await queued(entry);
    const lease = { token: 't1', until: NOW + LEASE };
    expect(await claim(outbox, entry.id, 't1')).toEqual({ ...entry, attempts: 1, lease });
  });

  test('an unknown message, and one that is not due, is not taken', async () => {
    const entry = anOutboxEntry(1, { notBefore: NOW + 1 });
    const outbox = await queued(entry);
    expect(await claim(outbox, 'nothing', 't1')).toBeUndefined();
    expect(await claim(outbox, entry.id, 't1')).toBeUndefined();
    expect(await claim(outbox, entry.id, 't1', NOW + 1)).toMatchObject({ attempts: 1 });
  });

  test('of many claims at once one wins', async () => {
    const { id } = anOutboxEntry();
    const outbox = await queued(anOutboxEntry());
    const claims = await Promise.all(
      Array.from({ length: 12 }, (_, index) => claim(outbox, id, `t${index}`)),
    );
    expect(claims.filter((claimed) => claimed !== undefined)).toHaveLength(1);
  });

  test('claiming again with the own token gives the same lease, for an answer that was lost', async () => {
    const { id } = anOutboxEntry();
    const outbox = await queued(anOutboxEntry());
    const first = await claim(outbox, id, 't1');
    expect(await claim(outbox, id, 't1', NOW + 5)).toEqual(first);
  });

  test('a lease that ran out is taken over, and its first holder can do nothing any more', async () => {
    const { id } = anOutboxEntry();
    const outbox = await queued(anOutboxEntry());
    await claim(outbox, id, 'dead');
    expect(await claim(outbox, id, 't2', NOW + LEASE - 1)).toBeUndefined();
    const taken = await claim(outbox, id, 't2', NOW + LEASE);
    expect(taken).toMatchObject({ attempts: 2, lease: { token: 't2' } });
    expect(await outbox.confirm(id, 'dead', aReceipt())).toBe(false);
    await outbox.release(id, 'dead', 0, true);
    await outbox.giveUp(id, 'dead', 'gone', NOW);
    expect(await outbox.receipt(ALERT, SUPPORT_CHANNEL)).toBeUndefined();
    expect(await outbox.sentFor(ALERT)).toEqual([taken]);
    expect(await outbox.confirm(id, 't2', aReceipt())).toBe(true);
  });

  test('a confirmed message is sent once, with its receipt kept', async () => {
    const { id } = anOutboxEntry();
    const outbox = await queued(anOutboxEntry());
    await claim(outbox, id, 't1');
    expect(await outbox.confirm(id, 't1', aReceipt())).toBe(true);
    expect(await outbox.confirm(id, 't1', aReceipt())).toBe(true);
    expect(await outbox.confirm(id, 't2', aReceipt({ providerId: 'other' }))).toBe(false);
    expect(await outbox.receipt(ALERT, SUPPORT_CHANNEL)).toEqual(aReceipt());
    expect(await claim(outbox, id, 't3', NOW + 2 * LEASE)).toBeUndefined();
    const [sent] = await outbox.sentFor(ALERT);
    expect(sent).toEqual({ ...anOutboxEntry(), attempts: 1, state: 'sent' });
  });

  test('a later message of the alert finds the receipt of the one before, and replaces it', async () => {
    const [one, two] = [anOutboxEntry(1), anOutboxEntry(2)];
    const outbox = await queued(one, two);
    await claim(outbox, one.id, 't1');
    await outbox.confirm(one.id, 't1', aReceipt());
    await claim(outbox, two.id, 't2');
    expect(await outbox.receipt(ALERT, SUPPORT_CHANNEL)).toEqual(aReceipt());
    const edited = aReceipt({ sentAt: NOW + 50 });
    await outbox.confirm(two.id, 't2', edited);
    expect(await outbox.receipt(ALERT, SUPPORT_CHANNEL)).toEqual(edited);
    expect(await outbox.receipt(ALERT, { kind: 'slack', address: '#else' })).toBeUndefined();
    expect(await outbox.receipt('other', SUPPORT_CHANNEL)).toBeUndefined();
  });

  test('a newer message waits for the older one of its alert and channel, and for no other', async () => {
    const sns = { kind: 'sns', address: 'arn:aws:sns:us-east-1:123456789012:alerts' } as const;
    const [one, two, three] = [1, 2, 10].map((n) => anOutboxEntry(n)) as [
      OutboxEntry,
      OutboxEntry,
      OutboxEntry,
    ];
    const elsewhere = anOutboxEntry(2, { channel: sns });
    const otherAlert = anOutboxEntry(5, { alertId: 'spike-other' });
    const outbox = await queued(one, two, three, elsewhere, otherAlert);
    const late = NOW + 10_000;
    expect(await claim(outbox, two.id, 't2', late)).toBeUndefined();
    expect(await claim(outbox, three.id, 't3', late)).toBeUndefined();
    expect(await claim(outbox, elsewhere.id, 't4', late)).toBeDefined();
    expect(await claim(outbox, otherAlert.id, 't5', late)).toBeDefined();
    await claim(outbox, one.id, 't1', late);
    expect(await claim(outbox, two.id, 't2', late)).toBeUndefined();
    await outbox.confirm(one.id, 't1', aReceipt());
    expect(await claim(outbox, three.id, 't3', late)).toBeUndefined();
    expect(await claim(outbox, two.id, 't2', late)).toBeDefined();
    await outbox.giveUp(two.id, 't2', 'channel_not_found', NOW);
    expect(await claim(outbox, three.id, 't3', late)).toBeDefined();
  });

  test('a released message waits, keeping or taking back its attempt', async () => {
    const { id } = anOutboxEntry();
    const outbox = await queued(anOutboxEntry());
    await claim(outbox, id, 't1');
    await outbox.release(id, 't1', NOW + 500, true);
    expect(await claim(outbox, id, 't2', NOW + 499)).toBeUndefined();
    expect(await claim(outbox, id, 't2', NOW + 500)).toMatchObject({ attempts: 1 });
    await outbox.release(id, 't2', NOW + 600, false);
    expect(await claim(outbox, id, 't3', NOW + 600)).toMatchObject({ attempts: 2 });
  });

  test('a message that was given up is never taken again and says why', async () => {
    const { id } = anOutboxEntry();
    const outbox = await queued(anOutboxEntry());
    await claim(outbox, id, 't1');
    await outbox.giveUp(id, 't1', 'channel_not_found', NOW);
    expect(await claim(outbox, id, 't2', NOW + 2 * LEASE)).toBeUndefined();
    expect(await outbox.due(NOW + 2 * LEASE, 10)).toEqual([]);
    const [entry] = await outbox.sentFor(ALERT);
    expect(entry).toMatchObject({ state: 'undeliverable', why: 'channel_not_found' });
  });

  test('messages that were given up are found by the time of that, oldest first, and no others', async () => {
    const entries = [1, 2, 3, 4].map((n) => anOutboxEntry(n, { alertId: `alert-${n}` }));
    const outbox = await queued(...entries);
    const ids = entries.map(({ id }) => id);
    for (const [index, id] of ids.slice(0, 3).entries()) {
      await claim(outbox, id, `t${index}`);
      await outbox.giveUp(id, `t${index}`, 'is_archived', NOW + [20, 10, 5][index]!);
    }
    await outbox.giveUp(ids[1]!, 't1', 'is_archived', NOW + 999);
    const found = await outbox.undeliverable(NOW + 10);
    expect(found.map(({ id, gaveUpAt }) => [id, gaveUpAt])).toEqual([
      [ids[1], NOW + 10],
      [ids[0], NOW + 20],
    ]);
    expect(found[0]).toMatchObject({ state: 'undeliverable', why: 'is_archived', alertId: 'alert-2' });
    expect(await outbox.undeliverable(NOW + 21)).toEqual([]);
    expect(await outbox.due(NOW + 100, 10)).toEqual([ids[3]]);
  });

  describe('what waits for the working day', () => {
    const LATER = NOW + 5_000;
    const held = (n: number) => anOutboxEntry(n, { notBefore: LATER, held: true, names: 'pseudonym' });
    const critical = (n: number) => anOutboxEntry(n);
    const mild = (n: number) => anOutboxEntry(n, { notification: aNotification({ severity: 'warning' }) });

    test('is kept with its names, and comes when its time has', async () => {
      const entry = held(1);
      const outbox = await queued(entry);
      expect(await outbox.sentFor(ALERT)).toEqual([entry]);
      expect(await claim(outbox, entry.id, 't1')).toBeUndefined();
      expect(await claim(outbox, entry.id, 't1', LATER)).toMatchObject({ names: 'pseudonym', held: true });
    });

    test('is overtaken by what is critical, and is never sent after it', async () => {
      const outbox = await queued(held(1), held(2), critical(3));
      const [one, two, three] = [held(1).id, held(2).id, critical(3).id];
      expect(await claim(outbox, three, 't3')).toBeDefined();
      await outbox.confirm(three, 't3', aReceipt());
      expect(await claim(outbox, one, 't1', LATER)).toBeUndefined();
      expect(await claim(outbox, two, 't2', LATER)).toBeUndefined();
      expect(await outbox.due(LATER + LEASE, 10)).toEqual([]);
      const states = (await outbox.sentFor(ALERT)).map(({ state }) => state);
      expect(states).toEqual(['overtaken', 'overtaken', 'sent']);
    });

    test('is not overtaken by what is not critical, nor once its time has come or somebody holds it', async () => {
      const outbox = await queued(held(1), mild(2));
      expect(await claim(outbox, mild(2).id, 't2')).toBeUndefined();
      const due = await queued(held(1), critical(2));
      expect(await claim(due, critical(2).id, 't2', LATER)).toBeUndefined();
      await claim(due, held(1).id, 't1', LATER);
      expect(await claim(due, critical(2).id, 't2', LATER)).toBeUndefined();
    });

    test('is in order like all others after its channel put it off', async () => {
      const outbox = await queued(held(1), critical(2));
      await claim(outbox, held(1).id, 't1', LATER);
      await outbox.release(held(1).id, 't1', LATER + 100, false);
      expect(await claim(outbox, critical(2).id, 't2', LATER + 50)).toBeUndefined();
      expect(await claim(outbox, held(1).id, 't1', LATER + 100)).not.toHaveProperty('held');
    });
  });

  test('due are pending messages whose time has come and that nobody holds, oldest first', async () => {
    const at = (n: number, notBefore: number) => anOutboxEntry(n, { alertId: `alert-${n}`, notBefore });
    const entries = [at(1, 300), at(2, 100), at(3, 200), at(4, NOW + 1)];
    const outbox = await queued(...entries);
    const ids = entries.map((entry) => entry.id);
    expect(await outbox.due(NOW, 10)).toEqual([ids[1], ids[2], ids[0]]);
    expect(await outbox.due(NOW, 2)).toEqual([ids[1], ids[2]]);
    await claim(outbox, ids[1]!, 't1');
    expect(await outbox.due(NOW, 10)).toEqual([ids[2], ids[0]]);
    expect(await outbox.due(NOW + LEASE, 10)).toEqual([ids[2], ids[0], ids[3], ids[1]]);
    await outbox.confirm(ids[1]!, 't1', aReceipt());
    await claim(outbox, ids[2]!, 't2');
    await outbox.release(ids[2]!, 't2', NOW + 2, true);
    expect(await outbox.due(NOW + 2, 10)).toEqual([ids[0], ids[3], ids[2]]);
  });
}
