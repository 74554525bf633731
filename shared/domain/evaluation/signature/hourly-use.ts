import type { Hour } from '../../base/instant.ts';
import { approximate } from '../../base/money.ts';
import type { TokenKind } from '../../charge/charge.ts';
import type { LedgerEntry } from '../../ledger/entry.ts';
import { eachCell } from '../series/exact-cost.ts';

/** Cost and tokens hour by hour from `from` to `to`; index 0 is the hour `from`. */
export interface HourlyUse {
  readonly from: Hour;
  readonly to: Hour;
  /** Currency units. */
  readonly cost: Float64Array;
  readonly tokens: Readonly<Record<TokenKind, Float64Array>>;
}

export function hourlyUse(
  entries: readonly LedgerEntry[],
  window: { readonly from: Hour; readonly to: Hour },
  model: string | undefined,
): HourlyUse {
  const hours = (): Float64Array => new Float64Array(Math.max(0, window.to - window.from));
  const use: HourlyUse = {
    ...window,
    cost: hours(),
    tokens: {
      input: hours(),
      output: hours(),
      'cache-read': hours(),
      'cache-write': hours(),
      other: hours(),
    },
  };
  eachCell(entries, window, model === undefined ? {} : { model }, (cell, hour) => {
    use.cost[hour - window.from]! += approximate(cell.cost);
    use.tokens[cell.tokenKind][hour - window.from]! += cell.tokens;
  });
  return use;
}

/** Tokens of [from, to) by kind, and its cost. */
export interface UseSum {
  readonly hours: number;
  readonly cost: number;
  readonly input: number;
  readonly output: number;
  readonly cacheRead: number;
  readonly cacheWrite: number;
  /** All that the model was given: plain input, cache reads and cache writes. */
  readonly given: number;
}

export function sumUse(use: HourlyUse, from: Hour, to: Hour): UseSum {
  const [a, b] = [Math.max(from, use.from), Math.max(Math.min(to, use.to), use.from)];
  return summed(use, b - a, (values) => {
    let total = 0;
    for (let hour = a; hour < b; hour += 1) total += values[hour - use.from]!;
    return total;
  });
}

/** The sums of a use from the sum of each of its columns. */
export function summed(
  { cost, tokens }: HourlyUse,
  hours: number,
  sum: (values: Float64Array) => number,
): UseSum {
  const [input, cacheRead, cacheWrite] = [
    sum(tokens.input),
    sum(tokens['cache-read']),
    sum(tokens['cache-write']),
  ];
  return {
    hours,
    cost: sum(cost),
    input,
    output: sum(tokens.output),
    cacheRead,
    cacheWrite,
    given: input + cacheRead + cacheWrite,
  };
}
