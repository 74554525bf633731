import { dayOfHour, type Hour } from '../base/instant.ts';
import type { Pico } from '../base/money.ts';
import type { TokenKind } from '../charge/charge.ts';
import type { LedgerEntry } from '../ledger/entry.ts';
import { createDoubles } from '../ledger/growing-column.ts';
import { createCellSums } from './cell-sums.ts';
import { isLarge } from './stored-cost.ts';

/** What the cells of one run have in common. */
export interface CubeSeries {
  readonly dimension: string;
  /** '' in every dimension but the principal's. */
  readonly team: string;
  readonly value: string;
  readonly model: string;
  readonly tokenKind: TokenKind;
}

/**
 * Usage of one billing period as columns, series by series: what pages ask for is summed over millions of cells in
 * milliseconds. Cells of a series stand by hour.
 */
export interface SpendCube {
  readonly series: readonly CubeSeries[];
  /** The cells of series `i` are [starts[i], starts[i + 1]). */
  readonly starts: Int32Array;
  readonly hours: Int32Array;
  /** Whole picodollars; NaN where `exact` holds them. */
  readonly cost: Float64Array;
  /** By cell: costs of 2^52 picodollars ($4,503) and more in one hour. */
  readonly exact: ReadonlyMap<number, Pico>;
  readonly tokens: Float64Array;
  /** Distinct sessions by UTC day of a principal. */
  readonly sessions: readonly DaySessions[];
}

export interface DaySessions {
  readonly team: string;
  readonly principal: string;
  readonly day: number;
  readonly count: number;
  readonly sample: readonly string[];
}

/** Entries of one period in any order; an entry a scope and day, as the ledger has them. */
export function buildCube(entries: Iterable<LedgerEntry>): SpendCube {
  const runs = new Map<string, { readonly series: CubeSeries; readonly cells: number[] }>();
  const hourOfCell = createDoubles();
  const costOfCell = createDoubles();
  const tokensOfCell = createDoubles();
  const large = new Map<number, Pico>();
  const sessions: DaySessions[] = [];
  let count = 0;
  for (const { scope, day, cells, sessions: seen } of entries) {
    const { dimension, team, value } = scope;
    if (seen.count > 0) {
      sessions.push({ team, principal: value, day, count: seen.count, sample: seen.sample });
    }
    for (const { model, tokenKind, hourOfDay, cost, tokens } of cells) {
      const key = JSON.stringify([dimension, team, value, model, tokenKind]);
      let run = runs.get(key);
      if (run === undefined) {
        run = { series: { dimension, team, value, model, tokenKind }, cells: [] };
        runs.set(key, run);
      }
      if (isLarge(cost)) large.set(count, cost);
      hourOfCell.add(count, day * 24 + hourOfDay);
      costOfCell.add(count, isLarge(cost) ? Number.NaN : Number(cost));
      tokensOfCell.add(count, tokens);
      run.cells.push(count);
      count += 1;
    }
  }
  return laidOut([...runs.values()], count, { hourOfCell, costOfCell, tokensOfCell, large, sessions });
}

type Column = ReturnType<typeof createDoubles>;

function laidOut(
  runs: readonly { readonly series: CubeSeries; readonly cells: number[] }[],
  count: number,
  from: {
    readonly hourOfCell: Column;
    readonly costOfCell: Column;
    readonly tokensOfCell: Column;
    readonly large: ReadonlyMap<number, Pico>;
    readonly sessions: readonly DaySessions[];
  },
): SpendCube {
  const starts = new Int32Array(runs.length + 1);
  const hours = new Int32Array(count);
  const cost = new Float64Array(count);
  const tokens = new Float64Array(count);
  const exact = new Map<number, Pico>();
  let at = 0;
  for (const [index, { cells }] of runs.entries()) {
    cells.sort((a, b) => from.hourOfCell.get(a) - from.hourOfCell.get(b));
    for (const cell of cells) {
      hours[at] = from.hourOfCell.get(cell);
      cost[at] = from.costOfCell.get(cell);
      tokens[at] = from.tokensOfCell.get(cell);
      const large = from.large.get(cell);
      if (large !== undefined) exact.set(at, large);
      at += 1;
    }
    starts[index + 1] = at;
  }
  return {
    series: runs.map(({ series }) => series),
    starts,
    hours,
    cost,
    exact,
    tokens,
    sessions: from.sessions,
  };
}

/** The same by UTC days, each named by its first hour: a tenth of the cells, for questions that do not cut a day. */
export function byDay(cube: SpendCube): SpendCube {
  const starts = dayStartsOf(cube);
  const hours = new Int32Array(starts.at(-1)!);
  const sums = createCellSums(hours.length);
  let at = -1;
  for (const [index] of cube.series.entries()) {
    let last = Number.NaN;
    for (let cell = cube.starts[index]!; cell < cube.starts[index + 1]!; cell += 1) {
      const day = dayOfHour(cube.hours[cell]!) * 24;
      if (day !== last) at += 1;
      last = day;
      hours[at] = day;
      sums.add(at, cube, cell);
    }
  }
  return { ...cube, starts, hours, ...sums.columns() };
}

function dayStartsOf({ series, starts, hours }: SpendCube): Int32Array {
  const dayStarts = new Int32Array(starts.length);
  let count = 0;
  for (const [index] of series.entries()) {
    let last = Number.NaN;
    for (let cell = starts[index]!; cell < starts[index + 1]!; cell += 1) {
      const day = dayOfHour(hours[cell]!);
      if (day !== last) count += 1;
      last = day;
    }
    dayStarts[index + 1] = count;
  }
  return dayStarts;
}

/** First cell of [from, to) at or after the hour. */
export function cellAt({ hours }: SpendCube, from: number, to: number, hour: Hour): number {
  let [low, high] = [from, to];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (hours[middle]! < hour) low = middle + 1;
    else high = middle;
  }
  return low;
}
