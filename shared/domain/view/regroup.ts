import { createCellSums } from './cell-sums.ts';
import type { CubeSeries, SpendCube } from './spend-cube.ts';

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
  const parts = [...groups.values()].map(({ from }) => summed(cube, from));
  const starts = new Int32Array(parts.length + 1);
  for (const [index, { hours }] of parts.entries()) starts[index + 1] = starts[index]! + hours.length;
  const exact = parts.flatMap((part, index) =>
    [...part.exact].map(([cell, cost]) => [starts[index]! + cell, cost] as const),
  );
  return {
    series: [...groups.values()].map(({ series }) => series),
    ...{ starts, hours: Int32Array.from(parts.flatMap(({ hours }) => hours)) },
    cost: Float64Array.from(parts.flatMap(({ cost }) => [...cost])),
    exact: new Map(exact),
    tokens: Float64Array.from(parts.flatMap(({ tokens }) => [...tokens])),
    sessions: cube.sessions,
  };
}

/** Cells of these series by hour, oldest first. */
function summed(cube: SpendCube, from: readonly number[]) {
  const { starts, hours } = cube;
  const own = from.filter((index) => starts[index]! < starts[index + 1]!);
  const first = own.reduce(
    (least, index) => Math.min(least, hours[starts[index]!]!),
    Number.POSITIVE_INFINITY,
  );
  const end = own.reduce((most, index) => Math.max(most, hours[starts[index + 1]! - 1]! + 1), first);
  // By hours after the first one; 1 where there is any cell, then the place of its sum.
  const places = new Int32Array(own.length === 0 ? 0 : end - first);
  for (const index of own)
    for (let cell = starts[index]!; cell < starts[index + 1]!; cell += 1) places[hours[cell]! - first] = 1;
  const found: number[] = [];
  for (const [after, isThere] of places.entries())
    if (isThere === 1) places[after] = found.push(first + after) - 1;
  const sums = createCellSums(found.length);
  for (const index of own)
    for (let cell = starts[index]!; cell < starts[index + 1]!; cell += 1)
      sums.add(places[hours[cell]! - first]!, cube, cell);
  return { hours: found, ...sums.columns() };
}
