// node test/bench/read-cur.ts [rows=200000]: control totals of one delivery, against hyparquet's rows and csv-parse.
import { createReadStream, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createGunzip } from 'node:zlib';
import { parse } from 'csv-parse';
import { parquetReadObjects } from 'hyparquet';
import { compressors } from 'hyparquet-compressors';
import { createCurChargeSource } from '../../shared/adapters/cur/charge-source.ts';
import { DEFAULT_ATTRIBUTION } from '../../shared/domain/charge/attribution-settings.ts';
import type { FileFormat } from '../../shared/domain/delivery/delivery.ts';
import { createFold } from '../../shared/domain/ledger/fold.ts';
import { bulkDeliveries } from '../../shared/synthetic/bulk.ts';
import { writeDelivery } from '../../shared/synthetic/write-delivery.ts';
import { compare } from './compare.ts';

const [rows = 200_000] = process.argv.slice(2).map(Number);
const folder = mkdtempSync(join(tmpdir(), 'billhook-bench-'));

async function written(format: 'parquet' | 'csv'): Promise<string> {
  const [delivery] = bulkDeliveries({ rows, seed: 1, period: '2026-10', principals: 200, deliveries: 1 });
  const place = {
    bucket: 'b',
    prefix: '',
    exportName: 'bench',
    mode: 'overwrite',
    format,
    rowsPerFile: rows,
  } as const;
  const path = join(folder, `bench.${format}`);
  await writeDelivery(delivery!, place, {
    put: async (key, bytes) => {
      if (key.includes('/data/')) writeFileSync(path, bytes);
    },
  });
  return path;
}

async function ours(path: string, format: FileFormat): Promise<void> {
  const bytes = readFileSync(path);
  const pin = { bucket: '', key: path, etag: '', bytes: bytes.length, lastModified: 0 };
  const fold = createFold({ attribution: DEFAULT_ATTRIBUTION, billingPeriod: '2026-10' });
  const read = async (start: number, end: number) => bytes.subarray(start, end);
  for await (const batch of createCurChargeSource().open({ pin, format }, read, { cost: 'unblended' }))
    fold.add(batch);
  if (fold.finishTotals().rows !== rows) throw new Error('rows were lost');
}

/** The same columns as objects, and only the sum of the cost. */
async function hyparquetRows(path: string): Promise<void> {
  const bytes = readFileSync(path);
  const file = {
    byteLength: bytes.length,
    slice: (start: number, end?: number) =>
      bytes.buffer.slice(bytes.byteOffset + start, bytes.byteOffset + (end ?? bytes.length)),
  };
  const columns = [
    'line_item_product_code',
    'line_item_usage_type',
    'line_item_unblended_cost',
    'line_item_iam_principal',
    'tags',
  ];
  const all = await parquetReadObjects({ file, columns, compressors });
  if (all.length !== rows) throw new Error('rows were lost');
}

async function csvParse(path: string): Promise<void> {
  let count = 0;
  for await (const _ of createReadStream(path)
    .pipe(createGunzip())
    .pipe(parse({ columns: true })))
    count += 1;
  if (count !== rows) throw new Error('rows were lost');
}

const parquet = await written('parquet');
const csv = await written('csv');
await compare(`Parquet, ${rows} rows`, {
  billhook: () => ours(parquet, 'parquet'),
  'hyparquet, rows of 5 columns': () => hyparquetRows(parquet),
});
await compare(`CSV.gz, ${rows} rows`, {
  billhook: () => ours(csv, 'csv.gz'),
  'csv-parse, rows': () => csvParse(csv),
});
console.info(`peak memory of all ${Math.round(process.resourceUsage().maxRSS / 1_024)} MB`);
rmSync(folder, { recursive: true });
