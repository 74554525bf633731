import { gunzipSync } from 'node:zlib';
import { parquetMetadata, parquetReadObjects, parquetSchema } from 'hyparquet';
import { beforeAll, describe, expect, test } from 'vitest';
import { decimalText } from '../../shared/domain/base/decimal.ts';
import { type BulkOptions, bulkDeliveries } from '../../shared/synthetic/bulk.ts';
import type { DeliveryMode, SyntheticFormat } from '../../shared/synthetic/layout.ts';
import type { ParquetLook } from '../../shared/synthetic/parquet-leaf.ts';
import {
  type WriteOptions,
  type WrittenDelivery,
  writeDelivery,
} from '../../shared/synthetic/write-delivery.ts';
import { createMemorySink, csvRecords, type MemorySink, tenBillionths } from './memory-sink.ts';

const BULK: BulkOptions = { rows: 700, seed: 11, period: '2026-02', principals: 30, deliveries: 1 };

const place = (format: SyntheticFormat, mode: DeliveryMode = 'create-new'): WriteOptions => ({
  bucket: 'bills',
  prefix: 'a/b',
  exportName: 'cur',
  mode,
  format,
  rowsPerFile: 300,
});

async function write(
  options: WriteOptions,
  bulk: BulkOptions = BULK,
): Promise<{ sink: MemorySink; written: WrittenDelivery[] }> {
  const sink = createMemorySink();
  const written: WrittenDelivery[] = [];
  for (const delivery of bulkDeliveries(bulk)) written.push(await writeDelivery(delivery, options, sink));
  return { sink, written };
}

const records = (sink: MemorySink, one: WrittenDelivery): Record<string, string>[] =>
  one.dataKeys.flatMap((key) => csvRecords(sink.files.get(key)!));

const total = (costs: readonly bigint[]): string =>
  decimalText({ units: costs.reduce((sum, cost) => sum + cost, 0n), scale: 10 });

/** Copies: hyparquet reads whole ArrayBuffers. */
const bufferOf = (bytes: Uint8Array): ArrayBuffer => bytes.slice().buffer as ArrayBuffer;

async function parquetRecords(sink: MemorySink, one: WrittenDelivery): Promise<Record<string, unknown>[]> {
  const files = one.dataKeys.map((key) => parquetReadObjects({ file: bufferOf(sink.files.get(key)!) }));
  return (await Promise.all(files)).flat();
}

describe('a written CSV delivery', () => {
  let sink: MemorySink;
  let one: WrittenDelivery;
  let rows: Record<string, string>[];
  beforeAll(async () => {
    const done = await write(place('csv'));
    sink = done.sink;
    one = done.written[0]!;
    rows = records(sink, one);
  });

  test('has exactly the rows that were asked for, in files of the given size', () => {
    expect(rows.length).toBe(700);
    expect(one.rows).toBe(700);
    expect(one.dataKeys.length).toBe(3);
  });

  test('adds up to the stated truth, in all and by line item type, to the last decimal', () => {
    expect(total(rows.map((row) => tenBillionths(row.line_item_unblended_cost!)))).toBe(one.cost);
    for (const [type, truth] of Object.entries(one.byLineItemType)) {
      const some = rows.filter((row) => row.line_item_line_item_type === type);
      expect(some.length).toBe(truth.rows);
      expect(total(some.map((row) => tenBillionths(row.line_item_unblended_cost!)))).toBe(truth.cost);
    }
    expect(Object.keys(one.byLineItemType)).toEqual(['Tax', 'Usage']);
  });

  test('costs exactly its amount times its rate, in both billing shapes', () => {
    const usage = rows.filter((row) => row.line_item_line_item_type === 'Usage');
    const shapes = new Set(usage.map((row) => row.bill_billing_entity));
    expect(shapes).toEqual(new Set(['AWS', 'AWS Marketplace']));
    for (const row of usage) {
      const product =
        tenBillionths(row.line_item_usage_amount!) * tenBillionths(row.line_item_unblended_rate!);
      expect(product).toBe(tenBillionths(row.line_item_unblended_cost!) * 10n ** 10n);
      expect(row.pricing_public_on_demand_cost).toBe(
        row.bill_billing_entity === 'AWS' ? row.line_item_unblended_cost : '0.0',
      );
    }
  });

  test('names each line item once an hour', () => {
    const ids = rows.map((row) => `${row.identity_line_item_id} ${row.identity_time_interval}`);
    expect(new Set(ids).size).toBe(700);
    expect(rows.every((row) => /^[a-z2-7]{52}$/.test(row.identity_line_item_id!))).toBe(true);
  });

  test('keeps null and the empty string apart, as AWS writes them', () => {
    const line = csvText(sink, one).split('\n')[1]!;
    expect(line).toContain(',"","",0.0,,,');
    expect(line).toContain('"Amazon Web Services, Inc."');
  });

  test('has the header of its manifest', () => {
    const manifest = manifestOf(sink, one);
    const header = csvText(sink, one).split('\n')[0]!;
    expect(header).toBe(manifest.columns.map((column) => column.name).join(','));
    expect(manifest.columns.length).toBe(131);
    expect(new Set(manifest.columns.map((column) => column.type))).toEqual(
      new Set(['string', 'double', 'timestamp']),
    );
  });
});

