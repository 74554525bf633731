import type { Pico } from '../../base/money.ts';
import { byText } from '../../base/order.ts';
import type { TokenKind } from '../../charge/charge.ts';
import type { LedgerEntry } from '../../ledger/entry.ts';
import type { Contribution } from '../finding.ts';
import type { Rise } from '../rise/scan.ts';
import type { CostNode } from '../series/cost-tree.ts';
import { costBetween } from '../series/series.ts';
import { usualBetween } from '../series/usual.ts';
import { comparedCells } from './compared-cells.ts';

/** A child that carries this part of its parent's excess is the finding. */
const EXPLAINS = 0.7;
/** Parts kept in a finding; the smaller ones are one last part. */
const PARTS_MAX = 24;
/** Name of the principal of that last part. */
export const OTHERS = 'others';

/** Cost above the usual of the rise's own window and days; these add up from children to parents. */
export const excessIn = (node: CostNode, rise: Pick<Rise, 'from' | 'to' | 'lags'>): number =>
  costBetween(node.series, rise.from, rise.to) - usualBetween(node.series, rise.from, rise.to, rise.lags);

/** The child that explains at least `share` of this excess, if one does. */
export function explainingChild(
  children: readonly CostNode[],
  rise: Pick<Rise, 'from' | 'to' | 'lags'>,
  excess: number,
  share = EXPLAINS,
): CostNode | undefined {
  let best: { readonly node: CostNode; readonly excess: number } | undefined;
  for (const node of children) {
    const own = excessIn(node, rise);
    if (best === undefined || own > best.excess) best = { node, excess: own };
  }
  return best !== undefined && excess > 0 && best.excess >= share * excess ? best.node : undefined;
}

/**
 * Parts of a rise by principal, model and token kind, largest first. They sum to `rise` to the picodollar: what
 * rounding leaves is added to the largest.
 */
export function contributionsTo(
  entries: readonly LedgerEntry[],
  window: Pick<Rise, 'from' | 'to' | 'lags'>,
  model: string | undefined,
  rise: Pico,
): readonly Contribution[] {
  const parts = comparedCells(entries, window, model).map(
    ({ principal, model: name, tokenKind, cost, usualCost }) => ({
      principal,
      model: name,
      tokenKind,
      rise: cost - usualCost,
    }),
  );
  return summingTo(rise, parts);
}

/** Sorts, folds the small ones into one, and corrects the largest so that the sum is exact. */
export function summingTo(total: Pico, parts: readonly Contribution[]): readonly Contribution[] {
  const sorted = [...parts].filter((part) => part.rise !== 0n).sort(bySize);
  const kept = sorted.slice(0, PARTS_MAX);
  const rest = sorted.slice(PARTS_MAX);
  const folded: Contribution[] =
    rest.length === 0
      ? kept
      : [...kept, { principal: OTHERS, model: '', tokenKind: 'other', rise: sumOf(rest) }];
  const [largest, ...others] = folded;
  if (largest === undefined) return [];
  return [{ ...largest, rise: total - sumOf(others) }, ...others];
}

const sumOf = (parts: readonly Contribution[]): Pico => parts.reduce((sum, part) => sum + part.rise, 0n);

const bySize = (a: Contribution, b: Contribution): number =>
  a.rise === b.rise
    ? byText(a.principal, b.principal) || byText(a.model, b.model) || byText(a.tokenKind, b.tokenKind)
    : a.rise > b.rise
      ? -1
      : 1;

/** Naming the token kind that leads helps a reader even where it is not nearly all of the rise. */
const KIND_LEADS = 0.5;

/** Token kind that carries the greater half of a rise, where one does. */
export function explainingKind(contributions: readonly Contribution[], rise: Pico): TokenKind | undefined {
  const kinds = new Map<TokenKind, Pico>();
  for (const part of contributions) {
    kinds.set(part.tokenKind, (kinds.get(part.tokenKind) ?? 0n) + part.rise);
  }
  const share = BigInt(Math.round(KIND_LEADS * 100));
  return [...kinds].find(([, cost]) => rise > 0n && cost * 100n >= share * rise)?.[0];
}
