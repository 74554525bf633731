import type { Pico } from '../base/money.ts';
import { byText } from '../base/order.ts';
import type { TokenKind } from '../charge/charge.ts';
import { bridgeOf } from '../evaluation/cause/bridge.ts';
import type { ComparedCell } from '../evaluation/cause/compared-cells.ts';

/** In the order in which they are read. */
export const BRIDGE_BETWEEN_PARTS = ['volume', 'mix', 'cache', 'price', 'new', 'gone', 'other'] as const;
export type BridgeBetweenPart = (typeof BRIDGE_BETWEEN_PARTS)[number];

/** Why a range of time costs what it does instead of another: `before` and all parts sum to `after`, to the picodollar. */
export interface BridgeBetween {
  readonly before: Pico;
  readonly after: Pico;
  readonly parts: Readonly<Record<BridgeBetweenPart, Pico>>;
  /** What moved most, whichever way. */
  readonly moved: readonly {
    readonly principal: string;
    readonly model: string;
    readonly tokenKind: TokenKind;
    readonly change: Pico;
  }[];
}

const MOVED_MAX = 50;

/** `usualCost` and `usualTokens` of the cells are those of the earlier range, as they are: ranges may differ in length. */
export function bridgeBetween(cells: readonly ComparedCell[]): BridgeBetween {
  const alive = new Set(
    cells.filter(({ cost, tokens }) => cost !== 0n || tokens > 0).map(({ principal }) => principal),
  );
  const [stayed, left] = [
    cells.filter(({ principal }) => alive.has(principal)),
    cells.filter(({ principal }) => !alive.has(principal)),
  ];
  const before = sumOf(cells, ({ usualCost }) => usualCost);
  const after = sumOf(cells, ({ cost }) => cost);
  const gone = -sumOf(left, ({ usualCost }) => usualCost);
  const bridge = bridgeOf(stayed, after - before - gone);
  return {
    before,
    after,
    parts: {
      volume: bridge.volume,
      mix: bridge.models + bridge.direction,
      cache: bridge.cache,
      price: bridge.price,
      new: bridge.newPrincipals,
      gone,
      other: bridge.other + bridge.anticipated,
    },
    moved: cells
      .map(({ principal, model, tokenKind, cost, usualCost }) => ({
        ...{ principal, model, tokenKind },
        change: cost - usualCost,
      }))
      .filter(({ change }) => change !== 0n)
      .sort(
        (a, b) =>
          Number(sizeOf(b.change) - sizeOf(a.change)) ||
          byText(a.principal, b.principal) ||
          byText(a.model, b.model),
      )
      .slice(0, MOVED_MAX),
  };
}

const sumOf = (cells: readonly ComparedCell[], amount: (cell: ComparedCell) => Pico): Pico =>
  cells.reduce((sum, cell) => sum + amount(cell), 0n);

const sizeOf = (amount: Pico): Pico => (amount < 0n ? -amount : amount);