const csvText = (sink: MemorySink, one: WrittenDelivery): string =>
  gunzipSync(sink.files.get(one.dataKeys[0]!)!).toString('utf8');

describe('a written Parquet delivery', () => {
  const LOOKS: readonly (readonly [string, Partial<ParquetLook>])[] = [
    ['pages v2, dictionaries, milliseconds', {}],
    ['pages v1, plain strings, INT96', { pages: 1, strings: 'plain', times: 'int96' }],
    ['delta strings, microseconds, small groups', { strings: 'delta', times: 'micros', rowsPerGroup: 111 }],
    ['REQUIRED columns, no dictionary offset', { columns: 'required', dictionaryOffset: false }],
    ['v1, REQUIRED, delta', { pages: 1, columns: 'required', strings: 'delta', dictionaryOffset: false }],
  ];

  let csv: WrittenDelivery;
  let expected: Record<string, string>[];
  beforeAll(async () => {
    const done = await write(place('csv'));
    csv = done.written[0]!;
    expected = records(done.sink, csv);
  });

  test.each(LOOKS)('holds the same values as the CSV: %s', async (_, look) => {
    const { sink, written } = await write({ ...place('parquet'), look });
    const rows = await parquetRecords(sink, written[0]!);
    expect(rows.length).toBe(700);
    expect(written[0]).toMatchObject({ cost: csv.cost, teams: csv.teams });
    for (const [index, row] of rows.entries()) expect(asCsv(row)).toEqual(withZeroes(expected[index]!, row));
  });

  test('has the columns and types of its manifest', async () => {
    const { sink, written } = await write(place('parquet'));
    const one = written[0]!;
    const { schema } = parquetMetadata(bufferOf(sink.files.get(one.dataKeys[0]!)!));
    const columns = parquetSchema({ schema, row_groups: [] } as never).children.map(({ element }) => ({
      name: element.name,
      type: TYPE_NAMES[element.converted_type ?? element.type ?? ''],
    }));
    expect(columns).toEqual(manifestOf(sink, one).columns);
  });
});

const TYPE_NAMES: Readonly<Record<string, string>> = {
  UTF8: 'string',
  DOUBLE: 'double',
  TIMESTAMP_MILLIS: 'timestamp',
  MAP: 'map',
};

/** A Parquet row as the texts of a CSV record: null and '' are both nothing there. */
function asCsv(row: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(row).map(([name, value]) => {
      if (value === null || value === undefined) return [name, ''];
      if (value instanceof Date) return [name, value.toISOString()];
      if (typeof value === 'object') return [name, JSON.stringify(value)];
      return [name, typeof value === 'number' ? value : String(value)];
    }),
  );
}

/** CSV texts with doubles as numbers; a REQUIRED column has 0.0 where the CSV has nothing. */
const withZeroes = (record: Record<string, string>, row: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(record).map(([name, text]) => [name, typeof row[name] === 'number' ? Number(text) : text]),
  );

interface ManifestFile {
  readonly executionId: string;
  readonly columns: readonly { readonly name: string; readonly type: string }[];
  readonly dataFiles: readonly string[];
}

