import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { CUR } from '../../../shared/adapters/cur/columns.ts';
import { CSV_RECORD_BYTES_MAX, GZIP_RATIO_FREE_BYTES } from '../../../shared/adapters/cur/limits.ts';
import { aCurRow, readCharges, refusalOf, toCsv, utf8 } from '../../builders/cur-file.ts';

const read = (text: string) => readCharges('csv', utf8(text));
const refusal = (text: string) => refusalOf(read(text));
const rows = [
  aCurRow({ description: 'plain' }),
  aCurRow({ description: 'comma, "quoted"\r\nand a second line', unblendedCost: '-7.0E-10' }),
  aCurRow({ description: '"', usageAmount: '1.5E3' }),
];

describe('CSV as exports and editors write it', () => {
  it('reads quoted line ends, doubled quotes and exponents', async () => {
    const { charges } = await read(toCsv(rows));
    expect(charges.map((charge) => charge.description)).toEqual(rows.map((row) => row.description));
    expect(charges.map((charge) => charge.cost)).toEqual(['1', '-0.0000000007', '1']);
    expect(charges[2]?.usageAmount).toBe(1500);
  });

  it.each([
    ['CRLF line ends', toCsv(rows, undefined, '\r\n')],
    ['a byte order mark', `\uFEFF${toCsv(rows)}`],
    ['no final line end', toCsv(rows).trimEnd()],
    ['blank lines', `\n\r\n${toCsv(rows)}\n\r\n\n`],
    ['quoted column names', toCsv(rows).replace(CUR.usageType.name, `"${CUR.usageType.name}"`)],
    ['column names in capitals', toCsv(rows).replace(CUR.usageType.name, CUR.usageType.name.toUpperCase())],
  ])('%s change nothing', async (_what, text) => {
    expect((await read(text)).charges).toEqual((await read(toCsv(rows))).charges);
  });

  it('gives no batch for a file of no bytes, of blank lines, or of a header alone', async () => {
    for (const text of ['', '\n\n', toCsv(rows).split('\n')[0]!, `${toCsv(rows).split('\n')[0]!}\n`]) {
      expect((await read(text)).batchRows).toEqual([]);
    }
    expect((await readCharges('csv.gz', new Uint8Array(0))).batchRows).toEqual([]);
    expect((await readCharges('csv.gz', gzipSync(''))).batchRows).toEqual([]);
  });

  it('takes `{}`, blank and an absent column as no tags, and keys of any name as data', async () => {
    const names = ['__proto__', 'constructor', '', 'iamPrincipal/team'];
    const tags = `{${names.map((name) => `${JSON.stringify(name)}:"v"`).join(',')}}`;
    const { charges } = await read(
      toCsv([aCurRow({ tags }), aCurRow({ tags: '{}' }), aCurRow({ tags: '' })]),
    );
    expect(Object.keys(charges[0]!.tags).sort()).toEqual([...names].sort());
    expect(charges[1]).toEqual(charges[2]);
    expect(({} as Record<string, unknown>)['iamPrincipal/team']).toBeUndefined();
    expect(charges[2]).toEqual((await read(toCsv([aCurRow()]))).charges[0]);
  });

  it('reads resource_tags only where the export has no tags column', async () => {
    const row = aCurRow({ resourceTags: { user_team: 'search' } });
    expect((await read(toCsv([row]))).charges[0]?.tags).toEqual({ user_team: 'search' });
    expect((await read(toCsv([{ ...row, tags: {} }]))).charges[0]?.tags).toEqual({});
  });

  it('keeps the detail of other services out, and counts their rows', async () => {
    const row = aCurRow({ productCode: 'AmazonEC2', description: 'a box', tags: 'not even JSON' });
    const { charges } = await read(toCsv([row, aCurRow()]));
    expect(charges).toHaveLength(2);
    expect(charges[1]).toMatchObject({
      productCode: 'AmazonEC2',
      description: '',
      usageType: '',
      tags: {},
      lineItems: 1,
    });
  });
});

