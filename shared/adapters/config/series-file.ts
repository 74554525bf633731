import { createReadStream, existsSync } from 'node:fs';
import { parse } from 'csv-parse';
import { Failure, misconfigured } from '../../domain/base/failure.ts';
import { HOUR_MS, hourOf, type Instant, parseInstant } from '../../domain/base/instant.ts';
import type { SeriesId } from '../../domain/evaluation/series/series-ledger.ts';

/** One line of a file of series: what one hour (or day, named by its start) of one series costs. */
export interface SeriesRow {
  /** When this became known; absent in a file without `as_of`. */
  readonly asOf?: Instant;
  readonly series: SeriesId;
  /** UTC hour; midnight for a daily series. */
  readonly hour: number;
  /** USD. */
  readonly cost: number;
}

const COLUMNS = ['series_id', 'timestamp', 'cost'] as const;
const AS_OF = 'as_of';

/** `team`, `team/principal` or `team/principal/model`; a principal's own slashes stay with it. */
export function parseSeriesId(text: string): SeriesId {
  const first = text.indexOf('/');
  if (first < 0) return { team: text, principal: '', model: '' };
  const last = text.lastIndexOf('/');
  if (last === first) return { team: text.slice(0, first), principal: text.slice(first + 1), model: '' };
  return { team: text.slice(0, first), principal: text.slice(first + 1, last), model: text.slice(last + 1) };
}

/**
 * Rows of `series_id,timestamp,cost` (and `as_of`, where deliveries are asked for) in the order of the file; columns are
 * found by name. Throws Failure `misconfigured` naming file, row and column.
 */
export async function* readSeriesFile(file: string, withAsOf: boolean): AsyncGenerator<SeriesRow> {
  if (!existsSync(file))
    throw misconfigured('there is no such file of series', { file, expected: headerOf(withAsOf) });
  const parser = createReadStream(file).pipe(
    parse({ bom: true, trim: true, relax_column_count: true, skip_empty_lines: true }),
  );
  const ids = new Map<string, SeriesId>();
  let places: Places | undefined;
  let row = 0;
  try {
    for await (const record of parser as AsyncIterable<readonly string[]>) {
      if (places === undefined) {
        places = placesIn(record, file, withAsOf);
        continue;
      }
      row += 1;
      yield rowOf(record, places, ids, { file, row });
    }
  } catch (error) {
    if (error instanceof Failure) throw error;
    const reason = error instanceof Error ? error.message : 'unknown reason';
    throw misconfigured(`this CSV cannot be read: ${reason}`, { file, row: row + 1 });
  }
  if (places === undefined) throw misconfigured('the file is empty', { file, expected: headerOf(withAsOf) });
}

interface Places {
  readonly asOf: number;
  readonly series: number;
  readonly timestamp: number;
  readonly cost: number;
}

const headerOf = (withAsOf: boolean): string =>
  `a header ${(withAsOf ? [AS_OF, ...COLUMNS] : COLUMNS).join(',')}`;

function placesIn(header: readonly string[], file: string, withAsOf: boolean): Places {
  const names = header.map((name) => name.toLowerCase());
  for (const name of withAsOf ? [AS_OF, ...COLUMNS] : COLUMNS) {
    if (names.includes(name)) continue;
    throw misconfigured(`the column ${name} is missing`, {
      file,
      column: name,
      expected: headerOf(withAsOf),
      found: header.join(','),
    });
  }
  return {
    asOf: withAsOf ? names.indexOf(AS_OF) : -1,
    series: names.indexOf('series_id'),
    timestamp: names.indexOf('timestamp'),
    cost: names.indexOf('cost'),
  };
}

interface At {
  readonly file: string;
  readonly row: number;
}

function rowOf(record: readonly string[], places: Places, ids: Map<string, SeriesId>, at: At): SeriesRow {
  const text = record[places.series] ?? '';
  let series = ids.get(text);
  if (series === undefined) {
    if (text === '')
      throw misconfigured('a series has no name', { ...at, column: 'series_id', expected: 'team/principal' });
    series = parseSeriesId(text);
    ids.set(text, series);
  }
  const instant = instantOf(record[places.timestamp] ?? '', 'timestamp', at);
  if (instant % HOUR_MS !== 0) {
    const found = record[places.timestamp] ?? '';
    throw misconfigured('not the start of an hour', {
      ...at,
      column: 'timestamp',
      expected: 'a whole UTC hour or day',
      found,
    });
  }
  const cost = costOf(record[places.cost] ?? '', at);
  const row = { series, hour: hourOf(instant), cost };
  return places.asOf < 0 ? row : { ...row, asOf: instantOf(record[places.asOf] ?? '', AS_OF, at) };
}

function instantOf(text: string, column: string, at: At): Instant {
  try {
    return parseInstant(text);
  } catch {
    throw misconfigured('not a UTC time', { ...at, column, expected: '2026-11-18T12:00Z', found: text });
  }
}

function costOf(text: string, at: At): number {
  const cost = Number(text);
  if (text !== '' && Number.isFinite(cost)) return cost;
  throw misconfigured('not a cost', {
    ...at,
    column: 'cost',
    expected: 'dollars such as 12.50',
    found: text,
  });
}
