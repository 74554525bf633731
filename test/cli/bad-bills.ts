import { CUR, type CurWord } from '../../shared/adapters/cur/columns.ts';
import {
  csv,
  csvGz,
  csvWithout,
  DATA,
  exported,
  HOME,
  legacyCsv,
  legacyParquet,
  MANIFEST,
  parquetCutTo,
  parquetOf,
  parquetWithFooterOf,
  parquetWithZeros,
} from './bad-files.ts';
import type { Files } from './command-line.ts';

export interface BadInput {
  readonly what: string;
  readonly files?: Files;
  /** Split at blanks; `X` stands for the first of `files`. */
  readonly line: string;
  readonly says: RegExp;
  readonly file?: string;
  readonly row?: number;
  readonly column?: string;
  readonly found?: RegExp;
}

const COST = CUR.unblendedCost.name;
const START = CUR.chargePeriodStart.name;
const LEGACY = /legacy Cost and Usage Report.*create a Data Export of type "CUR 2.0"/s;

const PARQUET: readonly BadInput[] = [
  { what: 'Parquet of no bytes', files: { 'a.parquet': '' }, says: /no rows/ },
  { what: 'Parquet cut after 3 bytes', files: { 'a.parquet': parquetCutTo(3) }, says: /not a whole Parquet/ },
  { what: 'Parquet cut at 1,000 bytes', files: { 'a.parquet': parquetCutTo(1000) }, says: /ends in PAR1/ },
  {
    what: 'Parquet that lacks its last byte',
    files: { 'a.parquet': parquetCutTo(-1) },
    says: /ends in PAR1/,
  },
  {
    what: 'Parquet with a hole of zeros',
    files: { 'a.parquet': parquetWithZeros() },
    says: /cannot be read: .*damaged or cut off/,
    // The first column that lies in the hole and is read.
    column: 'bill_billing_entity',
  },
  {
    what: 'Parquet whose footer is said to be too long',
    files: { 'a.parquet': parquetWithFooterOf(0x7fff_ffff) },
    says: /footer cannot be as long as it says/,
    found: /2147483647 bytes/,
  },
  {
    what: 'Parquet whose footer is said to be shorter',
    files: { 'a.parquet': parquetWithFooterOf(17) },
    says: /footer.* cannot be read: the file is damaged/,
  },
  { what: 'a text called .parquet', files: { 'a.parquet': csv() }, says: /not a whole Parquet file/ },
  {
    what: 'Parquet of something else',
    files: { 'a.parquet': parquetOf('city', 'population') },
    says: /not a CUR 2.0 data file/,
    found: /city, population/,
  },
  { what: 'a legacy report, flattened', files: { 'a.parquet': legacyParquet() }, says: LEGACY },
].map((row) => ({ ...row, file: 'a.parquet', line: 'total X' }));

const needed = (Object.keys(CUR) as CurWord[]).filter((word) => CUR[word].required);

const CSV: readonly BadInput[] = [
  ...needed.map((word) => ({
    what: `CSV without ${CUR[word].name}`,
    files: { 'a.csv': csvWithout(word) },
    says: /lacks a column that Billhook needs: edit the Data Export/,
    column: CUR[word].name,
  })),
  ...['1,5', 'abc', 'NaN', 'Infinity', '', '0x10', '1_000'].map((cost) => ({
    what: `a cost of "${cost}"`,
    files: { 'a.csv': csv({ unblendedCost: cost }) },
    says: /the cost cannot be read: not a decimal number/,
    row: 2,
    column: COST,
    found: cost === '' ? /nothing/ : new RegExp(cost),
  })),
  {
    what: 'a date that no calendar has',
    files: { 'a.csv': csv({ chargePeriodStart: '2026-02-30T00:00:00Z' }) },
    says: /cannot be read/,
    row: 2,
    column: START,
    found: /2026-02-30/,
  },
  {
    what: 'a currency that is none',
    files: { 'a.csv': csv({ billingCurrency: 'dollars' }) },
    says: /not a currency/,
    row: 2,
    column: CUR.billingCurrency.name,
    found: /dollars/,
  },
  {
    what: 'tags that are no map',
    files: { 'a.csv': csv({ tags: '{"team":' }) },
    says: /does not hold a map/,
    row: 2,
    column: CUR.tags.name,
  },
  {
    what: 'a quote that is never closed',
    files: { 'a.csv': csv().replace('\nUsage,', '\n"Usage,') },
    says: /quote/,
    row: 1,
  },
  {
    what: 'a file cut off in a quoted value',
    files: { 'a.csv': csv().slice(0, csv().lastIndexOf('}')) },
    says: /quote/,
    row: 3,
  },
  {
    what: 'a row of fewer cells',
    files: { 'a.csv': `${csv()}Usage,x\n` },
    says: /a row does not have the columns of the header/,
    row: 4,
  },
  { what: 'a legacy report', files: { 'a.csv': legacyCsv }, says: LEGACY },
  { what: 'CSV of something else', files: { 'a.csv': 'city,people\nBern,1\n' }, says: /none of the columns/ },
  { what: 'CSV of no bytes', files: { 'a.csv': '' }, says: /no rows/ },
].map((row) => ({ ...row, file: 'a.csv', line: 'total X' }));

