import { expect, test } from 'vitest';
import type { AlertChange } from '../../shared/domain/alert/alert.ts';
import { HISTORY_MAX } from '../../shared/domain/alert/history.ts';
import { anOutboxEntry } from '../builders/outbox-entry.ts';
import { aLedgerPointer } from '../builders/stored-ledger.ts';
import { anAlert, aTransition } from '../builders/transition.ts';
import { HOSTILE_NAMES } from './hostile-names.ts';
import type { FreshStores } from './table-engines.ts';

const EXPORT = 'company-cur';
const ANN = { id: 'slack:U0ANN', name: 'Ann' };

const change = (at: number, more: Partial<AlertChange> = {}): AlertChange => ({
  at,
  reason: 'grew',
  delivery: 'd',
  note: `note ${at}`,
  ...more,
});

export function auditLogContract(fresh: FreshStores): void {
  test('every change of an alert is a row, whoever made it, newest first', async () => {
    const { alerts, audit, ledger } = await fresh();
    const pointer = aLedgerPointer(1, []);
    await ledger.publish(pointer, undefined);
    const first = anAlert({ history: [change(1, { reason: 'first', note: '' })] });
    const acked = change(2, { reason: 'acknowledged', by: ANN });
    const second = anAlert({ version: 2, history: [...first.history, acked] });
    const silent = anAlert({ version: 3, history: second.history, quiet: 1 });
    const fourth = anAlert({ version: 4, history: [...silent.history, change(3), change(4)] });
    await alerts.commit(aTransition({ after: first }), [anOutboxEntry()], pointer);
    await alerts.decide(EXPORT, aTransition({ before: first, after: second }), []);
    await alerts.commit(aTransition({ before: second, after: silent }), [], pointer);
    await alerts.commit(aTransition({ before: silent, after: fourth }), [], pointer);
    const subject = `alert:${first.id}`;
    const rows = await audit.of(EXPORT, subject, 10);
    expect(rows).toEqual([
      { at: 4, subject, action: 'grew', why: 'note 4' },
      { at: 3, subject, action: 'grew', why: 'note 3' },
      { at: 2, by: ANN, subject, action: 'acknowledged', why: 'note 2' },
      { at: 1, subject, action: 'first', why: '' },
    ]);
    expect(await audit.of(EXPORT, subject, 3)).toEqual(rows.slice(0, 3));
    expect(await audit.of('other', subject, 10)).toEqual([]);
  });

  test('a change that was a conflict leaves no row', async () => {
    const { alerts, audit, ledger } = await fresh();
    const pointer = aLedgerPointer(1, []);
    await ledger.publish(pointer, undefined);
    const first = anAlert({ history: [change(1)] });
    const late = anAlert({ version: 3, history: [change(1), change(2)] });
    await alerts.commit(aTransition({ after: first }), [], pointer);
    expect(
      await alerts.decide(EXPORT, aTransition({ before: { ...first, version: 2 }, after: late }), []),
    ).toBe('conflict');
    expect(await audit.of(EXPORT, `alert:${first.id}`, 10)).toHaveLength(1);
  });

  test('a history that forgets its oldest changes loses no row', async () => {
    const { alerts, audit } = await fresh();
    let before = anAlert();
    await alerts.decide(EXPORT, aTransition({ after: before }), []);
    for (let at = 1; at <= HISTORY_MAX + 3; at += 1) {
      const history = [...before.history, change(at)].slice(-HISTORY_MAX);
      const after = anAlert({ version: before.version + 1, history });
      await alerts.decide(EXPORT, aTransition({ before, after }), []);
      before = after;
    }
    const rows = await audit.of(EXPORT, `alert:${before.id}`, 100);
    expect(rows.map(({ at }) => at)).toEqual(
      Array.from({ length: HISTORY_MAX + 3 }, (_, index) => HISTORY_MAX + 3 - index),
    );
  });

  test('forty-eight channels and a long history fit into one transaction', async () => {
    const { alerts, audit, ledger } = await fresh();
    const pointer = aLedgerPointer(1, []);
    await ledger.publish(pointer, undefined);
    const entries = Array.from({ length: 48 }, (_, index) =>
      anOutboxEntry(1, { channel: { kind: 'slack', address: `#c${index}` } }),
    );
    const after = anAlert({ history: Array.from({ length: HISTORY_MAX }, (_, at) => change(at)) });
    expect(await alerts.commit(aTransition({ after }), entries, pointer)).toBe('committed');
    expect(await audit.of(EXPORT, `alert:${after.id}`, 100)).toHaveLength(HISTORY_MAX);
  });

  test('a budget has rows of its own, whatever its team is called', async () => {
    const { audit, budgets } = await fresh();
    const book = (amount: bigint) =>
      HOSTILE_NAMES.map((team) => ({ team, currency: 'USD', amount, thresholds: [100] }));
    await budgets.replace(book(5_000n * 10n ** 12n), 0, 'ann', 1_000);
    await budgets.replace(book(6_500_000_000_000_000n), 1, 'bob', 2_000, 'two more evals');
    for (const team of HOSTILE_NAMES) {
      const rows = await audit.of(EXPORT, `budget:${team}`, 10);
      expect(rows).toMatchObject([
        { at: 2_000, by: { name: 'bob' }, action: 'changed', why: 'two more evals' },
        { at: 1_000, by: { name: 'ann' }, action: 'set', why: 'version 1 of the budgets' },
      ]);
      expect(JSON.parse(rows[0]!.before!)).toMatchObject({ team, amount: '5000' });
      expect(JSON.parse(rows[0]!.after!)).toMatchObject({ team, amount: '6500' });
      expect(rows[1]).not.toHaveProperty('before');
    }
    await budgets.replace([], 2, 'ann', 3_000);
    expect(await audit.of(EXPORT, 'budget:a', 1)).toMatchObject([{ at: 3_000, action: 'removed' }]);
  });
}
