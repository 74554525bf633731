import { parquetWriteBuffer } from 'hyparquet-writer';
import { describe, expect, it } from 'vitest';
import { createCurChargeSource } from '../../../shared/adapters/cur/charge-source.ts';
import { CUR, type CurWord } from '../../../shared/adapters/cur/columns.ts';
import { processEngine } from '../../../shared/adapters/cur/kernels/engine.ts';
import { aCurRow, readCharges, refusalOf, toParquet } from '../../builders/cur-file.ts';
import { createDice } from '../../builders/dice.ts';
import { DECIMALS, type RustLook, type TableLayout } from '../../readers/draw-layout.ts';
import { drawRows } from '../../readers/draw-rows.ts';
import { createGeneralSource } from '../../readers/general-source.ts';
import { WORDS } from '../../readers/raw-row.ts';
import { rustBytes } from '../../readers/rust-bytes.ts';
import { syntheticParquet } from '../../readers/synthetic-bytes.ts';
import { tableBytes } from '../../readers/table-bytes.ts';

const LAYOUT: TableLayout = {
  writer: 'table',
  words: WORDS,
  codec: 'SNAPPY',
  strings: 'by size',
  numbers: 'PLAIN',
  times: 'micros',
  costs: 'double',
  amounts: 'double',
  maps: 'map',
  required: false,
  upperCase: false,
  rowsPerGroup: 25,
  pageBytes: 500,
};
const LOOK: RustLook = {
  pages: 1,
  dictionaries: true,
  statistics: true,
  rowsPerGroup: 25,
  pageBytes: 500,
  codec: 'SNAPPY',
  columnCodecs: [],
};
const rowsFor = (cost: Parameters<typeof drawRows>[2]['cost'], plain = false) =>
  drawRows(createDice(20_261_118, 1), 60, { cost, plain });
const NET = { cost: 'net' } as const;

async function toldReading(bytes: Uint8Array) {
  const told: string[] = [];
  const onFallback = (column: string, why: string): void => void told.push(`${column}: ${why}`);
  const { charges } = await readCharges('parquet', bytes, NET, createCurChargeSource({ onFallback }));
  return { charges, told };
}

