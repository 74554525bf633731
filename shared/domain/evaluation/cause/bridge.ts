import type { Pico } from '../../base/money.ts';
import type { TokenKind } from '../../charge/charge.ts';
import type { ComparedCell } from './compared-cells.ts';
import type { Bridge } from './facts.ts';
import { shapleyOfProduct } from './shapley.ts';

/** Parts in the order in which they are read; each is exact money. */
export const BRIDGE_PARTS = [
  'volume',
  'models',
  'direction',
  'cache',
  'price',
  'newPrincipals',
  'other',
  'anticipated',
] as const satisfies readonly (keyof Bridge)[];

/** Means of weighted windows differ in the last digits though nothing changed: less than this is no change. */
const SAME = 1e-9;

/**
 * Splits a rise into its reasons. Each cell's cost is the product of the caller's tokens, the model's share of them, the
 * direction's share of the model's, the kind's share of the direction's and the price of a token; the Shapley split of
 * that product is summed over the cells, so the order of reasons does not matter. A share or price that is unknown on one side (a
 * new model has no earlier price) counts as unchanged, which leaves the change to the factor above it. What rounding
 * leaves goes to the largest part.
 *
 * `cells` are all cells of the callers, so that a model's share is known; `model` narrows the bridge to one model's
 * cost. `total` is actual less expected of that scope.
 */
export function bridgeOf(cells: readonly ComparedCell[], total: Pico, model?: string): Bridge {
  const groups = groupTokens(cells);
  const sums = [0, 0, 0, 0, 0];
  let [newPrincipals, other, own] = [0n, 0n, 0n];
  for (const cell of cells) {
    if (model !== undefined && cell.model !== model) continue;
    const rise = cell.cost - cell.usualCost;
    own += rise;
    if (!groups.known.has(cell.principal)) newPrincipals += rise;
    else if (!isTokens(cell)) other += rise;
    else for (const [index, effect] of effectsOf(cell, groups).entries()) sums[index]! += effect;
  }
  // Cells are settled with the total before, so whatever is apart was meant.
  const anticipated = total - own;
  const [volume, models, direction, cache, price] = sums.map((sum) => BigInt(Math.round(sum)));
  return closed({
    total,
    volume: volume!,
    models: models!,
    direction: direction!,
    cache: cache!,
    price: price!,
    newPrincipals,
    other,
    anticipated,
  });
}

/** Puts what rounding left into the largest part; of equals the first. */
function closed(bridge: Bridge): Bridge {
  const sizeOf = (part: (typeof BRIDGE_PARTS)[number]): Pico =>
    bridge[part] < 0n ? -bridge[part] : bridge[part];
  const left = bridge.total - BRIDGE_PARTS.reduce((sum, part) => sum + bridge[part], 0n);
  const largest = BRIDGE_PARTS.reduce((best, part) => (sizeOf(part) > sizeOf(best) ? part : best));
  return { ...bridge, [largest]: bridge[largest] + left };
}

/** Cost and tokens go together in both windows; anything else is billed by another unit, or is a correction. */
function isTokens({ cost, tokens, usualCost, usualTokens }: ComparedCell): boolean {
  return (
    tokens >= 0 &&
    usualTokens >= 0 &&
    Number.isFinite(tokens + usualTokens) &&
    tokens + usualTokens > 0 &&
    (cost === 0n || tokens > 0) &&
    (usualCost === 0n || usualTokens > 0)
  );
}

interface Pair {
  now: number;
  was: number;
}

/** Tokens now and usually, of callers, their models and these models' directions. */
interface Groups {
  readonly tokens: ReadonlyMap<string, Pair>;
  /** Callers with any usual use. */
  readonly known: ReadonlySet<string>;
}

const keysOf = ({ principal, model, tokenKind }: ComparedCell): readonly [string, string, string] => [
  principal,
  `${principal}\n${model}`,
  `${principal}\n${model}\n${directionOf(tokenKind)}`,
];

const directionOf = (kind: TokenKind): 'in' | 'out' | 'other' =>
  kind === 'output' ? 'out' : kind === 'other' ? 'other' : 'in';

function groupTokens(cells: readonly ComparedCell[]): Groups {
  const tokens = new Map<string, Pair>();
  const known = new Set<string>();
  for (const cell of cells) {
    if (cell.usualCost !== 0n || cell.usualTokens > 0) known.add(cell.principal);
    if (!isTokens(cell)) continue;
    for (const key of keysOf(cell)) {
      const pair = tokens.get(key) ?? { now: 0, was: 0 };
      pair.now += cell.tokens;
      pair.was += cell.usualTokens;
      tokens.set(key, pair);
    }
  }
  return { tokens, known };
}

/** Picodollars by factor. */
function effectsOf(cell: ComparedCell, { tokens }: Groups): readonly number[] {
  const [caller, model, direction] = keysOf(cell).map((key) => tokens.get(key)!);
  const own: Pair = { now: cell.tokens, was: cell.usualTokens };
  const pairs: readonly Pair[] = [
    caller!,
    quotient(model!, caller!),
    quotient(direction!, model!),
    quotient(own, direction!),
    quotient({ now: Number(cell.cost), was: Number(cell.usualCost) }, own),
  ].map(steady);
  return shapleyOfProduct(
    pairs.map(({ was }) => was),
    pairs.map(({ now }) => now),
  );
}

/** Where one side has nothing to divide by, the other side's value stands for both. */
function quotient(part: Pair, whole: Pair): Pair {
  const now = part.now / whole.now;
  const was = part.was / whole.was;
  if (whole.now === 0) return { now: was, was };
  return whole.was === 0 ? { now, was: now } : { now, was };
}

const steady = ({ now, was }: Pair): Pair =>
  Math.abs(now - was) <= SAME * Math.abs(was) ? { now: was, was } : { now, was };
