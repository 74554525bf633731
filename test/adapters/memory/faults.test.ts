import { expect, test } from 'vitest';
import type { Fault } from '../../../shared/adapters/memory/faults.ts';
import { createMemoryAlertStore } from '../../../shared/adapters/memory/memory-alert-store.ts';
import { createMemoryAuditLog } from '../../../shared/adapters/memory/memory-audit-log.ts';
import { createMemoryBudgetStore } from '../../../shared/adapters/memory/memory-budget-store.ts';
import { createMemoryLedgerStore, dropExpired } from '../../../shared/adapters/memory/memory-ledger-store.ts';
import { createMemoryNoticeQueue } from '../../../shared/adapters/memory/memory-notice-queue.ts';
import { createMemoryObjectStore } from '../../../shared/adapters/memory/memory-object-store.ts';
import { createMemoryOutbox } from '../../../shared/adapters/memory/memory-outbox.ts';
import { createMemoryPlanStore } from '../../../shared/adapters/memory/memory-plan-store.ts';
import { createMemoryQuarantine } from '../../../shared/adapters/memory/memory-quarantine.ts';
import { createMemoryReportStore } from '../../../shared/adapters/memory/memory-report-store.ts';
import { createMemoryRipenessStore } from '../../../shared/adapters/memory/memory-ripeness-store.ts';
import { createMemorySilenceStore } from '../../../shared/adapters/memory/memory-silence-store.ts';
import { createMemoryTables } from '../../../shared/adapters/memory/tables.ts';
import { NOTHING_LEARNED } from '../../../shared/domain/evaluation/ripeness/state.ts';
import { aPlan, aSilence } from '../../builders/declared.ts';
import { aReport } from '../../builders/report.ts';
import { aLedgerPointer, aPrincipalDay } from '../../builders/stored-ledger.ts';
import { aTransition } from '../../builders/transition.ts';

/** The n-th call of an operation meets this fault. */
const faultAt = (operation: string, call: number, fault: Fault) => {
  let calls = 0;
  return (asked: string): Fault => {
    if (asked !== operation) return 'none';
    calls += 1;
    return calls === call ? fault : 'none';
  };
};
const retryable = expect.objectContaining({ kind: 'retryable' });

test('a fault before the effect changed nothing; one after it did it all', async () => {
  for (const [fault, expected] of [
    ['before', undefined],
    ['after', aLedgerPointer(1, [])],
  ] as const) {
    const tables = createMemoryTables();
    const ledger = createMemoryLedgerStore(tables, faultAt('ledger.publish', 1, fault));
    await expect(ledger.publish(aLedgerPointer(1, []), undefined)).rejects.toEqual(retryable);
    expect(await ledger.pointer('company-cur', '2026-11')).toEqual(expected);
    expect(await ledger.publish(aLedgerPointer(1, []), undefined)).toBe('published');
  }
});

test('a death between two batches of entries leaves the first written and the pointer where it was', async () => {
  const tables = createMemoryTables();
  const entries = Array.from({ length: 60 }, (_, index) => aPrincipalDay(`role/${index}`));
  const pointer = aLedgerPointer(1, entries);
  const ledger = createMemoryLedgerStore(tables, faultAt('ledger.writeEntries', 2, 'before'));
  await expect(ledger.writeEntries(pointer, entries)).rejects.toEqual(retryable);
  expect([...tables.versions.values()][0]?.size).toBe(25);
  await expect(ledger.view(pointer)).rejects.toMatchObject({ kind: 'bug' });
  await ledger.writeEntries(pointer, entries);
  expect((await ledger.view(pointer)).entries).toHaveLength(60);
});