const manifestOf = (sink: MemorySink, one: WrittenDelivery): ManifestFile =>
  JSON.parse(new TextDecoder().decode(sink.files.get(one.manifestKeys[0]!)));

describe('where a delivery goes', () => {
  test('create-new: a folder of its own, the manifest last and under the plain key too', async () => {
    const { sink, written } = await write(place('parquet'));
    const one = written[0]!;
    const keys = [...sink.files.keys()];
    const folder = `2026-03-04T00:12:34.337Z-${one.executionId}`;
    expect(keys).toEqual([
      `a/b/cur/data/BILLING_PERIOD=2026-02/${folder}/cur-00001.snappy.parquet`,
      `a/b/cur/data/BILLING_PERIOD=2026-02/${folder}/cur-00002.snappy.parquet`,
      `a/b/cur/data/BILLING_PERIOD=2026-02/${folder}/cur-00003.snappy.parquet`,
      `a/b/cur/metadata/BILLING_PERIOD=2026-02/${folder}/cur-Manifest.json`,
      'a/b/cur/metadata/BILLING_PERIOD=2026-02/cur-Manifest.json',
    ]);
    const manifest = manifestOf(sink, one);
    expect(Object.keys(manifest)).toEqual(['executionId', 'exportArn', 'columns', 'dataFiles']);
    expect(manifest.dataFiles).toEqual(one.dataKeys.map((key) => `s3://bills/${key}`));
    expect(manifest.executionId).toBe(one.executionId);
  });

  test('overwrite: the same keys again, surplus chunks emptied', async () => {
    const sink = createMemorySink();
    const [small, large] = [BULK, { ...BULK, rows: 1300 }].map((bulk) => [...bulkDeliveries(bulk)][0]!);
    const before = await writeDelivery(large!, place('csv', 'overwrite'), sink);
    const after = await writeDelivery(
      small!,
      { ...place('csv', 'overwrite'), chunksBefore: before.dataKeys.length },
      sink,
    );
    expect(before.dataKeys.length).toBe(5);
    expect(after.dataKeys).toEqual(before.dataKeys.slice(0, 3));
    expect(before.dataKeys.map((key) => sink.files.get(key)!.length === 0)).toEqual([
      false,
      false,
      false,
      true,
      true,
    ]);
    expect(after.manifestKeys).toEqual(['a/b/cur/metadata/BILLING_PERIOD=2026-02/cur-Manifest.json']);
  });
});

describe('generated months', () => {
  test('are the same bytes for the same seed and others for another', async () => {
    const [first, again, other] = await Promise.all(
      [BULK, BULK, { ...BULK, seed: 12 }].map((bulk) => write(place('parquet'), bulk)),
    );
    expect([...again!.sink.files]).toEqual([...first!.sink.files]);
    expect(other!.written[0]!.cost).not.toBe(first!.written[0]!.cost);
    expect(other!.written[0]!.rows).toBe(700);
  });

  test('restate: a later delivery has every row of the earlier ones, and only the newest hours grow', async () => {
    const { sink, written } = await write(place('csv'), { ...BULK, rows: 2_000, deliveries: 3 });
    const days = written.map((one) => byId(records(sink, one)));
    expect(written.map((one) => one.rows)).toEqual([...written.map((one) => one.rows)].sort((a, b) => a - b));
    expect(written[2]!.rows).toBe(2_000);
    for (const [index, earlier] of days.slice(0, 2).entries()) {
      const grown = new Set<string>();
      for (const [id, row] of earlier) {
        const later = days[index + 1]!.get(id)!;
        const difference =
          tenBillionths(later.line_item_unblended_cost!) - tenBillionths(row.line_item_unblended_cost!);
        expect(difference >= 0n).toBe(true);
        if (difference > 0n && row.line_item_line_item_type === 'Usage') {
          grown.add(row.line_item_usage_start_date!);
        }
      }
      const newest = new Date((written[index]!.dataThrough - 1) * 3_600_000).toISOString();
      expect([...grown]).toEqual([newest]);
    }
  });
});

const byId = (rows: readonly Record<string, string>[]): Map<string, Record<string, string>> =>
  new Map(rows.map((row) => [`${row.identity_line_item_id} ${row.identity_time_interval}`, row]));
