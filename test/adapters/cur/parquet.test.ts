import { readFileSync } from 'node:fs';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { describe, expect, it } from 'vitest';
import { createCurChargeSource } from '../../../shared/adapters/cur/charge-source.ts';
import { CUR, type CurWord } from '../../../shared/adapters/cur/columns.ts';
import { coalesce } from '../../../shared/adapters/cur/parquet/ranges.ts';
import { Failure } from '../../../shared/domain/base/failure.ts';
import {
  aCurRow,
  type CurRow,
  type Reading,
  readCharges,
  refusalOf,
  toCsv,
  toParquet,
  utf8,
} from '../../builders/cur-file.ts';

const fixture = (name: string) =>
  new Uint8Array(readFileSync(new URL(`../../fixtures/cur/${name}`, import.meta.url)));
const many = (count: number, change: (index: number) => CurRow = () => ({})): readonly CurRow[] =>
  Array.from({ length: count }, (_, index) => aCurRow({ unblendedCost: index / 100, ...change(index) }));

describe('row groups', () => {
  it('of one row, of all rows and of none give the same charges, and batches stay within their bound', async () => {
    const rows = many(66_000, (index) => ({ regionCode: `Region${index % 50}` }));
    const whole = await readCharges('parquet', toParquet(rows, { rowGroupSize: 66_000 }));
    const parts = await readCharges('parquet', toParquet(rows, { rowGroupSize: 30_000 }));
    expect(whole.batchRows).toEqual([65_536, 464]);
    expect(parts.batchRows).toEqual([30_000, 30_000, 6_000]);
    const told = ({ charges }: Reading) =>
      charges.map(({ cost, regionCode }) => `${cost} ${regionCode}`).join();
    expect(told(parts) === told(whole)).toBe(true);
    const few = await readCharges('parquet', toParquet(rows.slice(0, 5), { rowGroupSize: 1 }));
    expect(few.charges).toEqual(whole.charges.slice(0, 5));
    const none = await readCharges('parquet', toParquet([], { words: Object.keys(aCurRow()) as CurWord[] }));
    expect(none.batchRows).toEqual([]);
  });

  it('read like CSV of the same rows, in another column order and with columns nobody asked for', async () => {
    const rows = many(300, (index) => ({
      tags: { 'iamPrincipal/team': `t${index % 3}` },
      regionCode: `Region${index % 7}`,
    }));
    const words = [...Object.keys(rows[0]!)].reverse() as CurWord[];
    const parquet = await readCharges('parquet', toParquet(rows, { words, rowGroupSize: 100 }));
    const csv = toCsv(rows).replaceAll('\n', ',more\n').replace(',more', ',Some_New_Column');
    expect(parquet.charges).toEqual((await readCharges('csv', utf8(csv))).charges);
  });
});

describe('bytes', () => {
  it('of columns that are not needed are not fetched: no detail without Bedrock, no resources of models that have a name', async () => {
    const wide = (productCode: string, usageType: string) => {
      const rows = many(20_000, (index) => ({
        productCode,
        usageType,
        resourceId: `arn:aws:${productCode}:${index * 7919}`,
      }));
      const columnData = Object.keys(rows[0]!).map((word) => ({
        name: CUR[word as keyof CurRow].name,
        data: rows.map((row) => row[word as keyof CurRow] as string),
      }));
      const noise = rows.map((_, index) => `${Math.imul(index, 0x9e3779b1)}`.repeat(6));
      // 600 kB of noise at the end too, so that the footer's own request does not bring the columns along.
      return new Uint8Array(
        parquetWriteBuffer({
          columnData: [
            { name: 'identity_line_item_id', data: noise },
            ...columnData,
            { name: 'zzz', data: noise },
          ],
          codec: 'UNCOMPRESSED',
          rowGroupSize: 20_000,
        }),
      );
    };
    const [ec2, named, unnamed] = [
      wide('AmazonEC2', 'BoxUsage:m7g.large'),
      wide('AmazonBedrock', 'USE1-Claude4.6Sonnet-input-tokens'),
      wide('AmazonBedrock', 'USE1-nobody-knows'),
    ];
    const [plain, detailed, late] = [
      await readCharges('parquet', ec2),
      await readCharges('parquet', named),
      await readCharges('parquet', unnamed),
    ];
    const fetched = ({ bytesRead }: Reading) => bytesRead - 524_288;
    expect(fetched(late)).toBeLessThan(unnamed.length * 0.3);
    expect(fetched(plain)).toBeLessThan(fetched(late) * 0.6);
    const resourceBytes = 20_000 * 20;
    expect(fetched(detailed)).toBeLessThan(fetched(late) - resourceBytes);
    expect(late.requests).toBeLessThan(8);
  });

  it('of a small file are fetched at once', async () => {
    expect((await readCharges('parquet', toParquet(many(3)))).requests).toBe(1);
  });

  it('of neighbours are joined over small gaps, never beyond a size that keeps several in flight', () => {
    const [kib, mib] = [1024, 1024 * 1024];
    const range = (start: number, end: number) => ({ start, end });
    expect(coalesce([range(200 * kib, 210 * kib), range(0, 100 * kib), range(164 * kib, 200 * kib)])).toEqual(
      [range(0, 210 * kib)],
    );
    expect(coalesce([range(0, 100 * kib), range(164 * kib + 1, 200 * kib)])).toHaveLength(2);
    expect(coalesce([range(0, 10 * mib), range(10 * mib, 20 * mib)])).toHaveLength(2);
  });
});

