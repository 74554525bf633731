import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { CUR } from '../../../../shared/adapters/cur/columns.ts';
import { type CsvSizes, csvSourceBlocks } from '../../../../shared/adapters/cur/csv/source.ts';
import { DETAIL_WORDS, LATE_WORDS } from '../../../../shared/adapters/cur/source-block.ts';
import { aCurRow, type CurRow, toCsv, utf8 } from '../../../builders/cur-file.ts';
import { bothEngines } from '../kernels/both-engines.ts';
import { type PlainRow, type ReadOptions, readRows } from './read-blocks.ts';

const engines = bothEngines();

/** Both engines must give the same rows or refuse with the same words. */
async function readOnBoth(bytes: Uint8Array, format: 'csv' | 'csv.gz', options: ReadOptions) {
  const [compiled, twin] = [
    await readRows(engines[0], bytes, format, options),
    await readRows(engines[1], bytes, format, options),
  ];
  expect(twin).toEqual(compiled);
  return compiled;
}

const text = fc.string({
  unit: fc.constantFrom('a', 'é', ',', '"', '\n', '\r\n', ' ', '7', '{'),
  maxLength: 12,
});
const map = fc.dictionary(fc.constantFrom('model', 'product_name', 'team', '"', '__proto__'), text, {
  maxKeys: 3,
});
const cost = fc.constantFrom('0', '1.25', '-7.0E-10', '0.0000000000001', '123456.789', '1e3');
const row: fc.Arbitrary<CurRow> = fc
  .record({
    productCode: fc.constantFrom('AmazonBedrock', 'AmazonEC2', 'x'),
    unblendedCost: cost,
    netUnblendedCost: fc.oneof(fc.constant(''), cost),
    usageAmount: fc.constantFrom('', '0.5', '1.5E3', '123456789012345.75'),
    chargePeriodStart: fc.constantFrom('2026-11-18T13:00:00.000Z', '2026-11-18 14:00:00'),
    chargePeriodEnd: fc.constantFrom('', '2026-11-18T14:00:00.000Z'),
    description: text,
    resourceId: text,
    operation: text,
    product: map,
    tags: map,
  })
  .map((values) => aCurRow(values));

/** Windows of a few records, and slices that end anywhere. */
const sizes: fc.Arbitrary<CsvSizes> = fc
  .record({ extra: fc.nat(1500), sliceBytes: fc.integer({ min: 1, max: 700 }) })
  .map(({ extra, sliceBytes }) => ({ windowBytes: 2500 + extra, sliceBytes, recordBytesMax: 2000 }));

const COSTS: Readonly<Record<string, string>> = {
  '1.25': '1.25',
  '-7.0E-10': '-0.0000000007',
  '1e3': '1000',
};
const AMOUNTS: Readonly<Record<string, number>> = { '': 0, '0.5': 0.5, '1.5E3': 1500 };

/** What was written, as it should be read. */
function expected(written: CurRow, net: boolean, isAsked: boolean): PlainRow {
  const texts = (name: string): string => String(written[name as keyof CurRow] ?? '');
  const chosen = net && written.netUnblendedCost !== '' ? 'netUnblendedCost' : 'unblendedCost';
  const product = written.product as Readonly<Record<string, string>>;
  const tags = written.tags as Readonly<Record<string, string>>;
  return {
    ...Object.fromEntries(
      ['billingEntity', 'productCode', 'productFamily', 'lineItemType', 'billingCurrency'].map((word) => [
        word,
        texts(word),
      ]),
    ),
    start: Date.UTC(2026, 10, 18, texts('chargePeriodStart').includes('T13') ? 13 : 14),
    cost: COSTS[texts(chosen)] ?? texts(chosen),
    ...(isAsked && {
      ...Object.fromEntries(
        ['servicecode', ...DETAIL_WORDS, ...LATE_WORDS].map((word) => [word, texts(word)]),
      ),
      productName: product.product_name ?? '',
      productModel: product.model ?? '',
      ...Object.fromEntries(
        Object.entries(tags).flatMap(([key, value]) => (value === '' ? [] : [[`tag:${key}`, value]])),
      ),
      end: texts('chargePeriodEnd') === '' ? Number.NaN : Date.UTC(2026, 10, 18, 14),
      amount: AMOUNTS[texts('usageAmount')] ?? Number(texts('usageAmount')),
    }),
  };
}