const GZIP: readonly BadInput[] = [
  { what: 'gzip cut off', files: { 'a.csv.gz': csvGz().slice(0, 60) }, says: /damaged or cut off/ },
  {
    what: 'a .csv.gz that is not gzip',
    files: { 'a.csv.gz': csv() },
    says: /found bytes that are not gzip|damaged/,
    found: /not gzip/,
  },
  {
    what: 'a file beside its unpacked self',
    files: { 'a.csv.gz': csvGz(), 'a.csv': csv() },
    line: 'total .',
    says: /two files seem to hold the same rows/,
    found: /a\.csv$/,
  },
].map((row) => ({ line: 'total X', ...row, file: 'a.csv.gz' }));

const MANIFESTS: readonly BadInput[] = [
  { what: 'that is not JSON', files: { [MANIFEST]: '{"executionId":', [DATA]: csv() }, says: /not JSON/ },
  {
    what: 'without dataFiles',
    files: exported({ dataFiles: undefined }),
    says: /not a CUR 2.0 manifest/,
    column: 'dataFiles',
    found: /nothing/,
  },
  {
    what: 'that names files of another export',
    files: exported({ dataFiles: ['s3://bills/other/data/BILLING_PERIOD=2026-11/acme-00001.csv'] }),
    says: /files outside its export/,
    found: /s3:\/\/bills\/other/,
  },
  {
    what: 'that names files of another month',
    files: exported({
      dataFiles: [`${HOME}/acme-00001.csv`, `${HOME.replace('11', '10')}/acme-00001.csv`],
    }),
    says: /a file that is not its own/,
    column: 'dataFiles[1]',
    found: /BILLING_PERIOD=2026-10/,
  },
  {
    what: 'that climbs out of its export',
    files: exported({ dataFiles: [`${HOME}/../../../etc/passwd.csv`] }),
    says: /a file that is not its own/,
    column: 'dataFiles[0]',
  },
  {
    what: 'that names a file which does not exist',
    files: exported({ dataFiles: [`${HOME}/acme-00001.csv`, `${HOME}/acme-00002.csv`] }),
    says: /names a data file that is not there/,
    found: /acme-00002\.csv/,
  },
  {
    what: 'that names a file twice',
    files: exported({ dataFiles: [`${HOME}/acme-00001.csv`, `${HOME}/acme-00001.csv`] }),
    says: /names a file twice/,
    column: 'dataFiles[1]',
  },
  {
    what: 'of a legacy report',
    files: exported({ assemblyId: 'a', reportKeys: ['x'], dataFiles: undefined }),
    says: LEGACY,
  },
].map((row) => ({ ...row, what: `a manifest ${row.what}`, line: 'total .', file: MANIFEST }));

const ORC = 'acme/data/BILLING_PERIOD=2026-11/acme-00001.orc';

const PLACES: readonly BadInput[] = [
  {
    what: 'a manifest of files in a format that no export has',
    files: { ...exported({ dataFiles: [`${HOME}/acme-00001.orc`] }), [ORC]: 'ORC' },
    line: 'total .',
    says: /not a data file of a CUR 2.0 export/,
    file: ORC,
    found: /acme-00001\.orc/,
  },
  { what: 'a folder with nothing in it', files: { 'empty/': '' }, line: 'total empty', says: /nothing here/ },
  {
    what: 'a folder with a README alone',
    files: { 'docs/README.md': '# hi' },
    line: 'run docs',
    says: /not a CUR 2.0 export/,
    found: /README\.md/,
  },
  { what: 'a README', files: { 'README.md': '# hi' }, line: 'total X', says: /not a CUR 2.0 export/ },
  { what: 'a path that is not there', line: 'run nowhere', says: /no such file or folder/, file: 'nowhere' },
  { what: 'an S3 address that is none', line: 'run s3://Bad_Bucket/x', says: /not an S3 address/ },
  {
    what: 'dollars and euros in one Bedrock bill',
    files: { 'a.csv': csv({ billingCurrency: 'EUR' }) },
    line: 'run X',
    says: /currenc/,
    found: /EUR/,
  },
];

export const BAD_BILLS = [...PARQUET, ...CSV, ...GZIP, ...MANIFESTS, ...PLACES];