describe('Parquet that is refused', () => {
  const bad = (name: string, value: unknown) =>
    readCharges('parquet', toParquet([aCurRow(), aCurRow({ [name]: value as string })]));

  it.each([
    ['a cost of NaN', 'unblendedCost', Number.NaN],
    ['an infinite cost', 'unblendedCost', Number.POSITIVE_INFINITY],
    ['no cost', 'unblendedCost', undefined],
    ['an infinite amount', 'usageAmount', Number.NEGATIVE_INFINITY],
    ['no start', 'chargePeriodStart', undefined],
    ['a start in another century', 'chargePeriodStart', '1926-11-18T00:00:00Z'],
    ['no currency', 'billingCurrency', undefined],
    ['tags that are no map', 'tags', '[]'],
  ])('%s, naming file, row and column', async (_what, word, value) => {
    const failure = await refusalOf(bad(word, value));
    expect(failure.kind).toBe('poison');
    expect(failure.detail).toMatchObject({
      file: 'x.parquet',
      row: 2,
      column: CUR[word as keyof CurRow].name,
    });
  });

  it('a column of a type that cannot be, with what was found and what was expected', async () => {
    const columnData = Object.entries(aCurRow()).map(([word, value]) => ({
      name: CUR[word as keyof CurRow].name,
      data: [word === 'usageType' ? 7 : word === 'chargePeriodStart' ? true : (value as string)],
    }));
    const failure = await refusalOf(
      readCharges('parquet', new Uint8Array(parquetWriteBuffer({ columnData }))),
    );
    expect(failure.kind).toBe('misconfigured');
    expect(failure.detail).toMatchObject({ column: CUR.usageType.name, expected: 'text', found: 'INT32' });
  });

  it('a missing column, a legacy report, and a table that is no bill', async () => {
    const { usageType: _, ...row } = aCurRow();
    expect((await refusalOf(readCharges('parquet', toParquet([row])))).detail.column).toBe(
      CUR.usageType.name,
    );
    const table = (name: string) =>
      new Uint8Array(parquetWriteBuffer({ columnData: [{ name, data: ['x'] }] }));
    const legacy = await refusalOf(readCharges('parquet', table('product_product_name')));
    expect([legacy.kind, legacy.message]).toEqual(['misconfigured', expect.stringContaining('legacy')]);
    expect((await refusalOf(readCharges('parquet', table('status')))).kind).toBe('poison');
  });

  it('bytes that are no Parquet, an encrypted file, and a footer longer than its file', async () => {
    const long = fixture('v1-text-costs.parquet');
    new DataView(long.buffer).setUint32(long.length - 8, long.length, true);
    for (const bytes of [
      utf8('x'),
      utf8('PAR1'.repeat(3)),
      utf8('a,b\n1,2\n1,2\n'),
      utf8(`${'x'.repeat(40)}PARE`),
      long,
    ]) {
      expect((await refusalOf(readCharges('parquet', bytes))).kind).toBe('poison');
    }
  });

  it('every truncation of a file', async () => {
    const whole = fixture('v1-text-costs.parquet');
    for (let length = 1; length < whole.length; length += 13) {
      expect((await refusalOf(readCharges('parquet', whole.slice(0, length)))).kind).toBe('poison');
    }
  });

  it("a store that fails or answers short is not the file's fault", async () => {
    const pin = { bucket: 'b', key: 'x', etag: 'e', bytes: 1000, lastModified: 0 };
    const open = (read: () => Promise<Uint8Array>) => {
      const batches = createCurChargeSource().open({ pin, format: 'parquet' }, read, { cost: 'unblended' });
      return batches[Symbol.asyncIterator]().next();
    };
    expect((await refusalOf(open(async () => new Uint8Array(999)))).kind).toBe('retryable');
    expect((await refusalOf(open(() => Promise.reject(new Error('socket hang up'))))).kind).toBe('retryable');
    const torn = new Failure('retryable', 'the object changed');
    expect(await refusalOf(open(() => Promise.reject(torn)))).toBe(torn);
  });
});
