import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { TokenKind } from '../../../../shared/domain/charge/charge.ts';
import { BRIDGE_PARTS, bridgeOf } from '../../../../shared/domain/evaluation/cause/bridge.ts';
import type { ComparedCell } from '../../../../shared/domain/evaluation/cause/compared-cells.ts';
import type { Bridge } from '../../../../shared/domain/evaluation/cause/facts.ts';
import { smallestSet } from '../../../../shared/domain/evaluation/cause/smallest-set.ts';
import { createDice, type Dice } from '../../../builders/dice.ts';

const RUNS = 10_000;
const KINDS: readonly TokenKind[] = ['input', 'output', 'cache-read', 'cache-write', 'other'];
const PARTS = BRIDGE_PARTS;
const sumOf = (bridge: Bridge): bigint => PARTS.reduce((sum, part) => sum + bridge[part], 0n);
const sizeOf = (amount: bigint): bigint => (amount < 0n ? -amount : amount);
const riseOf = (cells: readonly ComparedCell[]): bigint =>
  cells.reduce((sum, { cost, usualCost }) => sum + cost - usualCost, 0n);

/** Nothing, small change, corrections, and more than any double holds exactly. */
const money = (dice: Dice): bigint =>
  dice.pick([0n, BigInt(dice.below(2_000)), BigInt(dice.below(2 ** 31)) * 10n ** BigInt(dice.below(22))]) *
  (dice.chance(0.05) ? -1n : 1n);
const tokens = (dice: Dice): number => dice.pick([0, 1, dice.below(1e6), dice.below(2 ** 31) * 1e6 + 0.25]);

const anyCells = (dice: Dice): readonly ComparedCell[] =>
  Array.from({ length: 1 + dice.below(12) }, () => ({
    principal: dice.pick(['a', 'b', 'c']),
    model: dice.pick(['dear', 'cheap']),
    tokenKind: dice.pick(KINDS),
    cost: money(dice),
    tokens: tokens(dice),
    usualCost: money(dice),
    usualTokens: tokens(dice),
  }));

test('a bridge of whatever numbers sums to the rise, to the picodollar, and shares sum to a hundred', () => {
  const used = new Set<string>();
  for (let seed = 0; seed < RUNS; seed += 1) {
    const dice = createDice(seed, 1);
    const cells = anyCells(dice);
    const model = dice.chance(0.3) ? 'dear' : undefined;
    const own = cells.filter((cell) => model === undefined || cell.model === model);
    const moved = dice.chance(0.2) ? money(dice) : 0n;
    const total = riseOf(own) - moved;
    const bridge = bridgeOf(cells, total, model);
    if (sumOf(bridge) !== total) expect({ seed, bridge }).toBe(total);
    for (const part of PARTS) if (bridge[part] !== 0n) used.add(part);
    const { parts, rest, less, lessTotal } = smallestSet(own);
    const shares = parts.reduce((sum, { percent }) => sum + percent, rest.percent);
    const rose = parts.reduce((sum, { rise }) => sum + rise, rest.rise);
    if (shares !== (rose > 0n ? 100 : 0)) expect({ seed, shares }).toBe(100);
    if (rose + lessTotal !== riseOf(own)) expect({ seed, rose, lessTotal }).toBe(riseOf(own));
    if (less.some(({ rise }) => rise >= 0n)) expect({ seed, less }).toBe('fallen');
  }
  expect([...used].toSorted()).toEqual([...PARTS].toSorted());
});

/** A company whose every caller uses every kind: something can change alone. */
const ordinary = fc
  .record({
    seed: fc.nat(1e9),
    callers: fc.integer({ min: 1, max: 4 }),
    factor: fc.constantFrom(0.1, 0.5, 1.1, 1.3, 3, 40),
  })
  .map(({ seed, callers, factor }) => {
    const dice = createDice(seed, 2);
    const cells = Array.from({ length: callers }, (_, caller) =>
      ['dear', 'cheap'].flatMap((model) =>
        KINDS.slice(0, 4).map((tokenKind): ComparedCell => {
          const used = 10 * (1 + dice.below(1e7));
          const cost = BigInt(used) * BigInt(10 * (100_000 + dice.below(1e7)));
          return {
            principal: `role/${caller}`,
            model,
            tokenKind,
            cost,
            tokens: used,
            usualCost: cost,
            usualTokens: used,
          };
        }),
      ),
    ).flat();
    return { cells, factor };
  });
