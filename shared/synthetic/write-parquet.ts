import type { FileMetaData, RowGroup, SchemaElement } from 'hyparquet';
import { ByteWriter } from 'hyparquet-writer';
import { writeMetadata } from 'hyparquet-writer/src/metadata.js';
import { type Bill, FILLED_COLUMNS } from './cells.ts';
import { type PageCache, writeChunk } from './parquet-chunk.ts';
import { columnLeaves } from './parquet-columns.ts';
import { type ParquetLook, schemaElements } from './parquet-leaf.ts';
import { createGroupRows, type GroupRows } from './parquet-rows.ts';
import type { RowBlock, Series } from './series.ts';

/** One Parquet file under construction, in memory: rows in, row groups of `rowsPerGroup` written as they fill. */
export interface ParquetFile {
  readonly rows: () => number;
  readonly append: (series: readonly Series[], block: RowBlock, from: number, to: number) => void;
  readonly finish: () => Uint8Array;
}

export function createParquetFile(bill: Bill, look: ParquetLook): ParquetFile {
  const writer = new ByteWriter(1 << 20);
  writer.appendBytes(MAGIC);
  const groups: RowGroup[] = [];
  const group = createGroupRows(bill, look.rowsPerGroup);
  let rows = 0;
  const flush = (): void => {
    if (group.rows() > 0) groups.push(writeGroup(writer, group, bill, look));
    group.clear();
  };
  return {
    rows: () => rows,
    append(series, block, from, to) {
      let at = from;
      while (at < to) {
        const take = Math.min(to - at, look.rowsPerGroup - group.rows());
        group.append(series, block, at, at + take);
        at += take;
        if (group.rows() === look.rowsPerGroup) flush();
      }
      rows += to - from;
    },
    finish() {
      flush();
      const start = writer.offset;
      writeMetadata(writer, footer(groups, rows, look));
      writer.appendUint32(writer.offset - start);
      writer.appendBytes(MAGIC);
      return writer.getBytes();
    },
  };
}

const MAGIC = new TextEncoder().encode('PAR1');

function writeGroup(writer: ByteWriter, group: GroupRows, bill: Bill, look: ParquetLook): RowGroup {
  const cache: PageCache = new Map();
  const start = writer.offset;
  const columns = FILLED_COLUMNS.flatMap((column) =>
    columnLeaves(column, group, bill, look).map((leaf) => writeChunk(writer, leaf, look, cache)),
  );
  const size = columns.reduce((sum, chunk) => sum + (chunk.meta_data?.total_uncompressed_size ?? 0n), 0n);
  return {
    columns,
    total_byte_size: size,
    num_rows: BigInt(group.rows()),
    file_offset: BigInt(start),
    total_compressed_size: BigInt(writer.offset - start),
  };
}

function footer(groups: RowGroup[], rows: number, look: ParquetLook): FileMetaData {
  const schema: SchemaElement[] = [
    { name: 'spark_schema', num_children: FILLED_COLUMNS.length },
    ...FILLED_COLUMNS.flatMap((column) => schemaElements(column, look)),
  ];
  return {
    version: look.pages,
    schema,
    num_rows: BigInt(rows),
    row_groups: groups,
    created_by: 'billhook synthetic export',
    metadata_length: 0,
  };
}
