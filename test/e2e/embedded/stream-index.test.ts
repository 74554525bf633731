import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import { startDynoxide } from '../../../shared/embedded/dynoxide.ts';
import { indexStreamRecords } from '../../../shared/embedded/stream-index.ts';

test('the number of the next stream record is looked up in an index, not by reading every record', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'tables-'));
  const dbPath = join(folder, 'tables.db');
  const dynoxide = await startDynoxide({ dbPath });
  const planOf = (): string => {
    const database = new DatabaseSync(dbPath);
    const [step] = database
      .prepare(
        `EXPLAIN QUERY PLAN SELECT COALESCE(MAX(CAST(sequence_number AS INTEGER)), 0) + 1
         FROM _stream_records WHERE table_name = 'billhook'`,
      )
      .all();
    database.close();
    return String(step?.detail);
  };
  try {
    expect(planOf()).not.toContain('INDEX');
    expect(indexStreamRecords(dbPath)).toBe(true);
    expect(planOf()).toContain('USING COVERING INDEX');
  } finally {
    await dynoxide.stop();
    rmSync(folder, { recursive: true });
  }
});