describe('a column in a layout that only the general reader knows', () => {
  it.each(['BROTLI', 'LZ4_RAW'] as const)('is read as ever where it is packed with %s', async (codec) => {
    const known = tableBytes(rowsFor('double'), LAYOUT);
    const { charges, told } = await toldReading(rustBytes(known, { ...LOOK, codec }));
    expect(charges).toEqual((await readCharges('parquet', known, NET)).charges);
    const columns = told.map((line) => line.split(':', 1)[0]);
    const asked: readonly CurWord[] = [
      'unblendedCost',
      'netUnblendedCost',
      'usageAmount',
      'chargePeriodEnd',
      'tags',
    ];
    expect(columns).toEqual(expect.arrayContaining(asked.map((word) => CUR[word].name)));
  });

  it('is told of once for each of its row groups, with what is new about it; its neighbours are not', async () => {
    const columnCodecs = [
      ['unblendedCost', 'BROTLI'],
      ['usageType', 'LZ4_RAW'],
    ] as const;
    const known = tableBytes(rowsFor('double'), LAYOUT);
    const { charges, told } = await toldReading(rustBytes(known, { ...LOOK, columnCodecs }));
    expect(charges).toEqual((await readCharges('parquet', known, NET)).charges);
    const line = (word: CurWord, codec: string) => `${CUR[word].name}: the compression ${codec}`;
    const group = [line('unblendedCost', 'BROTLI'), line('usageType', 'LZ4_RAW')];
    expect(told).toEqual([...group, ...group, ...group]);
    expect((await toldReading(known)).told).toEqual([]);
  });

  it.each(['decimal128', 'decimal64', 'decimal32', 'text'] as const)(
    'keeps costs exact as %s',
    async (costs) => {
      const rows = rowsFor(costs === 'text' ? costs : DECIMALS[costs]);
      const known = tableBytes(rows, { ...LAYOUT, costs });
      const { charges, told } = await toldReading(rustBytes(known, { ...LOOK, codec: 'LZ4_RAW' }));
      expect(charges).toEqual((await readCharges('parquet', known, NET)).charges);
      expect(told).toContain(`${CUR.netUnblendedCost.name}: the compression LZ4_RAW`);
    },
  );

  it('is read where a decimal of fixed length is told by what it shares with the one before', async () => {
    const known = tableBytes(rowsFor(DECIMALS.decimal128), { ...LAYOUT, costs: 'decimal128' });
    const { charges, told } = await toldReading(rustBytes(known, { ...LOOK, pages: 2, dictionaries: false }));
    expect(charges).toEqual((await readCharges('parquet', known, NET)).charges);
    expect(new Set(told)).toEqual(
      new Set(
        (['unblendedCost', 'netUnblendedCost'] as const).map(
          (word) => `${CUR[word].name}: the encoding DELTA_BYTE_ARRAY for FIXED_LEN_BYTE_ARRAY`,
        ),
      ),
    );
  });

  it.each([1, 2] as const)('is read where it holds nulls alone, in pages of version %i', async (pages) => {
    const rows = rowsFor('double').map((row) => ({ ...row, netUnblendedCost: null, productFamily: null }));
    const known = tableBytes(rows, LAYOUT);
    const { charges, told } = await toldReading(rustBytes(known, { ...LOOK, pages, codec: 'LZ4_RAW' }));
    expect(charges).toEqual((await readCharges('parquet', known, NET)).charges);
    expect(told.length).toBeGreaterThan(0);
  });

  it.each(['int96', 'micros', 'millis'] as const)(
    'keeps times that are %s, where nothing is known',
    async (times) => {
      const look = { pages: 2, columns: 'required', strings: 'delta', dictionaryOffset: false } as const;
      const bytes = syntheticParquet(rowsFor('double', true), { ...look, times, rowsPerGroup: 25 });
      const general = await readCharges('parquet', bytes, NET, createGeneralSource(await processEngine()));
      expect(general.charges).toEqual((await readCharges('parquet', bytes, NET)).charges);
    },
  );
});

describe('a column that the general reader does not read either', () => {
  const packedAs = (codec: 'LZO' | 'BROTLI', pack: (bytes: Uint8Array) => Uint8Array) =>
    new Uint8Array(
      parquetWriteBuffer({
        columnData: Object.entries(aCurRow()).map(([word, value]) => ({
          name: CUR[word as CurWord].name,
          // As long as packing pays.
          data: Array.from({ length: 50 }, () => value as string),
          encoding: 'PLAIN' as const,
        })),
        codec,
        compressors: { [codec]: pack },
      }),
    );

  it.each([
    ['an unknown compression', packedAs('LZO', (bytes) => bytes.slice(1))],
    ['damaged bytes', packedAs('BROTLI', (bytes) => bytes.slice(1))],
  ])('is refused by file and column: %s', async (_what, bytes) => {
    const failure = await refusalOf(readCharges('parquet', bytes));
    expect(failure).toMatchObject({
      kind: 'poison',
      detail: { file: 'x.parquet', column: expect.stringMatching(/^(bill|line_item)_/) },
    });
  });

  it('is told of before it is refused, and nothing is told of a file that is known', async () => {
    const told: string[] = [];
    const source = createCurChargeSource({ onFallback: (_column, why) => void told.push(why) });
    await refusalOf(
      readCharges(
        'parquet',
        packedAs('LZO', (bytes) => bytes.slice(1)),
        NET,
        source,
      ),
    );
    expect(told).toEqual(['the compression LZO']);
    await readCharges('parquet', toParquet([aCurRow()]), NET, source);
    expect(told).toHaveLength(1);
  });
});
