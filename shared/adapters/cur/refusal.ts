import { Failure, misconfigured, poison, retryable } from '../../domain/base/failure.ts';
import type { ReadRange } from '../../ports/charge-source.ts';
import { CUR, type CurWord, isLegacyReport } from './columns.ts';
import type { Place } from './cost.ts';
import { SWITCH_TO_CUR2 } from './manifest.ts';

/**
 * Whatever a decoder of untrusted bytes threw that is not a Failure already (a library's Error, a RangeError of a view)
 * becomes Failure `poison` of this file.
 */
export function asPoison(file: string, what: string, error: unknown): Failure {
  if (error instanceof Failure) return error;
  return poison(
    `${what} cannot be read: the file is damaged or cut off`,
    { file, found: reasonOf(error).slice(0, 200) },
    error,
  );
}

/** A value that cannot be read as what its column holds. */
export const notOf = (expected: string, place: Place, found: string, cause?: unknown): Failure =>
  poison(
    'the value cannot be read',
    { ...place, expected, found: JSON.stringify(found.slice(0, 60)) },
    cause,
  );

/** A decoder that stumbles over its own variables says nothing about the file that a person could use. */
function reasonOf(error: unknown): string {
  if (error instanceof TypeError || error instanceof RangeError) return 'bytes that make no sense';
  const reason = error instanceof Error ? error.message : String(error);
  return reason === 'incorrect header check' ? 'bytes that are not gzip' : reason;
}

/** Reads that give what was asked for: faults of the store are never blamed on the file. */
export function carefulRead(file: string, read: ReadRange): ReadRange {
  return async (start, end, into) => {
    let bytes: Uint8Array;
    try {
      bytes = await read(start, end, into);
    } catch (error) {
      if (error instanceof Failure) throw error;
      throw retryable('the file could not be fetched', { file }, error);
    }
    if (bytes.length === end - start) return bytes;
    throw retryable('the store gave another number of bytes than was asked for', {
      file,
      expected: `${end - start} bytes`,
      found: `${bytes.length} bytes`,
    });
  };
}

/**
 * Where each column that is read stands among the file's columns, by name without regard to case. Throws Failure
 * `misconfigured` on a legacy report, a missing needed column or two columns of one name, `poison` on a table that has
 * none of the needed columns.
 */
export function locateColumns(file: string, names: readonly string[]): ReadonlyMap<CurWord, number> {
  if (isLegacyReport(names))
    throw misconfigured(SWITCH_TO_CUR2, { file, found: names.slice(0, 3).join(', ') });
  const places = new Map<string, number>();
  const twice = new Set<string>();
  names.forEach((name, index) => {
    const lower = name.toLowerCase();
    if (places.has(lower)) twice.add(lower);
    places.set(lower, index);
  });
  const words = Object.keys(CUR) as CurWord[];
  const found = words.filter((word) => places.has(CUR[word].name));
  const repeated = found.find((word) => twice.has(CUR[word].name));
  if (repeated !== undefined) {
    throw misconfigured('the export has two columns of one name', { file, column: CUR[repeated].name });
  }
  refuseMissing(file, names, found);
  return new Map(found.map((word) => [word, places.get(CUR[word].name)!]));
}

function refuseMissing(file: string, names: readonly string[], found: readonly CurWord[]): void {
  const missing = (Object.keys(CUR) as CurWord[]).filter(
    (word) => CUR[word].required && !found.includes(word),
  );
  if (missing.length === 0) return;
  if (found.length === 0) {
    throw poison('not a CUR 2.0 data file: it has none of the columns of one', {
      file,
      expected: CUR.unblendedCost.name,
      found: JSON.stringify(names.slice(0, 3).join(', ').slice(0, 120)),
    });
  }
  const columns = missing.map((word) => CUR[word].name).join(', ');
  throw misconfigured(
    `the export lacks ${missing.length === 1 ? 'a column' : 'columns'} that Billhook needs: edit the Data Export in AWS ` +
      `Billing and select ${columns} under "Column selection"`,
    { file, column: CUR[missing[0]!].name, expected: columns, found: `${names.length} other columns` },
  );
}
