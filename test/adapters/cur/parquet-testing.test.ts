import { readdirSync, readFileSync } from 'node:fs';
import { parquetSchema, type RowGroup, type SchemaTree } from 'hyparquet';
import { describe, expect, it } from 'vitest';
import type { Leaf } from '../../../shared/adapters/cur/parquet-columns.ts';
import { readTextColumn, readTimeColumn } from '../../../shared/adapters/cur/parquet-flat.ts';
import { readFooter } from '../../../shared/adapters/cur/parquet-footer.ts';
import { readAmountColumn } from '../../../shared/adapters/cur/parquet-money.ts';
import { planChunks } from '../../../shared/adapters/cur/parquet-ranges.ts';
import { Failure } from '../../../shared/domain/base/failure.ts';
import { readCharges, refusalOf } from '../../builders/cur-file.ts';

// None of the files is an export, so as one they are all refused; their columns are read one by one here, as if they were.

const FOLDER = new URL('../../fixtures/parquet-testing/', import.meta.url);
const NAMES = readdirSync(FOLDER).filter((name) => name.endsWith('.parquet'));
const bytesOf = (name: string) => new Uint8Array(readFileSync(new URL(name, FOLDER)));

/** How each column of a shape that the reader knows ends: undefined where it is read, else the refusal's words. */
async function columnEnds(name: string): Promise<Readonly<Record<string, string | undefined>>> {
  const bytes = bytesOf(name);
  const read = async (start: number, end: number) => bytes.slice(start, end);
  const { metadata } = await readFooter(name, bytes.length, read);
  const flat = parquetSchema(metadata).children.filter(
    ({ children, element }) => children.length === 0 && element.repetition_type !== 'REPEATED',
  );
  const ends = flat.flatMap((node) =>
    metadata.row_groups.map((group) => [node.element.name, endOf(name, bytes, node, group)] as const),
  );
  return Object.fromEntries(ends.filter(([, end]) => end !== undefined));
}

function endOf(
  file: string,
  bytes: Uint8Array,
  { element, path }: SchemaTree,
  group: RowGroup,
): string | undefined {
  const maxDef = element.repetition_type === 'OPTIONAL' ? 1 : 0;
  const leaf: Leaf = { path: path.join('.'), element, maxDef, maxRep: 0, entryDef: 0 };
  try {
    const [chunk] = planChunks(file, bytes.length, group, [leaf]);
    const stored = bytes.subarray(chunk!.start, chunk!.end);
    const rows = Number(group.num_rows);
    const column = { file, column: leaf.path, firstRow: 1, rows, chunk: chunk!, bytes: stored };
    const time = element.type === 'INT96' || /TIMESTAMP/.test(element.converted_type ?? '');
    if (element.type === 'BYTE_ARRAY') readTextColumn(column);
    else if (time) readTimeColumn(column);
    else if (element.type !== 'BOOLEAN' && element.type !== 'FIXED_LEN_BYTE_ARRAY') readAmountColumn(column);
    return undefined;
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return `${error.kind}: ${error.message}`;
  }
}

const DAMAGED = 'poison: the column cannot be read: the file is damaged or cut off';
const FOOTER = 'poison: the Parquet footer is damaged';

describe('the bad files that Parquet readers share', () => {
  it('are all here', () => {
    expect(NAMES).toHaveLength(8);
  });

  it.each(NAMES)('%s is no export, and is refused by name', async (name) => {
    const failure = await refusalOf(readCharges('parquet', bytesOf(name)));
    expect(failure).toMatchObject({ kind: 'poison', detail: { file: 'x.parquet' } });
    expect(failure.message).toMatch(
      /^not a CUR 2.0 data file|cannot be read|does not have the columns of the schema/,
    );
  });

  it.each([
    ['ARROW-GH-41317.parquet', { timestamp_us_no_tz: 'poison: a row group lacks a column of the schema' }],
    ['ARROW-GH-41321.parquet', { int64: DAMAGED, large_binary: DAMAGED }],
    // A dictionary of one entry needs no bits for its indices: such a column is read.
    ['ARROW-GH-43605.parquet', {}],
    // Broken repetition levels of a list: a shape that no column of an export has, and that is never read.
    ['ARROW-GH-45185.parquet', {}],
    ['ARROW-RS-GH-6229-LEVELS.parquet', {}],
    // Nulls in a required column of fixed length: not read either.
    ['ARROW-GH-47662.parquet', {}],
    ['ARROW-RS-GH-6229-DICTHEADER.parquet', { name: DAMAGED, region_key: FOOTER, comment_col: FOOTER }],
  ])('%s: a column is read or refused', async (name, ends) => {
    expect(await columnEnds(name)).toEqual(ends);
  });

  it('PARQUET-1481.parquet: the schema itself is refused', async () => {
    const failure = await refusalOf(columnEnds('PARQUET-1481.parquet'));
    expect(failure.message).toContain('the Parquet footer cannot be read');
  });
});
