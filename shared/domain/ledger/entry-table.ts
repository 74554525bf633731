import { type Day, dayOfHour, hourOfDay } from '../base/instant.ts';
import { byText } from '../base/order.ts';
import { sortedCells } from './cell-order.ts';
import type { CellTable } from './cell-table.ts';
import type { LedgerCell, LedgerEntry } from './entry.ts';
import { scopeKey } from './entry-key.ts';
import type { SessionTable } from './session-table.ts';
import type { Planner } from './usage-plan.ts';

/**
 * The entries of a ledger, sorted by entry key, each made when it is asked for: millions of cells are numbers in tables
 * until then, an eighth of what they take as objects.
 */
export interface EntryTable extends Iterable<LedgerEntry> {
  readonly length: number;
  /** Days that have entries, ascending. */
  readonly days: readonly Day[];
  /** The entries of one day, in the order of all. */
  ofDay(day: Day): readonly LedgerEntry[];
}

/** Sums as entries, the cells of each by model, token kind and hour. Nothing may be added to the tables any more. */
export function entryTable(
  cells: CellTable,
  { scopes, kinds, series }: Pick<Planner, 'scopes' | 'kinds' | 'series'>,
  sessions: Pick<SessionTable, 'summarise'>,
): EntryTable {
  const scopeOf = (cell: number): number => series.firstOf(cells.seriesOf(cell));
  const dayOf = (cell: number): Day => dayOfHour(cells.hourOf(cell));
  const order = sortedCells(cells, { scopes, kinds, series });
  const starts = startsOf(order, (a, b) => scopeOf(a) === scopeOf(b) && dayOf(a) === dayOf(b));
  const sessionsOf = sessions.summarise();

  const cellOf = (cell: number): LedgerCell => {
    const { model, tokenKind } = kinds.values[series.secondOf(cells.seriesOf(cell))]!;
    return {
      model,
      tokenKind,
      hourOfDay: hourOfDay(cells.hourOf(cell)),
      cost: cells.cost.sum(cell),
      tokens: cells.tokensOf(cell),
      rows: cells.rowsOf(cell),
    };
  };
  const entryAt = (index: number): LedgerEntry => {
    const of: LedgerCell[] = [];
    for (let at = starts[index]!; at < starts[index + 1]!; at += 1) addCell(of, cellOf(order[at]!));
    const first = order[starts[index]!]!;
    const [scope, day] = [scopeOf(first), dayOf(first)];
    return { scope: scopes.values[scope]!, day, cells: of, sessions: sessionsOf(scope, day) };
  };
  return tableOf(starts.length - 1, (index) => dayOf(order[starts[index]!]!), entryAt);
}

/** Entries that are there already, sorted by entry key. */
export const tableOfEntries = (entries: readonly LedgerEntry[]): EntryTable =>
  tableOf(
    entries.length,
    (index) => entries[index]!.day,
    (index) => entries[index]!,
  );

/** Both sorted by entry key, and no dimension in both: one table stands as a whole somewhere in the other. */
export function joinedTables(table: EntryTable, other: EntryTable): EntryTable {
  const [first] = other;
  if (first === undefined) return table;
  const key = dimensionKey(first);
  function* joined(entries: Iterable<LedgerEntry>, others: Iterable<LedgerEntry>): Generator<LedgerEntry> {
    let waiting = true;
    let dimension: string | undefined;
    for (const entry of entries) {
      if (waiting && entry.scope.dimension !== dimension) {
        dimension = entry.scope.dimension;
        waiting = byText(dimensionKey(entry), key) < 0;
        if (!waiting) yield* others;
      }
      yield entry;
    }
    if (waiting) yield* others;
  }
  return {
    length: table.length + other.length,
    days: [...new Set([...table.days, ...other.days])].sort((a, b) => a - b),
    ofDay: (day) => [...joined(table.ofDay(day), other.ofDay(day))],
    [Symbol.iterator]: () => joined(table, other),
  };
}

/** What the keys of a dimension's entries begin with: it tells their order, as no name is the beginning of another's key. */
const dimensionKey = ({ scope }: LedgerEntry): string =>
  scopeKey({ dimension: scope.dimension, team: '', value: '' });

function tableOf(
  length: number,
  dayAt: (index: number) => Day,
  entryAt: (index: number) => LedgerEntry,
): EntryTable {
  const byDay = Int32Array.from({ length }, (_, index) => dayAt(index));
  return {
    length,
    days: [...new Set(byDay)].sort((a, b) => a - b),
    ofDay(day) {
      const entries: LedgerEntry[] = [];
      for (let index = 0; index < length; index += 1) if (byDay[index] === day) entries.push(entryAt(index));
      return entries;
    },
    *[Symbol.iterator]() {
      for (let index = 0; index < length; index += 1) yield entryAt(index);
    },
  };
}

/** One hour of one model and kind in two regions is one cell: the order has put them side by side. */
function addCell(cells: LedgerCell[], cell: LedgerCell): void {
  const last = cells.at(-1);
  const isSame =
    last?.hourOfDay === cell.hourOfDay && last.tokenKind === cell.tokenKind && last.model === cell.model;
  if (!isSame) cells.push(cell);
  else
    cells[cells.length - 1] = {
      ...cell,
      cost: last.cost + cell.cost,
      tokens: last.tokens + cell.tokens,
      rows: last.rows + cell.rows,
    };
}

/** Where each run of equals begins, and the end of the last one. */
function startsOf(order: Uint32Array, isEqual: (a: number, b: number) => boolean): Uint32Array {
  const isStart = (index: number): boolean => index === 0 || !isEqual(order[index - 1]!, order[index]!);
  let count = 0;
  for (let index = 0; index < order.length; index += 1) if (isStart(index)) count += 1;
  const starts = new Uint32Array(count + 1);
  starts[count] = order.length;
  for (let index = 0, at = 0; index < order.length; index += 1) if (isStart(index)) starts[at++] = index;
  return starts;
}
