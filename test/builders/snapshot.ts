import { type Instant, isoInstant } from '../../shared/domain/base/instant.ts';
import { picoText } from '../../shared/domain/base/money.ts';
import { type LedgerEntry, PRINCIPAL_DIMENSION } from '../../shared/domain/ledger/entry.ts';
import { sortByKey } from '../../shared/domain/ledger/entry-key.ts';
import { costOfEntry } from '../../shared/domain/ledger/reconcile.ts';
import type { LedgerView, Pointer, Snapshot } from '../../shared/domain/ledger/snapshot.ts';
import type { ControlTotals } from '../../shared/domain/ledger/totals.ts';
import { versionOf } from '../../shared/domain/ledger/version.ts';
import { AN_HOUR } from './batch.ts';
import { anEntry } from './entry.ts';

const EXECUTED_AT = Date.UTC(2026, 10, 18, 20);

/** Control totals of a delivery that holds nothing but these entries' usage. */
export function totalsOf(entries: readonly LedgerEntry[], currency = 'USD'): ControlTotals {
  const own = entries.filter(({ scope }) => scope.dimension === PRINCIPAL_DIMENSION);
  const pico = own.reduce((sum, entry) => sum + costOfEntry(entry), 0n);
  const rows = own.flatMap(({ cells }) => cells).reduce((sum, cell) => sum + cell.rows, 0);
  const cost = { [currency]: picoText(pico) };
  const all = { rows, cost };
  const teams = new Map<string, bigint>();
  for (const entry of own) {
    teams.set(entry.scope.team, (teams.get(entry.scope.team) ?? 0n) + costOfEntry(entry));
  }
  return {
    files: 1,
    ...all,
    byLineItemType: { Usage: all },
    byService: { Bedrock: all },
    bedrock: { ...all, usageCost: cost, byCategory: { usage: all } },
    teams: Object.fromEntries([...teams].map(([team, sum]) => [team, { [currency]: picoText(sum) }])),
    ledgerPico: pico.toString(),
  };
}

/** A snapshot of 2026-11; order and totals follow from the other fields unless they are given. */
export function aSnapshot(overrides: Partial<Snapshot> = {}): Snapshot {
  const executedAt = overrides.executedAt ?? EXECUTED_AT;
  const executionId = overrides.executionId ?? 'execution-1';
  const entries = sortByKey(overrides.entries ?? [anEntry()]);
  return {
    exportName: 'company-cur',
    billingPeriod: '2026-11',
    executionId,
    executedAt,
    order: `${isoInstant(executedAt)}~${executionId}`,
    version: overrides.order ?? `${isoInstant(executedAt)}~${executionId}`,
    currency: 'USD',
    grain: 'hourly',
    dataThrough: AN_HOUR + 1,
    rulesDigest: '0'.repeat(32),
    totals: totalsOf(entries, overrides.currency),
    unknownUsageTypes: {},
    ...overrides,
    entries,
  };
}

/** The delivery that shows what a view does, under a time and name of its own. */
export function aSnapshotOf(view: LedgerView, executedAt: Instant, executionId: string): Snapshot {
  const { chain: _, publishedAt: __, ...head } = view.pointer;
  const entries = sortByKey(view.entries);
  const order = `${isoInstant(executedAt)}~${executionId}`;
  const own = { executedAt, executionId, order, version: versionOf(order, entries) };
  return { ...head, ...own, totals: totalsOf(entries), entries };
}

/** What a first publication of the snapshot makes visible. */
export function aPointer(overrides: Partial<Pointer> = {}, entries?: readonly LedgerEntry[]): Pointer {
  const { entries: _, ...head } = aSnapshot({ ...overrides, ...(entries === undefined ? {} : { entries }) });
  return { ...head, chain: [head.version], publishedAt: head.executedAt + 60_000, ...overrides };
}

export const aView = (
  entries: readonly LedgerEntry[] = [anEntry()],
  overrides: Partial<Pointer> = {},
): LedgerView => ({ pointer: aPointer(overrides, entries), entries: sortByKey(entries) });
