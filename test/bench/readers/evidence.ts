// node test/bench/readers/evidence.ts [--format csv] [--mode overwrite]: DuckDB runs the query of every alert that the demo's story tells, over the very files.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { processIo } from '../../../functions/cli/io.ts';
import { createFileObjectStore } from '../../../shared/adapters/local/file-object-store.ts';
import { parsePico } from '../../../shared/domain/base/money.ts';
import type { EvidencePack } from '../../../shared/domain/evidence/pack.ts';
import { csvSource } from '../../../shared/domain/evidence/query/query.ts';
import { EXPORT_NAME } from '../../../shared/synthetic/company.ts';
import { demoStory } from '../../builders/demo-story.ts';
import { PREFIX } from '../../builders/flow-world.ts';

const { values } = parseArgs({ options: { format: { type: 'string' }, mode: { type: 'string' } } });
const format = values.format === 'csv' ? 'csv' : 'parquet';
const mode = values.mode === 'overwrite' ? 'overwrite' : 'create-new';
const io = processIo();
const root = mkdtempSync(join(tmpdir(), 'billhook-evidence-'));

/** The query as it stands in the pack, with the place of the files put in. */
function queryOf({ query }: EvidencePack): string {
  const placed = query.duckdb.replaceAll("'EXPORT/", `'${root}/${PREFIX}/${EXPORT_NAME}/`);
  if (format === 'parquet') return placed;
  const [, files = ''] = /read_parquet\((\[[^\]]*\])/.exec(placed) ?? [];
  return placed.replace(
    /read_parquet\(\[[^\]]*\][^)]*\)/,
    csvSource(files.replaceAll('.parquet', '.csv.gz')),
  );
}

async function sumIn(connection: DuckDBConnection, sql: string): Promise<string> {
  const reader = await connection.runAndReadAll(
    `SELECT CAST(cost AS VARCHAR) FROM (${sql.replace(/;$/, '')}) WHERE hour IS NULL`,
  );
  return String(reader.getRows()[0]?.[0] ?? '0');
}

let right = 0;
const wrong: string[] = [];
const rules = new Map<string, number>();
const started = performance.now();
try {
  const instance = await DuckDBInstance.create(':memory:', { threads: '2', memory_limit: '2GB' });
  const connection = await instance.connect();
  const objects = createFileObjectStore({ root });
  for await (const { delivery, packs } of demoStory({ format, mode, objects })) {
    io.err(`${delivery.period} ${new Date(delivery.executedAt).toISOString()}: ${packs.length} told\n`);
    for (const pack of packs) {
      const sum = await sumIn(connection, queryOf(pack));
      rules.set(pack.rule.name, (rules.get(pack.rule.name) ?? 0) + 1);
      if (parsePico(sum) === parsePico(pack.amount.cost)) right += 1;
      else wrong.push(`${pack.alertId} version ${pack.alertVersion}: ${sum} instead of ${pack.amount.cost}`);
    }
  }
  connection.closeSync();
} finally {
  rmSync(root, { recursive: true, force: true });
}
const seconds = ((performance.now() - started) / 1000).toFixed(1);
io.out(
  `${right} of ${right + wrong.length} queries gave the message's amount exactly (${format}, ${mode}, ${[...rules].map(([rule, count]) => `${rule} ${count}`).join(', ')}; ${seconds} s)\n`,
);
for (const line of wrong) io.out(`${line}\n`);
if (wrong.length > 0) process.exitCode = 1;
