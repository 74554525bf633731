import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { processEngine } from '../../../shared/adapters/cur/kernels/engine.ts';
import { createHeapTexts } from '../../../shared/adapters/cur/kernels/heap-texts.ts';
import { readAmounts } from '../../../shared/adapters/cur/parquet/amounts.ts';
import { readCodes } from '../../../shared/adapters/cur/parquet/codes.ts';
import {
  parseMetadata,
  type RowGroup,
  type SchemaElement,
} from '../../../shared/adapters/cur/parquet/metadata.ts';
import { createPageReader } from '../../../shared/adapters/cur/parquet/pages.ts';
import { planChunks } from '../../../shared/adapters/cur/parquet/ranges.ts';
import type { Leaf } from '../../../shared/adapters/cur/parquet/schema.ts';
import { skimStruct } from '../../../shared/adapters/cur/parquet/thrift-skim.ts';
import { createTimeTable, readTimes } from '../../../shared/adapters/cur/parquet/times.ts';
import { asPoison } from '../../../shared/adapters/cur/refusal.ts';
import { createBlocks, createScratch } from '../../../shared/adapters/cur/scratch.ts';
import { Failure } from '../../../shared/domain/base/failure.ts';
import { readCharges, refusalOf } from '../../builders/cur-file.ts';

// None of the files is an export, so as one they are all refused; their columns are read one by one here, as if they were.

const FOLDER = new URL('../../fixtures/parquet-testing/', import.meta.url);
const NAMES = readdirSync(FOLDER).filter((name) => name.endsWith('.parquet'));
const bytesOf = (name: string) => new Uint8Array(readFileSync(new URL(name, FOLDER)));

const engine = await processEngine();

/** How each column of a shape that the reader knows ends: undefined where it is read, else the refusal's words. */
async function columnEnds(name: string): Promise<Readonly<Record<string, string | undefined>>> {
  const bytes = bytesOf(name);
  const length = new DataView(bytes.buffer).getUint32(bytes.length - 8, true);
  const footer = bytes.subarray(bytes.length - 8 - length, bytes.length - 8);
  const metadata = parsed(name, footer);
  const flat = flatLeaves(metadata.schema);
  const ends = flat.flatMap((leaf) =>
    metadata.row_groups.map((group) => [leaf.element.name, endOf(name, bytes, leaf, group)] as const),
  );
  return Object.fromEntries(ends.filter(([, end]) => end !== undefined));
}

function parsed(name: string, footer: Uint8Array) {
  try {
    skimStruct(footer, 0);
    return parseMetadata(footer, (schema) => ({ wanted: new Set(schema.keys()), paths: [] }));
  } catch (error) {
    throw asPoison(name, 'the Parquet footer', error);
  }
}

/** Columns directly below the root that are neither groups nor lists. */
function flatLeaves(schema: readonly SchemaElement[]): readonly Leaf[] {
  const leaves: Leaf[] = [];
  let index = 0;
  let at = 1;
  const skip = (isTop: boolean): void => {
    const element = schema[at++]!;
    if (element.num_children === 0) {
      const maxDef = element.repetition_type === 'OPTIONAL' ? 1 : 0;
      if (isTop && element.repetition_type !== 'REPEATED')
        leaves.push({ index, path: element.name, element, maxDef, maxRep: 0, entryDef: 0 });
      index += 1;
    }
    for (let child = 0; child < element.num_children; child++) skip(false);
  };
  while (at < schema.length) skip(true);
  return leaves;
}

function endOf(file: string, bytes: Uint8Array, leaf: Leaf, group: RowGroup): string | undefined {
  const scratch = createScratch(engine.heap);
  const blocks = createBlocks(engine.heap);
  try {
    const [chunk] = planChunks(file, bytes.length, group, [leaf]);
    const stored = bytes.subarray(chunk!.start, chunk!.end);
    const at = blocks.alloc(stored.length);
    engine.heap.views.u8.set(stored, at);
    const rows = group.num_rows;
    const here = { at, bytes: stored.length };
    const column = { file, column: leaf.path, firstRow: 1, rows, chunk: chunk!, bytes: here };
    const decoder = { engine, scratch, pages: createPageReader(engine, scratch) };
    const table = createHeapTexts(engine);
    const all = { rows: blocks.alloc(rows * 4), count: rows };
    engine.kernels.iota(all.rows, rows, 0);
    const { type, converted_type: converted } = leaf.element;
    if (type === 'BYTE_ARRAY') readCodes(decoder, column, table, blocks);
    else if (type === 'INT96' || /TIMESTAMP/.test(converted ?? ''))
      readTimes(decoder, column, createTimeTable(table), blocks);
    else if (type !== 'BOOLEAN' && type !== 'FIXED_LEN_BYTE_ARRAY')
      readAmounts(decoder, column, () => table, all, blocks);
    return undefined;
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return `${error.kind}: ${error.message}`;
  } finally {
    blocks.free();
    scratch.free();
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
    ['ARROW-GH-41317.parquet', { timestamp_us_no_tz: DAMAGED }],
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