test('rows come back as they were written, whatever the windows, the slices, and which rows are asked for', async () => {
  const asking = fc.constantFrom('all', 'none', 'of a product', 'some');
  await fc.assert(
    fc.asyncProperty(
      fc.array(row, { maxLength: 25 }),
      sizes,
      asking,
      fc.boolean(),
      fc.constantFrom('\n', '\r\n'),
      fc.boolean(),
      async (rows, of, who, net, lineEnd, packed) => {
        const isAsked = (index: number): boolean => {
          if (who === 'of a product') return rows[index]!.productCode === 'AmazonBedrock';
          return who === 'all' || (who === 'some' && index % 3 === 1);
        };
        const bytes = utf8(toCsv(rows, undefined, lineEnd));
        const found = await readOnBoth(packed ? gzipSync(bytes) : bytes, packed ? 'csv.gz' : 'csv', {
          sizes: of,
          asks: isAsked,
          cost: net ? 'net' : 'unblended',
        });
        expect(found).toEqual(rows.map((written, index) => expected(written, net, isAsked(index))));
      },
    ),
    { numRuns: 150 },
  );
});

/** What a row is spoiled with, and the column that the refusal names. */
const spoiled = fc.constantFrom<readonly [CurRow, string | undefined]>(
  [{ unblendedCost: '1,5' }, CUR.unblendedCost.name],
  [{ unblendedCost: '' }, CUR.unblendedCost.name],
  [{ chargePeriodStart: 'yesterday' }, CUR.chargePeriodStart.name],
  [{ chargePeriodStart: '' }, CUR.chargePeriodStart.name],
  [{ chargePeriodEnd: '2026-02-31' }, CUR.chargePeriodEnd.name],
  [{ usageAmount: '1e999' }, CUR.usageAmount.name],
  [{ product: '7' }, CUR.product.name],
  [{ tags: '{"a' }, CUR.tags.name],
  [{ lineItemType: 'STRAY' }, undefined],
  [{ lineItemType: 'WIDE' }, undefined],
);

test('a bad row is refused by its number and column, wherever the text is cut into pieces', async () => {
  const many = fc.array(row, { minLength: 1, maxLength: 20 });
  await fc.assert(
    fc.asyncProperty(many, fc.nat(), spoiled, sizes, async (rows, place, [by, column], of) => {
      const bad = place % rows.length;
      const text = toCsv(rows.map((good, index) => (index === bad ? { ...good, ...by } : good)));
      const bytes = utf8(text.replace('STRAY', 'a"').replace('WIDE', ','));
      const whole = await readOnBoth(bytes, 'csv', {});
      expect(whole).toMatchObject({ row: bad + 1, ...(column !== undefined && { column }) });
      expect(await readOnBoth(bytes, 'csv', { sizes: of })).toEqual(whole);
    }),
    { numRuns: 300 },
  );
});

test('damaged text gives the same on both engines, and never other rows because it is cut elsewhere', async () => {
  const many = fc.array(row, { minLength: 1, maxLength: 12 });
  const damage = fc.tuple(fc.nat(), fc.constantFrom('"', ',', '\n', 'x', '', '\u0000'));
  await fc.assert(
    fc.asyncProperty(many, damage, sizes, async (rows, [place, by], of) => {
      const written = toCsv(rows);
      const at = place % written.length;
      const bytes = utf8(written.slice(0, at) + by + written.slice(at + 1));
      const whole = await readOnBoth(bytes, 'csv', {});
      const cut = await readOnBoth(bytes, 'csv', { sizes: of });
      // With two bad rows, the one that is named depends on what is read at a time.
      if ('message' in whole) expect(cut).toHaveProperty('message');
      else expect(cut).toEqual(whole);
    }),
    { numRuns: 200 },
  );
});

test('a block has at most 65,536 rows, and the file as many as it wants', async () => {
  const [header, line] = toCsv([aCurRow({ description: 'a "quoted" one' })]).split('\n');
  const bytes = utf8(`${header}\n${`${line}\n`.repeat(70_000)}`);
  const source = {
    file: 'x',
    bytes: bytes.length,
    read: async (from: number, to: number) => bytes.slice(from, to),
  };
  const blocks: [number, number][] = [];
  for await (const block of csvSourceBlocks(engines[0], source, 'csv', {
    cost: 'unblended',
    wantsTag: () => false,
  }))
    blocks.push([block.firstRow, block.rows]);
  expect(blocks).toEqual([
    [1, 65_536],
    [65_537, 4_464],
  ]);
});

test('text without a line end is refused before it fills the window', async () => {
  const of = { windowBytes: 5_000, sliceBytes: 300, recordBytesMax: 2_000 };
  const found = await readOnBoth(utf8('x'.repeat(20_000)), 'csv', { sizes: of });
  expect(found).toMatchObject({ message: 'not a CUR 2.0 data file', found: 'no line end' });
});