const scaled = (amount: bigint, factor: number): bigint => (amount * BigInt(Math.round(factor * 10))) / 10n;

/** All but `part` are nothing, to the picodollar. */
const expectOnly = (bridge: Bridge, part: (typeof PARTS)[number]): void => {
  for (const other of PARTS) {
    if (other === part) continue;
    expect({ [other]: bridge[other] }).toEqual({ [other]: 0n });
  }
};

test('where nothing but one thing changed, all of the rise is that thing', () => {
  fc.assert(
    fc.property(ordinary, ({ cells, factor }) => {
      const dearer = cells.map((cell) => ({ ...cell, cost: scaled(cell.cost, factor) }));
      expectOnly(bridgeOf(dearer, riseOf(dearer)), 'price');
      const more = cells.map((cell) => ({
        ...cell,
        cost: scaled(cell.cost, factor),
        tokens: cell.tokens * factor,
      }));
      expectOnly(bridgeOf(more, riseOf(more)), 'volume');
      const fresh = cells.map((cell) => ({ ...cell, usualCost: 0n, usualTokens: 0 }));
      expectOnly(bridgeOf(fresh, riseOf(fresh)), 'newPrincipals');
      const images = cells.map((cell) => ({
        ...cell,
        cost: scaled(cell.cost, factor),
        tokens: 0,
        usualTokens: 0,
      }));
      expectOnly(bridgeOf(images, riseOf(images)), 'other');
      const taken = 5_000_000_000_000n;
      expectOnly(bridgeOf(cells, -taken), 'anticipated');
      expect(sumOf(bridgeOf(cells, 0n))).toBe(0n);
    }),
    { numRuns: 150 },
  );
});

test('tokens that only move between models, directions or cache and plain input are told as that', () => {
  const cell = (
    model: string,
    tokenKind: TokenKind,
    usual: number,
    now: number,
    price: number,
  ): ComparedCell => ({
    principal: 'a',
    model,
    tokenKind,
    cost: BigInt(now) * BigInt(price),
    tokens: now,
    usualCost: BigInt(usual) * BigInt(price),
    usualTokens: usual,
  });
  const moved = (part: (typeof PARTS)[number], cells: readonly ComparedCell[]): void => {
    const bridge = bridgeOf(cells, riseOf(cells));
    expect(bridge[part]).toBe(riseOf(cells));
    expectOnly(bridge, part);
  };
  moved('models', [cell('cheap', 'input', 900, 100, 1_000_000), cell('dear', 'input', 100, 900, 5_000_000)]);
  // What is left altogether has no mix of its own any more.
  moved('models', [
    cell('cheap', 'input', 900, 0, 1_000_000),
    cell('cheap', 'output', 100, 0, 5_000_000),
    cell('dear', 'input', 90, 990, 5_000_000),
    cell('dear', 'output', 10, 110, 25_000_000),
  ]);
  moved('direction', [cell('dear', 'input', 900, 600, 5_000), cell('dear', 'output', 100, 400, 25_000)]);
  moved('cache', [cell('dear', 'cache-read', 800, 100, 500), cell('dear', 'input', 200, 900, 5_000)]);
});

test('the order in which callers, models and kinds are told does not matter', () => {
  fc.assert(
    fc.property(fc.nat(1e6), (seed) => {
      const dice = createDice(seed, 3);
      // Cells of one name twice would be one cell in a ledger.
      const cells = [
        ...new Map(
          anyCells(dice).map((cell) => [`${cell.principal}${cell.model}${cell.tokenKind}`, cell]),
        ).values(),
      ].map((cell) => ({ ...cell, cost: cell.cost % 10n ** 15n, usualCost: cell.usualCost % 10n ** 15n }));
      const [one, two] = [cells, dice.shuffled(cells)].map((each) => bridgeOf(each, riseOf(cells)));
      // Doubles cancel where millions of times the tokens meet a millionth of the price.
      const size = PARTS.reduce((sum, part) => sum + sizeOf(one![part]), 0n);
      for (const part of PARTS) {
        expect(sizeOf(one![part] - two![part])).toBeLessThanOrEqual(100n + size / 10n ** 12n);
      }
    }),
    { numRuns: 300 },
  );
});
