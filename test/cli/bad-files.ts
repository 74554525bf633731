import { gzipSync } from 'node:zlib';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { CUR, type CurWord } from '../../shared/adapters/cur/columns.ts';
import { aCurRow, type CurRow, toCsv, toParquet } from '../builders/cur-file.ts';
import { aSpend } from '../builders/export-files.ts';

/** Three hours of usage, the middle one with something wrong about it: data row 2. */
export const rows = (wrong: CurRow = {}): readonly CurRow[] => [
  aSpend('search', 1, { hour: '2026-11-18T05' }),
  aSpend('search', 2, { hour: '2026-11-18T06', ...wrong }),
  aSpend('fraud', 3, { hour: '2026-11-18T07' }),
];

export const csv = (wrong?: CurRow): string => toCsv(rows(wrong));

export const csvWithout = (word: CurWord): string =>
  toCsv(
    rows(),
    (Object.keys(rows()[0]!) as CurWord[]).filter((one) => one !== word),
  );

export const csvGz = (): Uint8Array => new Uint8Array(gzipSync(csv()));

const whole = toParquet(rows(), { words: Object.keys(aCurRow()) as CurWord[] });

export const parquetCutTo = (bytes: number): Uint8Array =>
  whole.slice(0, bytes < 0 ? whole.length + bytes : bytes);

/** The first pages read as zeros: what a disk gives for a hole. */
export const parquetWithZeros = (): Uint8Array => whole.slice().fill(0, 4, 400);

/** The length of the footer, 8 bytes before the end, as another number. */
export function parquetWithFooterOf(bytes: number): Uint8Array {
  const copy = whole.slice();
  new DataView(copy.buffer).setUint32(copy.length - 8, bytes, true);
  return copy;
}

export const parquetOf = (...columns: readonly string[]): Uint8Array =>
  new Uint8Array(
    parquetWriteBuffer({
      columnData: columns.map((name) => ({ name, data: ['x'], type: 'STRING' as const })),
    }),
  );

/** A legacy report as Athena's crawler flattens it. */
export const legacyParquet = (): Uint8Array =>
  parquetOf(CUR.lineItemType.name, CUR.unblendedCost.name, 'product_product_name', 'resource_tags_user_team');

export const legacyCsv = 'identity/LineItemId,lineItem/LineItemType,lineItem/UnblendedCost\nx,Usage,1\n';

export const MANIFEST = 'acme/metadata/BILLING_PERIOD=2026-11/acme-Manifest.json';
export const HOME = 's3://bills/acme/data/BILLING_PERIOD=2026-11';
export const DATA = 'acme/data/BILLING_PERIOD=2026-11/acme-00001.csv';

/** A whole export in overwrite mode, with a manifest that says `fields`. */
export const exported = (fields: Readonly<Record<string, unknown>> = {}) => ({
  [DATA]: csv(),
  [MANIFEST]: JSON.stringify({
    executionId: 'execution-1',
    exportArn: 'arn:aws:bcm-data-exports:us-east-1:111122223333:export/acme',
    columns: [],
    dataFiles: [`${HOME}/acme-00001.csv`],
    ...fields,
  }),
});
