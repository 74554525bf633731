import { parquetMetadata, parquetRead } from 'hyparquet';
import { compressors } from 'hyparquet-compressors';
import { type Cells, mapCell } from './our-column.ts';
import type { StoredColumn } from './stored-columns.ts';

/** All values of a column by hyparquet, in the form of `ourColumn`. */
export async function hyparquetColumn(bytes: Uint8Array, { name, kind }: StoredColumn): Promise<Cells> {
  const file = new Uint8Array(bytes).buffer;
  const metadata = parquetMetadata(file, { geoparquet: false });
  // Only of times the meaning is wanted; of the rest what is stored, so that no digit is lost.
  const schema =
    kind === 'time'
      ? metadata.schema
      : metadata.schema.map(({ converted_type: _, logical_type: __, ...element }) => element);
  const values: unknown[] = [];
  await parquetRead({
    file,
    metadata: { ...metadata, schema },
    columns: [name],
    compressors,
    utf8: false,
    onComplete: (all: unknown[][]) => {
      for (const [value] of all) values.push(value);
    },
  });
  return values.map((value) => (kind === 'map' ? mapOf(value) : cellOf(value, kind)));
}

const UTF8 = new TextDecoder('utf-8', { ignoreBOM: true });

function cellOf(value: unknown, kind?: StoredColumn['kind']): string {
  if (value === null || value === undefined) return '';
  if (value instanceof Date) return `${value.getTime()}`;
  if (value instanceof Uint8Array) return kind === 'integer' ? `${bigEndian(value)}` : UTF8.decode(value);
  if (typeof value === 'number') return Number.isNaN(value) ? '' : Object.is(value, -0) ? '-0' : `${value}`;
  if (typeof value === 'bigint') return `${value}`;
  throw new TypeError(`hyparquet gives a value of type ${typeof value}`);
}

const bigEndian = (bytes: Uint8Array): bigint =>
  BigInt.asIntN(8 * bytes.length, BigInt(`0x${Buffer.from(bytes).toString('hex')}`));

/** `{ entries: [{ key, value }] }` under any names. */
function mapOf(value: unknown): string {
  const [entries] = typeof value === 'object' && value !== null ? Object.values(value) : [];
  if (!Array.isArray(entries)) return mapCell([]);
  return mapCell(
    entries.map((entry: Readonly<Record<string, unknown>>) => {
      const [key, text] = Object.values(entry);
      return [cellOf(key), cellOf(text)] as const;
    }),
  );
}
