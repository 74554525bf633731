import { parquetWriteBuffer } from 'hyparquet-writer';
import { describe, expect, it } from 'vitest';
import { CUR } from '../../../shared/adapters/cur/columns.ts';
import { aCurRow, readCharges, refusalOf, toParquet, utf8 } from '../../builders/cur-file.ts';

/** The file with the first of these bytes from `from` on replaced by others of the same length. */
function replaced(bytes: Uint8Array, before: Uint8Array, after: Uint8Array, from = 0): Uint8Array {
  const at = Buffer.from(bytes).indexOf(before, from);
  if (at === -1 || before.length !== after.length) throw new Error('there is nothing to replace');
  const changed = bytes.slice();
  changed.set(after, at);
  return changed;
}

const double = (value: number): Uint8Array => new Uint8Array(new Float64Array([value]).buffer);
const refusedBy = (bytes: Uint8Array) => refusalOf(readCharges('parquet', bytes));
const words = { file: 'x.parquet', row: 2 };
const CONTRADICTS = 'contradicts what the file says of its column';

/** Values stand in the pages as they are, and nothing but the footer's claims can tell a changed one. */
function plainFile(): Uint8Array {
  const column = (name: string, type: 'STRING' | 'DOUBLE' | 'TIMESTAMP', data: unknown[]) =>
    ({ name, type, data, encoding: 'PLAIN' }) as const;
  const day = (date: number) => new Date(Date.UTC(2026, 10, date));
  const columnData = [
    column(CUR.lineItemType.name, 'STRING', ['Usage', 'Usage', 'Usage']),
    column(CUR.productCode.name, 'STRING', ['AmazonBedrock', 'AmazonBedrock', 'AmazonEC2']),
    column(CUR.usageType.name, 'STRING', ['a', 'b', 'c']),
    column(CUR.billingCurrency.name, 'STRING', ['USD', 'USD', 'USD']),
    column(CUR.chargePeriodStart.name, 'TIMESTAMP', [day(1), day(2), day(3)]),
    column(CUR.unblendedCost.name, 'DOUBLE', [1.5, 2.5, 3.5]),
    column(CUR.usageAmount.name, 'DOUBLE', [10.25, 20.25, 30.25]),
  ];
  return new Uint8Array(parquetWriteBuffer({ columnData, codec: 'UNCOMPRESSED' }));
}

describe('values that contradict what the footer says of them', () => {
  it('a file as it was written is read', async () => {
    expect((await readCharges('parquet', plainFile())).charges.map(({ cost }) => cost)).toEqual([
      '1.5',
      '2.5',
      '3.5',
    ]);
  });

  it.each([
    ['a cost', CUR.unblendedCost.name, double(2.5), double(4_000.5)],
    ['a usage amount', CUR.usageAmount.name, double(20.25), double(-20.25)],
    ['a text that is too large', CUR.usageType.name, utf8('b\x01\0\0\0c'), utf8('r\x01\0\0\0c')],
    ['a text that is none', CUR.usageType.name, utf8('b\x01\0\0\0c'), Uint8Array.of(0xb2, 1, 0, 0, 0, 99)],
  ])('%s', async (_, column, before, after) => {
    const failure = await refusedBy(replaced(plainFile(), before, after));
    expect(failure).toMatchObject({ kind: 'poison', detail: { ...words, column } });
    expect(failure.message).toContain(CONTRADICTS);
  });

  it('a time', async () => {
    const millis = (date: number) =>
      new Uint8Array(new BigInt64Array([BigInt(Date.UTC(2026, 10, date))]).buffer);
    const failure = await refusedBy(replaced(plainFile(), millis(2), millis(29)));
    expect(failure).toMatchObject({ detail: { ...words, column: CUR.chargePeriodStart.name } });
  });

  it('a column that was renamed in one of two places is not taken for one that the export never had', async () => {
    const bytes = toParquet([aCurRow({ iamPrincipal: 'arn:aws:iam::111122223333:user/ann' })]);
    const [before, after] = ['line_item_iam_principal', 'line_item_iam_prinzipal'].map(utf8);
    const failure = await refusedBy(replaced(bytes, before!, after!));
    expect(failure.message).toBe('a row group does not have the columns of the schema');
    expect(failure.detail).toMatchObject({
      expected: 'line_item_iam_prinzipal',
      found: 'line_item_iam_principal',
    });
  });
});
