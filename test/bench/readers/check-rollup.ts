import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { parquetMetadata } from 'hyparquet';
import { CUR } from '../../../shared/adapters/cur/columns.ts';
import { parseDecimal } from '../../../shared/domain/base/decimal.ts';
import { createDice, type Dice } from '../../builders/dice.ts';
import { createEngine } from '../../builders/engine.ts';
import { drawLayout, type ExportLayout, limitsOf } from '../../readers/draw-layout.ts';
import { drawRows } from '../../readers/draw-rows.ts';
import { parquetFile, split } from '../../readers/export-files.ts';
import { type RawMap, type RawRow, type RawValue, WORDS } from '../../readers/raw-row.ts';
import { createSums, type Rollup, rollupOf } from './rollup-charges.ts';
import { allSql, bedrockSql, type SqlFile } from './rollup-sql.ts';

const ENGINES = [createEngine('wasm'), createEngine('twin')] as const;

/** How DuckDB writes a file; LZ4 and brotli are codecs that our reader leaves to the general one. */
const drawCopy = (dice: Dice): string =>
  [
    'FORMAT parquet',
    `COMPRESSION ${dice.pick(['uncompressed', 'snappy', 'snappy', 'gzip', 'zstd', 'brotli', 'lz4_raw'])}`,
    `PARQUET_VERSION ${dice.pick(['V1', 'V2'])}`,
    `DICTIONARY_SIZE_LIMIT ${dice.pick([0, 5, 10_000])}`,
    `ROW_GROUP_SIZE ${dice.pick([2_048, 122_880])}`,
  ].join(', ');

/** Sentences for the exports of a seed that DuckDB sums up otherwise, and how much was compared. */
export async function checkRollups(count: number, seed: number, onProgress: (done: number) => void) {
  const folder = mkdtempSync(join(tmpdir(), 'billhook-rollups-'));
  const instance = await DuckDBInstance.create(':memory:', { threads: '1', memory_limit: '1GB' });
  const connection = await instance.connect();
  await connection.run("SET TimeZone = 'UTC'");
  const found = { files: 0, rows: 0, groups: 0 };
  const wrong: string[] = [];
  try {
    for (let index = 0; index < count; index += 1) {
      const outcome = await checkExport(connection, folder, createDice(seed, index)).catch(
        (error: unknown) => ({
          files: 0,
          rows: 0,
          groups: 0,
          why: error instanceof Error ? error.message : String(error),
        }),
      );
      found.files += outcome.files;
      found.rows += outcome.rows;
      found.groups += outcome.groups;
      if (outcome.why !== undefined) wrong.push(`seed ${seed}, export ${index}: ${outcome.why}`);
      onProgress(index + 1);
    }
  } finally {
    connection.closeSync();
    instance.closeSync();
    rmSync(folder, { recursive: true });
  }
  return { ...found, wrong };
}

async function checkExport(connection: DuckDBConnection, folder: string, dice: Dice) {
  const layout = drawLayout(dice);
  const maps = layout.parquet.writer === 'table' ? layout.parquet.maps : 'map';
  const drawn = drawRows(dice, dice.below(200), limitsOf(layout));
  const rows = maps === 'text' ? drawn.map(withoutTwins) : drawn;
  const files: SqlFile[] = split(rows, layout.files).map((part, index) => {
    const path = join(folder, `drawn-${index}.parquet`);
    writeFileSync(path, parquetFile(part, layout).bytes);
    return sqlFile(path, maps, layout);
  });
  const expected = await rollupBySql(connection, files);
  const options = drawCopy(dice);
  const copies = files.map(({ path }) => path.replace('drawn', 'duckdb'));
  for (const [index, { path }] of files.entries())
    await connection.run(`COPY (SELECT * FROM read_parquet('${path}')) TO '${copies[index]}' (${options})`);
  const stored = { 'as drawn': files.map(({ path }) => path), [`by DuckDB (${options})`]: copies };
  let why: string | undefined;
  for (const [name, paths] of Object.entries(stored)) {
    for (const engine of ENGINES) {
      const ours = await rollupOf(
        engine,
        paths.map((path) => new Uint8Array(readFileSync(path))),
        layout.cost,
      );
      why ??= differenceOf(`${name}, ${engine.kind}`, expected, ours);
    }
  }
  const groups = expected.bedrock.length + expected.all.length;
  return {
    files: 2 * files.length,
    rows: rows.length,
    groups,
    ...(why !== undefined && { why: `${why}\n${JSON.stringify(layout)}` }),
  };
}

function differenceOf(name: string, duck: Rollup, ours: Rollup): string | undefined {
  for (const part of ['all', 'bedrock'] as const) {
    const at = duck[part].findIndex((line, index) => line !== ours[part][index]);
    if (at >= 0 || duck[part].length !== ours[part].length)
      return `${name}: DuckDB has ${duck[part].at(at)}, Billhook ${ours[part].at(at)}`;
  }
  return undefined;
}

function sqlFile(path: string, maps: 'map' | 'text', { cost }: ExportLayout): SqlFile {
  const { schema } = parquetMetadata(new Uint8Array(readFileSync(path)).buffer);
  const names = schema.map(({ name }) => name.toLowerCase());
  return { path, maps, cost, words: WORDS.filter((word) => names.includes(CUR[word].name)) };
}

async function rollupBySql(connection: DuckDBConnection, files: readonly SqlFile[]): Promise<Rollup> {
  const lines = async (sql: string): Promise<readonly string[]> => {
    const sums = createSums();
    for (const [hour, ...cells] of (await connection.runAndReadAll(sql)).getRows()) {
      const texts = cells.map(String);
      const amounts = texts.slice(6).map(parseDecimal);
      const key = texts.slice(0, 5).map((text) => text.replace(/^=/, ''));
      sums.add([Number(hour), ...key], Number(texts[5]), amounts);
    }
    return sums.lines();
  };
  return { bedrock: await lines(bedrockSql(files)), all: await lines(allSql(files)) };
}

const isMap = (value: RawValue): value is RawMap => Array.isArray(value);

/** SQL takes the first of two equal keys in JSON, JavaScript the last, and AWS writes no two. */
const withoutTwins = (row: RawRow): RawRow => {
  const single = (value: RawValue): RawValue => (isMap(value) ? [...new Map(value)] : value);
  return {
    ...row,
    product: single(row.product),
    tags: single(row.tags),
    resourceTags: single(row.resourceTags),
  };
};
