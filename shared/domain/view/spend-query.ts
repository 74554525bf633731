import { isInScope, type ReadScope, seesAll } from '../access/scope.ts';
import { dayOfHour, type Hour, startOfHour } from '../base/instant.ts';
import type { Pico } from '../base/money.ts';
import { byText } from '../base/order.ts';
import { type BillingPeriod, periodHours, periodOf, shiftPeriod } from '../base/period.ts';
import type { TokenKind } from '../charge/charge.ts';
import { PRINCIPAL_DIMENSION } from '../ledger/entry.ts';
import { createPicoSums } from '../ledger/pico-sums.ts';
import { type CubeSeries, cellAt, type SpendCube } from './spend-cube.ts';

export type Grain = 'hour' | 'day' | 'month';

export interface SpendQuestion {
  /** The principal's where nothing is said; tags and regions only for who sees every team. */
  readonly dimension?: string;
  readonly where?: (series: CubeSeries) => boolean;
  /** What a series is counted under. */
  readonly key: (series: CubeSeries) => string;
  /** Half-open, UTC hours. */
  readonly from: Hour;
  readonly to: Hour;
  readonly grain: Grain;
}

export interface SpendGroup {
  readonly key: string;
  readonly cost: Pico;
  readonly tokens: Readonly<Partial<Record<TokenKind, number>>>;
  /** Exact cost of each step. */
  readonly steps: readonly Pico[];
}

export interface SpendAnswer {
  /** Starts of the steps, as hours. */
  readonly times: readonly Hour[];
  /** Dearest first, ties by name; they sum to `total`. */
  readonly groups: readonly SpendGroup[];
  readonly total: Pico;
}

/** Sums the usage that somebody may see, exactly, over the cubes of the periods that the question touches. */
export function askSpend(
  cubes: readonly SpendCube[],
  scope: ReadScope,
  question: SpendQuestion,
): SpendAnswer {
  const { dimension = PRINCIPAL_DIMENSION, where = () => true, from, to, grain } = question;
  const times = stepsOf(from, to, grain);
  const groups = new Map<string, { readonly sums: ReturnType<typeof createPicoSums>; tokens: Tokens }>();
  const mayAsk = dimension === PRINCIPAL_DIMENSION || seesAll(scope);
  for (const cube of mayAsk ? cubes : []) {
    for (const [index, series] of cube.series.entries()) {
      if (series.dimension !== dimension || !where(series)) continue;
      if (dimension === PRINCIPAL_DIMENSION && !isInScope(scope, series.team)) continue;
      const [start, end] = [cube.starts[index]!, cube.starts[index + 1]!];
      let cell = cellAt(cube, start, end, from);
      if (cell === end || cube.hours[cell]! >= to) continue;
      const key = question.key(series);
      let group = groups.get(key);
      if (group === undefined) {
        group = { sums: createPicoSums(), tokens: {} };
        groups.set(key, group);
      }
      let tokens = 0;
      for (let step = 0; cell < end && cube.hours[cell]! < to; cell += 1) {
        step = stepAt(times, step, cube.hours[cell]!);
        const cost = cube.cost[cell]!;
        if (Number.isNaN(cost)) group.sums.addExact(step, cube.exact.get(cell)!);
        else group.sums.add(step, cost);
        tokens += cube.tokens[cell]!;
      }
      group.tokens[series.tokenKind] = (group.tokens[series.tokenKind] ?? 0) + tokens;
    }
  }
  const found = [...groups].map(([key, { sums, tokens }]): SpendGroup => {
    const steps = times.map((_, index) => sums.sum(index));
    return { key, cost: steps.reduce((sum, one) => sum + one, 0n), tokens, steps };
  });
  found.sort((a, b) => (a.cost < b.cost ? 1 : a.cost > b.cost ? -1 : byText(a.key, b.key)));
  return { times, groups: found, total: found.reduce((sum, { cost }) => sum + cost, 0n) };
}

type Tokens = Partial<Record<TokenKind, number>>;

function stepAt(times: readonly Hour[], from: number, hour: Hour): number {
  let step = from;
  while (step + 1 < times.length && times[step + 1]! <= hour) step += 1;
  return step;
}

/** The first step may begin in the middle of its day or month. */
export function stepsOf(from: Hour, to: Hour, grain: Grain): readonly Hour[] {
  const times: Hour[] = [];
  for (let hour = from; hour < to; hour = nextStep(hour, grain)) times.push(hour);
  return times;
}

function nextStep(hour: Hour, grain: Grain): Hour {
  if (grain === 'hour') return hour + 1;
  if (grain === 'day') return (dayOfHour(hour) + 1) * 24;
  return periodHours(periodOf(startOfHour(hour))).to;
}

/** Periods that hold the hours [from, to). */
export function periodsOf(from: Hour, to: Hour): readonly BillingPeriod[] {
  const periods: BillingPeriod[] = [];
  for (
    let period = periodOf(startOfHour(from));
    periodHours(period).from < to;
    period = shiftPeriod(period, 1)
  ) {
    periods.push(period);
  }
  return periods;
}

/** The dearest `top` groups, and the rest as one named `others`. */
export function topGroups({ groups, ...answer }: SpendAnswer, top: number): SpendAnswer {
  if (groups.length <= top) return { ...answer, groups };
  const rest = groups.slice(top);
  const tokens: Tokens = {};
  for (const group of rest) {
    for (const [kind, count] of Object.entries(group.tokens) as [TokenKind, number][]) {
      tokens[kind] = (tokens[kind] ?? 0) + count;
    }
  }
  const others: SpendGroup = {
    key: 'others',
    cost: rest.reduce((sum, { cost }) => sum + cost, 0n),
    tokens,
    steps: answer.times.map((_, index) => rest.reduce((sum, { steps }) => sum + steps[index]!, 0n)),
  };
  return { ...answer, groups: [...groups.slice(0, top), others] };
}
