import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { parquetMetadata } from 'hyparquet';
import { parquetHeader } from 'hyparquet/src/column.js';
import type { FileFormat } from '../../shared/domain/delivery/delivery.ts';
import { bulkDeliveries } from '../../shared/synthetic/bulk.ts';
import type { ParquetLook } from '../../shared/synthetic/parquet-leaf.ts';
import { writeDelivery } from '../../shared/synthetic/write-delivery.ts';
import { aCurRow, toCsv, toParquet, utf8 } from '../builders/cur-file.ts';

export interface Range {
  readonly from: number;
  readonly to: number;
}

/** A whole file to be harmed, and where its parts are. */
export interface BaseFile {
  readonly name: string;
  readonly format: FileFormat | 'manifest';
  readonly bytes: Uint8Array;
  /** Metadata at the end; of a text its last tenth. */
  readonly footer: Range;
  readonly pageHeaders: readonly Range[];
  readonly pages: readonly Range[];
}

const FIXTURES = [
  'v1-dictionary-snappy-int96',
  'v1-plain-decimal-micros',
  'v1-text-costs',
  'v2-dictionary-gzip-nanos',
  'v2-required-delta-zstd',
];
const LOOKS: Readonly<Record<string, Partial<ParquetLook>>> = {
  'synthetic v2 dictionary': { pages: 2 },
  'synthetic v1 plain required': { pages: 1, strings: 'plain', columns: 'required' },
  'synthetic v2 delta int96': { pages: 2, strings: 'delta', times: 'int96', dictionaryOffset: false },
};

const someRows = (count: number) =>
  Array.from({ length: count }, (_, i) =>
    aCurRow({
      unblendedCost: i === 3 ? 1234.5678 : (i + 1) / 7,
      usageAmount: i * 3.25,
      lineItemType: i % 5 === 4 ? 'Tax' : 'Usage',
      iamPrincipal: `arn:aws:sts::111122223333:assumed-role/search-api/session-${i % 4}`,
      tags: { 'iamPrincipal/team': i % 2 === 0 ? 'search' : 'fraud' },
    }),
  );

/** Files of every writer and form that the reader takes, each small enough to be read in a few milliseconds. */
export async function baseFiles(): Promise<readonly BaseFile[]> {
  const parquet = FIXTURES.map((name) =>
    parquetBase(
      name,
      new Uint8Array(readFileSync(new URL(`../fixtures/cur/${name}.parquet`, import.meta.url))),
    ),
  );
  parquet.push(parquetBase('hyparquet-writer, 2 kB', toParquet(someRows(4))));
  parquet.push(
    parquetBase('hyparquet-writer, three row groups', toParquet(someRows(30), { rowGroupSize: 10 })),
  );
  for (const [name, look] of Object.entries(LOOKS))
    parquet.push(parquetBase(name, await synthetic('parquet', look)));
  const csv = utf8(toCsv(someRows(40)));
  return [
    ...parquet,
    plainBase('CSV', 'csv', csv),
    plainBase('CSV.gz', 'csv.gz', new Uint8Array(gzipSync(csv))),
    plainBase('synthetic CSV.gz', 'csv.gz', await synthetic('csv')),
    plainBase('manifest', 'manifest', await synthetic('manifest')),
  ];
}

async function synthetic(
  what: 'parquet' | 'csv' | 'manifest',
  look: Partial<ParquetLook> = {},
): Promise<Uint8Array> {
  const plan = { rows: 100, seed: 1, period: '2026-10', principals: 5, deliveries: 1 } as const;
  const [delivery] = bulkDeliveries(plan);
  const place = { bucket: 'b', prefix: '', exportName: 'fuzz', mode: 'overwrite' } as const;
  const format = what === 'parquet' ? 'parquet' : 'csv';
  let found = new Uint8Array();
  const put = async (key: string, bytes: Uint8Array): Promise<void> => {
    if (key.includes(what === 'manifest' ? '/metadata/' : '/data/')) found = new Uint8Array(bytes);
  };
  await writeDelivery(delivery!, { ...place, format, rowsPerFile: 100, look }, { put });
  return found;
}

const plainBase = (name: string, format: BaseFile['format'], bytes: Uint8Array): BaseFile => ({
  name,
  format,
  bytes,
  footer: { from: Math.floor(bytes.length * 0.9), to: bytes.length },
  pageHeaders: [{ from: 0, to: Math.ceil(bytes.length * 0.1) }],
  pages: [{ from: 0, to: bytes.length }],
});

export function parquetBase(name: string, bytes: Uint8Array): BaseFile {
  const metadata = parquetMetadata(bytes);
  const pageHeaders: Range[] = [];
  const pages: Range[] = [];
  for (const { meta_data: meta } of metadata.row_groups.flatMap((group) => group.columns)) {
    const data = Number(meta!.data_page_offset);
    const dictionary = Number(meta!.dictionary_page_offset ?? data);
    const start = Math.min(data, dictionary > 0 ? dictionary : data);
    for (let at = start; at < start + Number(meta!.total_compressed_size); ) {
      const reader = { view: new DataView(bytes.buffer, bytes.byteOffset, bytes.length), offset: at };
      const { compressed_page_size: size } = parquetHeader(reader);
      pageHeaders.push({ from: at, to: reader.offset });
      pages.push({ from: reader.offset, to: reader.offset + size });
      at = reader.offset + size;
    }
  }
  const footer = { from: bytes.length - 8 - metadata.metadata_length, to: bytes.length };
  return {
    name,
    format: 'parquet',
    bytes,
    footer,
    pageHeaders,
    pages: pages.filter(({ from, to }) => to > from),
  };
}
