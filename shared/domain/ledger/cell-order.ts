import { type Day, dayOfHour, hourOfDay } from '../base/instant.ts';
import { byText } from '../base/order.ts';
import type { CellTable } from './cell-table.ts';
import { scopeKey } from './entry-key.ts';
import type { Planner } from './usage-plan.ts';

/** Cells by scope, day, kind and hour: sorted by the last of them first, since each pass keeps the order of the one before. */
export function sortedCells(
  cells: CellTable,
  { scopes, kinds, series }: Pick<Planner, 'scopes' | 'kinds' | 'series'>,
): Uint32Array {
  // The separator ends every scope key, so that this order is the order of the whole entry keys.
  const scopeRank = rankOf(scopes.values.map((scope) => `${scopeKey(scope)}#`));
  const kindRank = rankOf(kinds.values.map(({ model, tokenKind }) => `${model}\u0000${tokenKind}`));
  const dayOf = (cell: number): Day => dayOfHour(cells.hourOf(cell));
  let order = new Uint32Array(cells.size()).map((_, cell) => cell);
  const first = order.reduce((day, cell) => Math.min(day, dayOf(cell)), Number.POSITIVE_INFINITY);
  order = sortedBy(order, (cell) => hourOfDay(cells.hourOf(cell)));
  order = sortedBy(order, (cell) => kindRank[series.secondOf(cells.seriesOf(cell))]!);
  order = sortedBy(order, (cell) => dayOf(cell) - first);
  return sortedBy(order, (cell) => scopeRank[series.firstOf(cells.seriesOf(cell))]!);
}

/** Sorted by small whole numbers, by counting them: a fifth of the time of comparing cells. */
function sortedBy(order: Uint32Array, numberOf: (cell: number) => number): Uint32Array<ArrayBuffer> {
  const numbers = order.map(numberOf);
  const places = new Uint32Array(numbers.reduce((most, number) => Math.max(most, number), 0) + 1);
  for (const number of numbers) places[number]! += 1;
  let before = 0;
  places.forEach((count, number) => {
    places[number] = before;
    before += count;
  });
  const sorted = new Uint32Array(order.length);
  order.forEach((cell, index) => {
    const number = numbers[index]!;
    sorted[places[number]!] = cell;
    places[number]! += 1;
  });
  return sorted;
}

/** Place of each text among the distinct texts in order. */
function rankOf(texts: readonly string[]): number[] {
  const places = new Map([...new Set(texts)].sort(byText).map((text, place) => [text, place]));
  return texts.map((text) => places.get(text)!);
}
