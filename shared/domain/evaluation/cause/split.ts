import { byText } from '../../base/order.ts';
import type { TokenKind } from '../../charge/charge.ts';
import type { ComparedCell } from './compared-cells.ts';
import type { KindSplit } from './facts.ts';

/** What each token kind costs now and usually, dearest now first: a loop shows in how its directions moved. */
export function splitOf(cells: readonly ComparedCell[]): readonly KindSplit[] {
  const kinds = new Map<TokenKind, KindSplit>();
  for (const { tokenKind, cost, usualCost } of cells) {
    const { now, usual } = kinds.get(tokenKind) ?? { now: 0n, usual: 0n };
    kinds.set(tokenKind, { tokenKind, now: now + cost, usual: usual + usualCost });
  }
  return [...kinds.values()].sort((a, b) =>
    a.now === b.now ? byText(a.tokenKind, b.tokenKind) : a.now > b.now ? -1 : 1,
  );
}
