import { expect, test } from 'vitest';
import type { Alert } from '../../shared/domain/alert/alert.ts';
import { DAY_MS, parseInstant } from '../../shared/domain/base/instant.ts';
import type { Pointer } from '../../shared/domain/ledger/snapshot.ts';
import type { ChannelRef } from '../../shared/domain/notification/notification.ts';
import { anOutboxEntry } from '../builders/outbox-entry.ts';
import { aLedgerPointer } from '../builders/stored-ledger.ts';
import { anAlert, aTransition } from '../builders/transition.ts';
import { HOSTILE_NAMES } from './hostile-names.ts';
import type { FreshStores, TableStores } from './table-engines.ts';

const EXPORT = 'company-cur';

export function alertStoreContract(fresh: FreshStores): void {
  /** A table whose visible ledger is that of `pointer`. */
  const judged = async (): Promise<TableStores & { readonly pointer: Pointer }> => {
    const stores = await fresh();
    const pointer = aLedgerPointer(1, []);
    await stores.ledger.publish(pointer, undefined);
    return { ...stores, pointer };
  };
  const nothingQueued = async (stores: TableStores): Promise<void> =>
    expect(await stores.outbox.due(Number.MAX_SAFE_INTEGER / 1_000, 100)).toEqual([]);

  test('a committed alert and its messages are both there', async () => {
    const { alerts, outbox, pointer } = await judged();
    const after = anAlert({ labels: { team: '__proto__', principal: '123n', model: '-5nn' } });
    const entry = anOutboxEntry();
    expect(await alerts.commit(aTransition({ after }), [entry], pointer)).toBe('committed');
    expect(await alerts.get(EXPORT, after.id)).toEqual(after);
    expect(await alerts.recent(EXPORT)).toEqual([after]);
    expect(await outbox.sentFor(after.id)).toEqual([entry]);
  });

  test('an unknown alert, or one of another export, is not found', async () => {
    const { alerts, pointer } = await judged();
    await alerts.commit(aTransition(), [], pointer);
    expect(await alerts.get(EXPORT, 'spike-00000000')).toBeUndefined();
    expect(await alerts.get('other', anAlert().id)).toBeUndefined();
    expect(await alerts.recent('other')).toEqual([]);
  });

  test('hostile labels and channels stay themselves', async () => {
    const { alerts, outbox, pointer } = await judged();
    for (const [index, name] of HOSTILE_NAMES.entries()) {
      const after = anAlert({ id: `spike-${name}-${index}`, labels: { team: name, [name]: 'x' } });
      const channel: ChannelRef = { kind: 'slack', address: `#${name}` };
      const entry = anOutboxEntry(1, { alertId: after.id, channel });
      expect(await alerts.commit(aTransition({ after }), [entry], pointer)).toBe('committed');
      expect(await alerts.get(EXPORT, after.id)).toEqual(after);
      expect(await outbox.sentFor(after.id)).toEqual([entry]);
    }
    expect(await alerts.recent(EXPORT)).toHaveLength(HOSTILE_NAMES.length);
  });

  test('a change based on an old version is a conflict and changes nothing', async () => {
    const stores = await judged();
    const { alerts, outbox, pointer } = stores;
    const first = anAlert();
    const second = anAlert({ version: 2, quiet: 1 });
    await alerts.commit(aTransition({ after: first }), [], pointer);
    await alerts.commit(aTransition({ before: first, after: second, reason: 'grew' }), [], pointer);
    const late = aTransition({ before: first, after: anAlert({ version: 2, quiet: 9 }) });
    expect(await alerts.commit(late, [anOutboxEntry(2)], pointer)).toBe('conflict');
    expect(await alerts.commit(aTransition({ after: first }), [anOutboxEntry(2)], pointer)).toBe('conflict');
    expect(await alerts.get(EXPORT, first.id)).toEqual(second);
    expect(await outbox.sentFor(first.id)).toEqual([]);
    await nothingQueued(stores);
  });

  test('a judgement of a ledger that is no longer visible is a conflict and changes nothing', async () => {
    const stores = await judged();
    const { alerts, ledger, pointer } = stores;
    await ledger.publish(aLedgerPointer(2, [], pointer), pointer);
    expect(await alerts.commit(aTransition(), [anOutboxEntry()], pointer)).toBe('conflict');
    expect(await alerts.recent(EXPORT)).toEqual([]);
    await nothingQueued(stores);
  });

  test('a judgement of a ledger that was never published is a conflict', async () => {
    const { alerts } = await fresh();
    expect(await alerts.commit(aTransition(), [], aLedgerPointer(1, []))).toBe('conflict');
  });

  test('a message that exists already stops the whole commit', async () => {
    const { alerts, pointer } = await judged();
    await alerts.commit(aTransition(), [anOutboxEntry()], pointer);
    const other = anAlert({ id: 'spike-other' });
    expect(await alerts.commit(aTransition({ after: other }), [anOutboxEntry()], pointer)).toBe('conflict');
    expect(await alerts.get(EXPORT, other.id)).toBeUndefined();
  });

  test('of two judgements at once one commits', async () => {
    const { alerts, outbox, pointer } = await judged();
    const outcomes = await Promise.all(
      [1, 2, 3, 4].map((quiet) =>
        // An engine may also refuse one of two at once as busy: nothing happened, and it is tried again.
        alerts
          .commit(aTransition({ after: anAlert({ quiet }) }), [anOutboxEntry()], pointer)
          .catch((error: { kind?: string }) => error.kind),
      ),
    );
    expect(outcomes.filter((outcome) => outcome === 'committed')).toHaveLength(1);
    expect(await outbox.sentFor(anAlert().id)).toHaveLength(1);
  });

  test('one alert may go to forty channels in one commit', async () => {
    const { alerts, outbox, pointer } = await judged();
    const entries = Array.from({ length: 40 }, (_, index) =>
      anOutboxEntry(1, { channel: { kind: 'slack', address: `#c${String(index).padStart(2, '0')}` } }),
    );
    expect(await alerts.commit(aTransition(), entries, pointer)).toBe('committed');
    expect(await outbox.sentFor(anAlert().id)).toEqual(entries);
  });

  test('recent alerts are the firing ones and those that ended in the last 45 days of the data', async () => {
    const { alerts, pointer } = await judged();
    const now = parseInstant('2026-11-17T21:04:00Z');
    const ended = (id: string, days: number): Alert =>
      anAlert({
        id,
        state: 'resolved',
        endsAt: now - days * DAY_MS,
        judgedFrom: '2026-09-01T00:00:00.000Z~x',
      });
    const all = [
      anAlert({ id: 'a-firing', judgedFrom: '2026-11-17T21:04:00.000Z~exec-2' }),
      ended('b-new', 44),
      ended('c-edge', 45),
      ended('d-old', 46),
    ];
    for (const after of all) await alerts.commit(aTransition({ after }), [], pointer);
    const ids = (await alerts.recent(EXPORT)).map((alert) => alert.id);
    expect(ids).toEqual(['a-firing', 'b-new', 'c-edge']);
    expect(await alerts.get(EXPORT, 'd-old')).toEqual(all[3]);
    expect(await alerts.all(EXPORT)).toEqual(all);
  });
}
