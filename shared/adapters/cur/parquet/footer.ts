import { type Failure, poison } from '../../../domain/base/failure.ts';
import type { ReadRange } from '../../../ports/charge-source.ts';
import { FILE_ROWS_MAX, FOOTER_BYTES_MAX, ROW_GROUP_ROWS_MAX, ROW_GROUPS_MAX } from '../limits.ts';
import { asPoison } from '../refusal.ts';
import { type FileMetaData, parseMetadata } from './metadata.ts';
import { type CurSources, checkPaths, curSources, leavesOfSource } from './schema.ts';

/** One request brings the footer of nearly all files. */
const TAIL_BYTES = 512 * 1024;
/** The footer's length and the magic bytes. */
const TRAILER_BYTES = 8;
const SHORTEST_FILE = 12;
const MAGIC = 0x31524150;

export interface Footer {
  readonly metadata: FileMetaData;
  readonly sources: CurSources;
  /** The footer's bytes with what stands behind them. */
  readonly tail: Uint8Array;
  /** Reads that lie in the tail fetched along with the footer cost no request: small files need just one. */
  readonly read: ReadRange;
}

/** The footer, its claims on rows and sizes checked. Throws Failure `poison` or, for missing columns, `misconfigured`. */
export async function readFooter(file: string, bytes: number, read: ReadRange): Promise<Footer> {
  if (bytes < SHORTEST_FILE) throw notParquet(file, `${bytes} bytes`);
  let tail = await read(Math.max(0, bytes - TAIL_BYTES), bytes);
  const trailer = new DataView(tail.buffer, tail.byteOffset + tail.length - TRAILER_BYTES, TRAILER_BYTES);
  if (trailer.getUint32(4, true) !== MAGIC) throw notParquet(file, 'other bytes, or an end that was cut off');
  const length = trailer.getUint32(0, true);
  if (length > FOOTER_BYTES_MAX || length > bytes - SHORTEST_FILE) {
    throw poison('the Parquet footer cannot be as long as it says', {
      file,
      expected: `at most ${Math.min(FOOTER_BYTES_MAX, bytes - SHORTEST_FILE)} bytes`,
      found: `${length} bytes`,
    });
  }
  if (length + TRAILER_BYTES > tail.length) tail = await read(bytes - length - TRAILER_BYTES, bytes);
  const whole = tail.subarray(tail.length - length - TRAILER_BYTES);
  const parsed = parse(file, whole.subarray(0, length));
  return { ...parsed, tail: whole, read: throughTail(tail, bytes - tail.length, read) };
}

function parse(file: string, footer: Uint8Array): Pick<Footer, 'metadata' | 'sources'> {
  let sources: CurSources = new Map();
  let paths: readonly string[] = [];
  try {
    const metadata = parseMetadata(footer, (schema, rows) => {
      ({ sources, paths } = curSources(file, schema, rows));
      return {
        wanted: new Set([...sources.values()].flatMap(leavesOfSource).map(({ index }) => index)),
        paths,
      };
    });
    checkRows(file, metadata);
    checkPaths(file, paths, metadata);
    return { metadata, sources };
  } catch (error) {
    throw asPoison(file, 'the Parquet footer', error);
  }
}

const throughTail =
  (tail: Uint8Array, tailStart: number, read: ReadRange): ReadRange =>
  async (start, end, into) =>
    start >= tailStart ? tail.subarray(start - tailStart, end - tailStart) : read(start, end, into);

function checkRows(file: string, metadata: FileMetaData): void {
  const rows = metadata.num_rows;
  const groups = metadata.row_groups.map((group) => group.num_rows);
  const limited = (count: number, max: number): boolean =>
    Number.isInteger(count) && count >= 0 && count <= max;
  if (!limited(rows, FILE_ROWS_MAX)) throw tooMany(file, 'rows', FILE_ROWS_MAX, rows);
  if (groups.length > ROW_GROUPS_MAX) throw tooMany(file, 'row groups', ROW_GROUPS_MAX, groups.length);
  const bad = groups.find((count) => !limited(count, ROW_GROUP_ROWS_MAX));
  if (bad !== undefined) throw tooMany(file, 'rows in one row group', ROW_GROUP_ROWS_MAX, bad);
  const sum = groups.reduce((total, count) => total + count, 0);
  if (sum !== rows) {
    throw poison('the row groups do not add up to the rows of the file', {
      file,
      expected: `${rows} rows`,
      found: `${sum} rows in ${groups.length} groups`,
    });
  }
}

const tooMany = (file: string, what: string, max: number, found: number): Failure =>
  poison(`the Parquet footer claims an impossible number of ${what}`, {
    file,
    expected: `0 to ${max}`,
    found: `${found}`,
  });

const notParquet = (file: string, found: string): Failure =>
  poison('not a whole Parquet file', { file, expected: 'a file that ends in PAR1', found });
