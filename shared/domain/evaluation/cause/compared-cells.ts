import type { Hour } from '../../base/instant.ts';
import type { Pico } from '../../base/money.ts';
import type { TokenKind } from '../../charge/charge.ts';
import type { LedgerCell, LedgerEntry } from '../../ledger/entry.ts';
import { eachCell } from '../series/exact-cost.ts';
import type { LagWeight } from '../series/usual.ts';

/** What one principal used of one model and token kind: in a window, and usually in such a window. */
export interface ComparedCell {
  readonly principal: string;
  readonly model: string;
  readonly tokenKind: TokenKind;
  readonly cost: Pico;
  /** Whole tokens; 0 where the unit is not tokens. */
  readonly tokens: number;
  /** Weighted means of the earlier windows. */
  readonly usualCost: Pico;
  readonly usualTokens: number;
}

/** A judged window and the earlier days it is compared with. */
export interface ComparedWindow {
  readonly from: Hour;
  readonly to: Hour;
  readonly lags: readonly LagWeight[];
}

interface OpenCell {
  readonly principal: string;
  readonly model: string;
  readonly tokenKind: TokenKind;
  cost: Pico;
  tokens: number;
  usualCost: number;
  usualTokens: number;
}

/**
 * Cells of the window and of its usual, in the order of the entries. One pass: windows of several earlier days may
 * overlap, so each past hour counts with the sum of the weights of the windows that hold it.
 */
export function comparedCells(
  entries: readonly LedgerEntry[],
  window: ComparedWindow,
  model?: string,
): readonly ComparedCell[] {
  const first = window.from - 24 * Math.max(0, ...window.lags.map(({ days }) => days));
  const weights = weightsOf(window, first);
  const cells = createCells();
  const filter = model === undefined ? {} : { model };
  eachCell(entries, { from: first, to: window.to }, filter, (cell, hour, { scope }) => {
    const weight = weights[hour - first]!;
    const now = hour >= window.from;
    if (!now && weight === 0) return;
    const open = cells.of(scope.value, cell);
    open.usualCost += weight * Number(cell.cost);
    open.usualTokens += weight * cell.tokens;
    if (!now) return;
    open.cost += cell.cost;
    open.tokens += cell.tokens;
  });
  return cells.all.map((cell) => ({ ...cell, usualCost: BigInt(Math.round(cell.usualCost)) }));
}

/** Cells by caller, model and kind: found without making a key, as this is done for every cell of weeks. */
function createCells(): {
  readonly all: readonly OpenCell[];
  of(principal: string, cell: Pick<LedgerCell, 'model' | 'tokenKind'>): OpenCell;
} {
  const all: OpenCell[] = [];
  const callers = new Map<string, Map<string, OpenCell[]>>();
  return {
    all,
    of(principal, { model, tokenKind }) {
      const own = callers.get(principal) ?? new Map<string, OpenCell[]>();
      const kinds = own.get(model) ?? [];
      const known = kinds.find((cell) => cell.tokenKind === tokenKind);
      if (known !== undefined) return known;
      const made = { principal, model, tokenKind, cost: 0n, tokens: 0, usualCost: 0, usualTokens: 0 };
      own.set(model, [...kinds, made]);
      callers.set(principal, own);
      all.push(made);
      return made;
    },
  };
}

/** Less than a hundredth between the cells' sum and the expectation is rounding; more was meant. */
const ROUNDING: Pico = 10_000_000_000n;

/** The same cells with what rounding left of `rise` taken into the largest, so that everything drawn from them sums alike. */
export function settled(cells: readonly ComparedCell[], rise: Pico): readonly ComparedCell[] {
  const left = rise - riseOf(cells);
  if (cells.length === 0 || left === 0n || left > ROUNDING || left < -ROUNDING) return cells;
  const sizeOf = (cell: ComparedCell): Pico => {
    const own = cell.cost - cell.usualCost;
    return own < 0n ? -own : own;
  };
  const largest = cells.reduce((best, cell) => (sizeOf(cell) > sizeOf(best) ? cell : best));
  return cells.map((cell) => (cell === largest ? { ...cell, usualCost: cell.usualCost - left } : cell));
}

/** Cost of all cells above their usual. */
export const riseOf = (cells: readonly ComparedCell[]): Pico =>
  cells.reduce((sum, { cost, usualCost }) => sum + cost - usualCost, 0n);

/** By hour from `first`; a window longer than a day is compared with days that reach into it. */
function weightsOf({ from, to, lags }: ComparedWindow, first: Hour): Float64Array {
  const weights = new Float64Array(to - first);
  for (const { days, weight } of lags) {
    for (let hour = from - days * 24; hour < to - days * 24; hour += 1) weights[hour - first]! += weight;
  }
  return weights;
}
