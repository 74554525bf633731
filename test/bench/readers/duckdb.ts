// node duckdb.ts FILE [--threads 1] [--fetch] [--no-tag] [--warm 9]: DuckDB keeps the groups and sums them; --fetch brings them to JavaScript.
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { type Answer, COLUMNS, PRODUCT, programArguments, report, TEAM_KEY } from './answer.ts';

const given = programArguments();
/** What groups are by, and where the sums stand behind it. */
const withTag = given.flags['no-tag'] !== true;
const KEYS = withTag ? 4 : 3;

/** The same question to Parquet and to CSV, where everything is text. */
function groupsSql(file: string): string {
  const csv = file.endsWith('.csv.gz');
  const from = csv
    ? `read_csv('${file}', header = true, all_varchar = true, compression = 'gzip')`
    : `read_parquet('${file}')`;
  const number = (column: string) => (csv ? `${column}::DOUBLE` : column);
  const team = csv ? `${COLUMNS.tags}->>'$."${TEAM_KEY}"'` : `${COLUMNS.tags}['${TEAM_KEY}']`;
  return `
    SELECT epoch_ms(${COLUMNS.hour}::TIMESTAMP) AS hour, coalesce(${COLUMNS.principal}, '') AS principal,
      ${withTag ? `coalesce(${team}, '') AS team,` : ''} coalesce(${COLUMNS.usageType}, '') AS usage_type,
      sum(${number(COLUMNS.cost)}) AS cost, sum(${number(COLUMNS.usage)}) AS usage, count(*) AS n
    FROM ${from} WHERE ${COLUMNS.product} = '${PRODUCT}' GROUP BY ${withTag ? '1, 2, 3, 4' : '1, 2, 3'}`;
}

async function kept(connection: DuckDBConnection): Promise<Answer> {
  const totals = 'count(*)::DOUBLE, sum(n)::DOUBLE, sum(cost), sum(usage)';
  const reader = await connection.runAndReadAll(`SELECT ${totals} FROM (${groupsSql(given.file)})`);
  const [groups, rows, cost, usage] = reader.getRows()[0]!.map(Number);
  return { groups: groups!, rows: rows!, cost: cost!, usage: usage! };
}

/** All columns of all groups become JavaScript values, the texts too; three of them are summed. */
async function fetched(connection: DuckDBConnection): Promise<Answer> {
  const result = await connection.stream(groupsSql(given.file));
  const sum = { groups: 0, rows: 0, cost: 0, usage: 0 };
  for (;;) {
    const chunk = await result.fetchChunk();
    if (chunk === null || chunk.rowCount === 0) return sum;
    const columns = chunk.getColumns();
    sum.groups += chunk.rowCount;
    for (let row = 0; row < chunk.rowCount; row += 1) {
      sum.cost += Number(columns[KEYS]![row]);
      sum.usage += Number(columns[KEYS + 1]![row]);
      sum.rows += Number(columns[KEYS + 2]![row]);
    }
  }
}

const instance = await DuckDBInstance.create(':memory:', {
  threads: String(given.flags.threads ?? '1'),
  memory_limit: '2GB',
  preserve_insertion_order: 'false',
});
const connection = await instance.connect();
await report(() => (given.flags.fetch === true ? fetched(connection) : kept(connection)), given);
