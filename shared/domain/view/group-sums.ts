import type { Hour } from '../base/instant.ts';
import type { Pico } from '../base/money.ts';
import { byText } from '../base/order.ts';
import type { TokenKind } from '../charge/charge.ts';
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

interface Group {
  readonly key: string;
  readonly runs: Run[];
  cost: Pico;
  readonly tokens: Tokens;
}

/** Cells [start, end) of one series, all of them in the time that is asked about. */
interface Run {
  readonly cube: SpendCube;
  readonly start: number;
  readonly end: number;
}

/** Doubles hold whole picodollars exactly below this. */
const SPILL = 2 ** 52;

/**
 * Sums of thousands of groups by step. Who is dear enough for a name is known after the totals alone; the steps are
 * then added up for those and for the rest as one, so that no group needs a column that nobody looks at.
 */
export function createGroupSums(times: readonly Hour[], to: Hour) {
  const groups = new Map<string, Group>();
  const [from = to] = times;
  const groupOf = (key: string): Group => {
    const group = groups.get(key) ?? { key, runs: [], cost: 0n, tokens: {} };
    groups.set(key, group);
    return group;
  };
  return {
    /** Adds the cells of one series, under a key that is only asked where there are any. */
    addSeries(cube: SpendCube, index: number, keyOf: () => string): void {
      const last = cube.starts[index + 1]!;
      const start = cellAt(cube, cube.starts[index]!, last, from);
      const end = cellAt(cube, start, last, to);
      if (start === end) return;
      const run = { cube, start, end };
      const group = groupOf(keyOf());
      group.runs.push(run);
      group.cost += costOf(run);
      const { tokenKind } = cube.series[index]!;
      group.tokens[tokenKind] = (group.tokens[tokenKind] ?? 0) + tokensOf(run);
    },
    /** The dearest `top` groups, ties by name, and the rest as one; they sum to `total`. */
    answer(top: number): { readonly groups: readonly SpendGroup[]; readonly total: Pico } {
      const ranked = [...groups.values()].sort((a, b) =>
        a.cost < b.cost ? 1 : a.cost > b.cost ? -1 : byText(a.key, b.key),
      );
      const total = ranked.reduce((sum, { cost }) => sum + cost, 0n);
      const rest = ranked.slice(top);
      const told = rest.length === 0 ? ranked : [...ranked.slice(0, top), asOne(rest)];
      const stepOf = stepsByHour(times, to);
      return {
        groups: told.map(({ key, cost, tokens, runs }) => {
          const steps = times.length === 1 ? [cost] : stepCosts(runs, { stepOf, from, count: times.length });
          return { key, cost, tokens, steps };
        }),
        total,
      };
    },
  };
}

function costOf({ cube, start, end }: Run): Pico {
  const { cost } = cube;
  let [low, high] = [0, 0n];
  for (let cell = start; cell < end; cell += 1) {
    const sum = low + cost[cell]!;
    // Not so of NaN, which says that the cost is kept exactly.
    if (sum < SPILL && sum > -SPILL) {
      low = sum;
      continue;
    }
    high += BigInt(low) + costAt(cube, cell);
    low = 0;
  }
  return high + BigInt(low);
}

function tokensOf({ cube: { tokens }, start, end }: Run): number {
  let sum = 0;
  for (let cell = start; cell < end; cell += 1) sum += tokens[cell]!;
  return sum;
}

interface Steps {
  /** By hours after `from`. */
  readonly stepOf: Int32Array;
  readonly from: Hour;
  readonly count: number;
}

function stepCosts(runs: readonly Run[], { stepOf, from, count }: Steps): readonly Pico[] {
  const low = new Float64Array(count);
  const high = new Map<number, Pico>();
  for (const { cube, start, end } of runs) {
    const { cost, hours } = cube;
    for (let cell = start; cell < end; cell += 1) {
      const step = stepOf[hours[cell]! - from]!;
      const sum = low[step]! + cost[cell]!;
      if (sum < SPILL && sum > -SPILL) {
        low[step] = sum;
        continue;
      }
      high.set(step, (high.get(step) ?? 0n) + BigInt(low[step]!) + costAt(cube, cell));
      low[step] = 0;
    }
  }
  return Array.from(low, (sum, step) => (high.get(step) ?? 0n) + BigInt(sum));
}

const costAt = ({ cost, exact }: SpendCube, cell: number): Pico => exact.get(cell) ?? BigInt(cost[cell]!);

function stepsByHour(times: readonly Hour[], to: Hour): Int32Array {
  const [from = to] = times;
  const steps = new Int32Array(to - from);
  for (const [step, time] of times.entries()) steps.fill(step, time - from);
  return steps;
}

function asOne(groups: readonly Group[]): Group {
  const tokens: Tokens = {};
  for (const group of groups) {
    for (const [kind, count] of Object.entries(group.tokens) as [TokenKind, number][]) {
      tokens[kind] = (tokens[kind] ?? 0) + count;
    }
  }
  return {
    key: OTHERS,
    runs: groups.flatMap(({ runs }) => runs),
    cost: groups.reduce((sum, { cost }) => sum + cost, 0n),
    tokens,
  };
}
