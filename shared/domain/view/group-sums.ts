import type { Hour } from '../base/instant.ts';
import type { Pico } from '../base/money.ts';
import { byText } from '../base/order.ts';
import type { TokenKind } from '../charge/charge.ts';
import { createPicoSums } from '../ledger/pico-sums.ts';
import { cellAt, type SpendCube } from './spend-cube.ts';

export interface SpendGroup {
  readonly key: string;
  readonly cost: Pico;
  readonly tokens: Readonly<Partial<Record<TokenKind, number>>>;
  /** Exact cost of each step. */
  readonly steps: readonly Pico[];
}

/** What the groups behind the dearest are told as. */
export const OTHERS = 'others';

type Tokens = Partial<Record<TokenKind, number>>;

/** Doubles hold whole picodollars exactly below this. */
const SPILL = 2 ** 52;

/** Sums of thousands of groups by step, in one column: an object a group would take longer than all of their cells. */
export function createGroupSums(times: readonly Hour[]) {
  const indices = new Map<string, number>();
  const tokens: Tokens[] = [];
  const sums = createPicoSums();
  const totals = createPicoSums();
  const bySteps = createPicoSums();
  const addRun = (group: number, step: number, run: number): void => {
    sums.add(group * times.length + step, run);
    totals.add(group, run);
    bySteps.add(step, run);
  };
  const addExact = (group: number, step: number, cost: Pico): void => {
    sums.addExact(group * times.length + step, cost);
    totals.addExact(group, cost);
    bySteps.addExact(step, cost);
  };
  const groupOf = (key: string): number => {
    const known = indices.get(key);
    if (known !== undefined) return known;
    indices.set(key, tokens.length);
    return tokens.push({}) - 1;
  };
  const groupAt = (key: string, group: number): SpendGroup => ({
    ...{ key, cost: totals.sum(group), tokens: tokens[group]! },
    steps: times.map((_, step) => sums.sum(group * times.length + step)),
  });
  return {
    /** Adds the cells of one series in [from, to), under a key that is only asked where there are any. */
    addSeries(
      cube: SpendCube,
      index: number,
      { from, to, keyOf }: { readonly from: Hour; readonly to: Hour; readonly keyOf: () => string },
    ): void {
      const [start, end] = [cube.starts[index]!, cube.starts[index + 1]!];
      let cell = cellAt(cube, start, end, from);
      if (cell === end || cube.hours[cell]! >= to) return;
      const group = groupOf(keyOf());
      let [step, run, count] = [0, 0, 0];
      for (; cell < end && cube.hours[cell]! < to; cell += 1) {
        const next = stepAt(times, step, cube.hours[cell]!);
        const cost = cube.cost[cell]!;
        // Cells of one step are added up here first: most of them need no look into any column.
        if (next !== step || Number.isNaN(cost) || Math.abs(run + cost) >= SPILL) {
          addRun(group, step, run);
          run = 0;
        }
        step = next;
        if (Number.isNaN(cost)) addExact(group, step, cube.exact.get(cell)!);
        else run += cost;
        count += cube.tokens[cell]!;
      }
      addRun(group, step, run);
      const own = tokens[group]!;
      const { tokenKind } = cube.series[index]!;
      own[tokenKind] = (own[tokenKind] ?? 0) + count;
    },
    /** The dearest `top` groups, ties by name, and the rest as one; they sum to `total`. */
    answer(top: number): { readonly groups: readonly SpendGroup[]; readonly total: Pico } {
      const ranked = [...indices]
        .map(([key, group]) => ({ key, group, cost: totals.sum(group) }))
        .sort((a, b) => (a.cost < b.cost ? 1 : a.cost > b.cost ? -1 : byText(a.key, b.key)));
      const total = ranked.reduce((sum, { cost }) => sum + cost, 0n);
      const named = ranked.slice(0, top).map(({ key, group }) => groupAt(key, group));
      const rest = ranked.slice(top);
      if (rest.length === 0) return { groups: named, total };
      const others: SpendGroup = {
        key: OTHERS,
        cost: rest.reduce((sum, { cost }) => sum + cost, 0n),
        tokens: addedUp(rest.map(({ group }) => tokens[group]!)),
        steps: times.map((_, step) =>
          named.reduce((left, { steps }) => left - steps[step]!, bySteps.sum(step)),
        ),
      };
      return { groups: [...named, others], total };
    },
  };
}

function stepAt(times: readonly Hour[], from: number, hour: Hour): number {
  let step = from;
  while (step + 1 < times.length && times[step + 1]! <= hour) step += 1;
  return step;
}

function addedUp(all: readonly Tokens[]): Tokens {
  const sum: Tokens = {};
  for (const tokens of all) {
    for (const [kind, count] of Object.entries(tokens) as [TokenKind, number][]) {
      sum[kind] = (sum[kind] ?? 0) + count;
    }
  }
  return sum;
}
