import { createDoubles } from '../ledger/growing-column.ts';
import { createPicoSums } from '../ledger/pico-sums.ts';
import { type CubeSeries, type SpendCube, storedCost } from './spend-cube.ts';

/**
 * The same usage under fewer words: series that are given the same ones become one, and those that are given none are
 * left out. What many pages ask for, such as the cost of teams, is then summed once for each delivery.
 */
export function regroup(cube: SpendCube, wordsOf: (series: CubeSeries) => CubeSeries | undefined): SpendCube {
  const groups = new Map<string, { readonly series: CubeSeries; readonly from: number[] }>();
  for (const [index, series] of cube.series.entries()) {
    const words = wordsOf(series);
    if (words === undefined) continue;
    const { dimension, team, value, model, tokenKind } = words;
    const key = JSON.stringify([dimension, team, value, model, tokenKind]);
    const group = groups.get(key) ?? { series: words, from: [] };
    group.from.push(index);
    groups.set(key, group);
  }
  const hours: number[] = [];
  const cost: number[] = [];
  const tokens: number[] = [];
  const exact = new Map<number, bigint>();
  const starts = [0];
  for (const { from } of groups.values()) {
    for (const cell of summed(cube, from)) {
      hours.push(cell.hour);
      cost.push(storedCost(cell.cost, hours.length - 1, exact));
      tokens.push(cell.tokens);
    }
    starts.push(hours.length);
  }
  return {
    series: [...groups.values()].map(({ series }) => series),
    starts: Int32Array.from(starts),
    hours: Int32Array.from(hours),
    cost: Float64Array.from(cost),
    exact,
    tokens: Float64Array.from(tokens),
    sessions: cube.sessions,
  };
}

/** Cells of these series by hour, oldest first. */
function summed({ starts, hours, cost, tokens, exact }: SpendCube, from: readonly number[]) {
  const slots = new Map<number, number>();
  const sums = createPicoSums();
  const counts = createDoubles();
  for (const index of from) {
    for (let cell = starts[index]!; cell < starts[index + 1]!; cell += 1) {
      const hour = hours[cell]!;
      let slot = slots.get(hour);
      if (slot === undefined) {
        slot = slots.size;
        slots.set(hour, slot);
      }
      if (Number.isNaN(cost[cell]!)) sums.addExact(slot, exact.get(cell)!);
      else sums.add(slot, cost[cell]!);
      counts.add(slot, tokens[cell]!);
    }
  }
  return [...slots]
    .map(([hour, slot]) => ({ hour, cost: sums.sum(slot), tokens: counts.get(slot) }))
    .sort((a, b) => a.hour - b.hour);
}