describe('CSV that is refused', () => {
  const [header, first, ...rest] = toCsv(rows).split('\n');
  const bad = (name: string, value: unknown) => toCsv([aCurRow(), aCurRow({ [name]: value as string })]);

  it.each([
    ['a cost with a comma', bad('unblendedCost', '1,5'), CUR.unblendedCost.name],
    ['a cost of NaN', bad('unblendedCost', 'NaN'), CUR.unblendedCost.name],
    ['an infinite cost', bad('unblendedCost', '1e999'), CUR.unblendedCost.name],
    ['a blank cost', bad('unblendedCost', ''), CUR.unblendedCost.name],
    ['a cost with blanks', bad('unblendedCost', ' 1 '), CUR.unblendedCost.name],
    ['an amount in words', bad('usageAmount', 'many'), CUR.usageAmount.name],
    ['an infinite amount', bad('usageAmount', '1e999'), CUR.usageAmount.name],
    ['no start', bad('chargePeriodStart', ''), CUR.chargePeriodStart.name],
    ['a start that is no time', bad('chargePeriodStart', '2026-02-31'), CUR.chargePeriodStart.name],
    ['a start in another century', bad('chargePeriodStart', '1926-11-18'), CUR.chargePeriodStart.name],
    ['a currency that is none', bad('billingCurrency', 'dollars'), CUR.billingCurrency.name],
    ['tags that are a list', bad('tags', '["a"]'), CUR.tags.name],
    ['tags that are cut off', bad('tags', '{"a":"b'), CUR.tags.name],
    ['a product that is no map', bad('product', '7'), CUR.product.name],
  ])('%s, naming row and column', async (_what, text, column) => {
    const failure = await refusal(text);
    expect(failure.kind).toBe('poison');
    expect(failure.detail).toMatchObject({ file: 'x.csv', row: 2, column });
  });

  it.each([
    ['too few values', `${header}\n${first}\na,b\n`],
    ['too many values', `${header}\n${first}\n${first},x\n`],
    ['a quote that never closes', `${header}\n${first}\n"${rest.join('\n')}`],
    ['a quote inside a value', `${header}\n${first}\na"b${first}\n`],
    ['text behind a closing quote', `${header}\n${first}\n"a"b,${first}\n`],
  ])('%s, naming the row', async (_what, text) => {
    const failure = await refusal(text);
    expect(failure.kind).toBe('poison');
    expect(failure.detail).toMatchObject({ file: 'x.csv', row: 2 });
  });

  it('a row longer than any export writes, before it fills the memory', async () => {
    const failure = await refusal(`${header}\n"${'x'.repeat(2 * CSV_RECORD_BYTES_MAX + 70_000)}`);
    expect(failure.detail).toMatchObject({ row: 1 });
  });

  it('a gzip that is cut off, is none, or unpacks to suspiciously much', async () => {
    const packed = gzipSync(toCsv(rows));
    expect((await refusalOf(readCharges('csv.gz', packed.subarray(0, packed.length - 9)))).kind).toBe(
      'poison',
    );
    expect((await refusalOf(readCharges('csv.gz', utf8(toCsv(rows))))).kind).toBe('poison');
    const bomb = gzipSync(
      Buffer.concat([utf8(toCsv(rows)), Buffer.alloc(GZIP_RATIO_FREE_BYTES + 2 * 1024 * 1024, '\n')]),
    );
    expect((await refusalOf(readCharges('csv.gz', bomb))).message).toContain('suspiciously');
    const nested = gzipSync(gzipSync(toCsv(rows)));
    expect((await refusalOf(readCharges('csv.gz', nested))).message).toContain('not a CUR 2.0 data file');
  });
});

describe('columns that decide whether a file is read at all', () => {
  it('a missing needed column is misconfigured, with its name and what to do', async () => {
    const { unblendedCost: _, ...row } = aCurRow();
    const failure = await refusal(toCsv([row]));
    expect(failure.kind).toBe('misconfigured');
    expect(failure.detail.column).toBe(CUR.unblendedCost.name);
    expect(failure.message).toContain('Column selection');
  });

  it.each([
    ['the headers of a legacy report', 'identity/LineItemId,lineItem/UnblendedCost\n1,2\n'],
    ['a legacy report as Athena names it', toCsv([aCurRow()]).replace('\n', ',product_product_name\n')],
    ['flattened tags', toCsv([aCurRow()]).replace('\n', ',resource_tags_user_team\n')],
  ])('%s are refused with what to switch on', async (_what, text) => {
    const failure = await refusal(text);
    expect(failure.kind).toBe('misconfigured');
    expect(failure.message).toContain('legacy Cost and Usage Report');
  });

  it('a narrow selection without any map is still CUR 2.0', async () => {
    expect((await read(toCsv([aCurRow()]))).charges).toHaveLength(1);
  });

  it('a table that is no bill is poison, and so is text', async () => {
    for (const text of ['name,age\nalice,7\n', 'hello', '%PDF-1.7\n\u0000\u0001']) {
      expect((await refusal(text)).kind).toBe('poison');
    }
  });

  it('two columns of one name are refused', async () => {
    const text = toCsv([aCurRow()]).replace(CUR.usageAmount.name, CUR.unblendedCost.name);
    expect((await refusal(text)).detail.column).toBe(CUR.unblendedCost.name);
  });
});
