import { type Day, dayOfHour, hourOfDay } from '../base/instant.ts';
import { byText } from '../base/order.ts';
import type { CellTable } from './cell-table.ts';
import type { LedgerCell, LedgerEntry } from './entry.ts';
import { scopeKey } from './entry-key.ts';
import type { SessionTable } from './session-table.ts';
import type { Planner } from './usage-plan.ts';

/** The sums as ledger entries, sorted by entry key, their cells by model, token kind and hour. */
export function entriesOf(
  cells: CellTable,
  { scopes, series }: Pick<Planner, 'scopes' | 'series'>,
  sessions: Pick<SessionTable, 'summarise'>,
): readonly LedgerEntry[] {
  // The separator ends every scope key, so that this order is the order of the whole entry keys.
  const scopeRank = rankOf(scopes.values.map((scope) => `${scopeKey(scope)}#`));
  const kindRank = rankOf(series.values.map(({ model, tokenKind }) => `${model}\u0000${tokenKind}`));
  const sessionsOf = sessions.summarise();
  const entries: LedgerEntry[] = [];
  let open: { readonly scope: number; readonly day: Day; readonly cells: LedgerCell[] } | undefined;
  for (const cell of sortedCells(
    cells,
    series.values.map(({ scope }) => scopeRank[scope]!),
    kindRank,
  )) {
    const number = cells.seriesOf(cell);
    const { scope, model, tokenKind } = series.values[number]!;
    const hour = cells.hourOf(cell);
    const day = dayOfHour(hour);
    if (open === undefined || open.scope !== scope || open.day !== day) {
      open = { scope, day, cells: [] };
      entries.push({
        scope: scopes.values[scope]!,
        day,
        cells: open.cells,
        sessions: sessionsOf(scope, day),
      });
    }
    const made: LedgerCell = {
      model,
      tokenKind,
      hourOfDay: hourOfDay(hour),
      cost: cells.cost.sum(cell),
      tokens: cells.tokensOf(cell),
      rows: cells.rowsOf(cell),
    };
    const last = open.cells.at(-1);
    if (last === undefined || !isSameCell(last, made)) open.cells.push(made);
    else open.cells[open.cells.length - 1] = added(last, made);
  }
  return entries;
}

/** One hour of one model and kind in two regions: the sort has put them side by side. */
const isSameCell = (a: LedgerCell, b: LedgerCell): boolean =>
  a.hourOfDay === b.hourOfDay && a.tokenKind === b.tokenKind && a.model === b.model;

const added = (a: LedgerCell, b: LedgerCell): LedgerCell => ({
  ...a,
  cost: a.cost + b.cost,
  tokens: a.tokens + b.tokens,
  rows: a.rows + b.rows,
});

/** By scope, day, kind and hour: sorted by the last of them first, since each pass keeps the order of the one before. */
function sortedCells(
  cells: CellTable,
  scopeRank: readonly number[],
  kindRank: readonly number[],
): Uint32Array {
  const dayOf = (cell: number): Day => dayOfHour(cells.hourOf(cell));
  let order = new Uint32Array(cells.size()).map((_, cell) => cell);
  const first = order.reduce((day, cell) => Math.min(day, dayOf(cell)), Number.POSITIVE_INFINITY);
  order = sortedBy(order, (cell) => hourOfDay(cells.hourOf(cell)));
  order = sortedBy(order, (cell) => kindRank[cells.seriesOf(cell)]!);
  order = sortedBy(order, (cell) => dayOf(cell) - first);
  return sortedBy(order, (cell) => scopeRank[cells.seriesOf(cell)]!);
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