test('every method of every twin can be made to fail', async () => {
  const asked = new Set<string>();
  const faults = (operation: string): Fault => {
    asked.add(operation);
    return 'before';
  };
  const tables = createMemoryTables();
  const objects = createMemoryObjectStore({ now: () => 0, faults });
  const ports = {
    ledger: createMemoryLedgerStore(tables, faults),
    alerts: createMemoryAlertStore(tables, faults),
    outbox: createMemoryOutbox(tables, faults),
    budgets: createMemoryBudgetStore(tables, faults),
    quarantine: createMemoryQuarantine(tables, faults),
    ripeness: createMemoryRipenessStore(tables, faults),
    reports: createMemoryReportStore(tables, faults),
    plans: createMemoryPlanStore(tables, faults),
    silences: createMemorySilenceStore(tables, faults),
    audit: createMemoryAuditLog(tables, faults),
    notices: createMemoryNoticeQueue(faults),
  };
  const pointer = aLedgerPointer(1, []);
  const channel = { kind: 'slack', address: '#a' } as const;
  const calls = [
    ports.ledger.pointer('e', 'p'),
    ports.ledger.pointers('e'),
    ports.ledger.view(pointer),
    ports.ledger.writeEntries(pointer, [aPrincipalDay('a')]),
    ports.ledger.publish(pointer, undefined),
    ports.ledger.expire(pointer, [], 0),
    ports.alerts.recent('e'),
    ports.ripeness.read('e'),
    ports.ripeness.write('e', NOTHING_LEARNED, undefined),
    ports.alerts.get('e', 'a'),
    ports.alerts.all('e'),
    ports.alerts.commit(aTransition(), [], pointer),
    ports.alerts.decide('e', aTransition(), []),
    ports.plans.recent('e', 0),
    ports.plans.get('e', 'a'),
    ports.plans.save('e', aPlan(), { at: 0, action: '', why: '' }),
    ports.silences.recent('e', 0),
    ports.silences.get('e', 'a'),
    ports.silences.save('e', aSilence(), { at: 0, action: '', why: '' }),
    ports.audit.of('e', 'alert:a', 1),
    ports.outbox.claim('a', 't', 0, 1),
    ports.outbox.confirm('a', 't', { channel, providerId: 'p', sentAt: 0 }),
    ports.outbox.release('a', 't', 0, false),
    ports.outbox.giveUp('a', 't', 'why', 1),
    ports.outbox.due(0, 1),
    ports.outbox.receipt('a', channel),
    ports.outbox.sentFor('a'),
    ports.budgets.read(),
    ports.budgets.replace([], 0, 'me', 0),
    ports.budgets.changes(1),
    ports.quarantine.put({ exportName: 'e', billingPeriod: 'p', order: 'o', at: 0, message: '', detail: {} }),
    ports.quarantine.newerThan('e', 'p', ''),
    ports.reports.get('e', 'weekly', 'a'),
    ports.reports.of('e', 'weekly'),
    ports.reports.save('e', aReport(), []),
    ports.notices.send({ bucket: 'b', key: 'k', from: 'sweep' }),
    objects.pin('b', 'k'),
    objects.pinNotLaterThan('b', 'k', 0),
    objects.read({ bucket: 'b', key: 'k', etag: '', bytes: 0, lastModified: 0 }),
    objects.write('b', 'k', new Uint8Array(0), ''),
    objects.list('b', '')[Symbol.asyncIterator]().next(),
  ];
  const results = await Promise.allSettled(calls);
  expect(results.filter((result) => result.status === 'fulfilled')).toEqual([]);
  expect(asked.size).toBe(calls.length);
});

test('expired versions can be dropped without any visible change', async () => {
  const tables = createMemoryTables();
  const ledger = createMemoryLedgerStore(tables);
  const [old, now, other] = [
    aPrincipalDay('a', { cost: 1n }),
    aPrincipalDay('a', { cost: 2n }),
    aPrincipalDay('b'),
  ];
  const first = aLedgerPointer(1, [old, other]);
  const second = aLedgerPointer(2, [now, other], first);
  await ledger.writeEntries(first, [old, other]);
  await ledger.publish(first, undefined);
  await ledger.writeEntries(second, [now]);
  await ledger.publish(second, first);
  await ledger.expire(second, [old], 5_000);
  expect(dropExpired(tables, 4_999)).toBe(0);
  expect(dropExpired(tables, 5_000)).toBe(1);
  expect((await ledger.view(second)).entries).toEqual([now, other]);
  await expect(ledger.view(first)).rejects.toMatchObject({ kind: 'bug' });
});

test('a versioned bucket keeps what a delivery wrote, beside what came later', async () => {
  let time = 1_000;
  const objects = createMemoryObjectStore({ now: () => time, versioned: true });
  await objects.write('b', 'k', new Uint8Array([1]), '');
  const pin = await objects.pin('b', 'k');
  time = 2_000;
  await objects.write('b', 'k', new Uint8Array([2]), '');
  expect(await objects.pinNotLaterThan('b', 'k', 1_999)).toEqual(pin);
  expect(await objects.read(pin!)).toEqual(new Uint8Array([1]));
  time = 3_000;
  objects.remove('b', 'k');
  expect(await objects.pin('b', 'k')).toBeUndefined();
  expect(await objects.pinNotLaterThan('b', 'k', 3_000)).toBeUndefined();
  expect(await objects.pinNotLaterThan('b', 'k', 2_999)).toMatchObject({ lastModified: 2_000 });
});
