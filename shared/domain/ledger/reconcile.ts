import { parseDecimal } from '../base/decimal.ts';
import { type Pico, picoOf } from '../base/money.ts';
import { byText, sortedEntries } from '../base/order.ts';
import { type LedgerEntry, PRINCIPAL_DIMENSION } from './entry.ts';
import type { ControlTotals } from './totals.ts';

export interface Mismatch {
  /** What was added up, e.g. `dimension project` or `team search`. */
  readonly what: string;
  readonly expected: string;
  readonly found: string;
}

/**
 * Where entries and control totals, which were added up apart from each other, disagree. Every dimension holds the
 * whole Bedrock usage to the picodollar; teams to half a picodollar a row, where a file has more than 12 decimals.
 */
export function reconcile(entries: Iterable<LedgerEntry>, totals: ControlTotals): readonly Mismatch[] {
  return [...dimensionMismatches(entries, totals), ...teamMismatches(entries, totals)];
}

/** The part of it that a reader checks at each reading: no dimension lacks a charge or has one too many. */
export function dimensionMismatches(
  entries: Iterable<LedgerEntry>,
  totals: ControlTotals,
): readonly Mismatch[] {
  const sums = createDimensionSums();
  for (const entry of entries) sums.add(entry);
  return sums.mismatches(totals);
}

/** The same for entries that come in parts. */
export interface DimensionSums {
  add(entry: LedgerEntry): void;
  mismatches(totals: ControlTotals): readonly Mismatch[];
}

export function createDimensionSums(): DimensionSums {
  const sums = new Map([[PRINCIPAL_DIMENSION, { pico: 0n, rows: 0 }]]);
  return {
    add(entry) {
      const sum = sums.get(entry.scope.dimension) ?? { pico: 0n, rows: 0 };
      sums.set(entry.scope.dimension, {
        pico: sum.pico + costOfEntry(entry),
        rows: sum.rows + rowsOf(entry),
      });
    },
    mismatches(totals) {
      // A delivery without Bedrock usage has no such category, and no rows here either.
      const rows = totals.bedrock.byCategory.usage?.rows;
      return sortedEntries(sums)
        .filter(([, sum]) => sum.pico.toString() !== totals.ledgerPico || sum.rows !== (rows ?? sum.rows))
        .map(([dimension, sum]) => ({
          what: `dimension ${dimension}`,
          expected: `${totals.ledgerPico} picodollars in ${rows ?? 0} rows`,
          found: `${sum.pico} picodollars in ${sum.rows} rows`,
        }));
    },
  };
}

function teamMismatches(entries: Iterable<LedgerEntry>, totals: ControlTotals): Mismatch[] {
  const sums = new Map<string, { pico: Pico; rows: number }>();
  for (const team of Object.keys(totals.teams)) sums.set(team, { pico: 0n, rows: 0 });
  for (const entry of entries) {
    if (entry.scope.dimension !== PRINCIPAL_DIMENSION) continue;
    const sum = sums.get(entry.scope.team) ?? { pico: 0n, rows: 0 };
    sums.set(entry.scope.team, { pico: sum.pico + costOfEntry(entry), rows: sum.rows + rowsOf(entry) });
  }
  return [...sums]
    .map(([team, sum]) => ({ team, ...sum, control: teamControl(totals, team) }))
    .filter(({ pico, rows, control }) => pico - control > BigInt(rows) || control - pico > BigInt(rows))
    .sort((a, b) => byText(a.team, b.team))
    .map(({ team, pico, control }) => ({
      what: `team ${team}`,
      expected: `${control} picodollars`,
      found: `${pico} picodollars`,
    }));
}

function teamControl(totals: ControlTotals, team: string): Pico {
  const costs = Object.hasOwn(totals.teams, team) ? Object.values(totals.teams[team] ?? {}) : [];
  return costs.reduce((sum, cost) => sum + picoOf(parseDecimal(cost)), 0n);
}

export const costOfEntry = (entry: Pick<LedgerEntry, 'cells'>): Pico =>
  entry.cells.reduce((sum, cell) => sum + cell.cost, 0n);

const rowsOf = (entry: LedgerEntry): number => entry.cells.reduce((sum, cell) => sum + cell.rows, 0);
