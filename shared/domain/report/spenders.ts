import type { Hour } from '../base/instant.ts';
import type { Pico } from '../base/money.ts';
import { byText } from '../base/order.ts';
import { eachCell } from '../evaluation/series/exact-cost.ts';
import type { LedgerEntry } from '../ledger/entry.ts';

export interface HourWindow {
  /** UTC hours, half-open. */
  readonly from: Hour;
  readonly to: Hour;
}

/** A principal's part of what was spent. */
export interface Spender {
  readonly principal: string;
  readonly cost: Pico;
  /** The model that most of it went to. */
  readonly model: string;
}

/** Who spent it, dearest first, ties by name; the parts sum to the cost of the window. */
export function spendersOf(entries: readonly LedgerEntry[], window: HourWindow): readonly Spender[] {
  const found = new Map<string, Map<string, Pico>>();
  eachCell(entries, window, {}, ({ model, cost }, _, { scope }) => {
    const models = found.get(scope.value) ?? new Map<string, Pico>();
    found.set(scope.value, models.set(model, (models.get(model) ?? 0n) + cost));
  });
  return [...found]
    .map(([principal, models]) => {
      const parts = [...models].sort(dearestFirst);
      return { principal, cost: sumOf(parts.map(([, cost]) => cost)), model: parts[0]![0] };
    })
    .sort((a, b) => dearestFirst([a.principal, a.cost], [b.principal, b.cost]));
}

/** Reads from the prompt cache as a share of all tokens that went in, 0–1; undefined where none did. */
export function cacheShare(entries: readonly LedgerEntry[], window: HourWindow): number | undefined {
  let reads = 0;
  let all = 0;
  eachCell(entries, window, {}, ({ tokenKind, tokens }) => {
    if (tokenKind === 'cache-read') reads += tokens;
    if (tokenKind === 'input' || tokenKind === 'cache-read' || tokenKind === 'cache-write') all += tokens;
  });
  return all === 0 ? undefined : reads / all;
}

export const sumOf = (costs: readonly Pico[]): Pico => costs.reduce((sum, cost) => sum + cost, 0n);

/** A part of a whole as 0–1; 0 where there is no whole. */
export const partOf = (part: Pico, whole: Pico): number =>
  whole === 0n ? 0 : Number((part * 1_000_000n) / whole) / 1_000_000;

const dearestFirst = (a: readonly [string, Pico], b: readonly [string, Pico]): number =>
  a[1] === b[1] ? byText(a[0], b[0]) : a[1] > b[1] ? -1 : 1;
