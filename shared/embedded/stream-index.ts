import { DatabaseSync } from 'node:sqlite';

/**
 * Dynoxide numbers each stream record by the greatest number so far, and has no index for it: every write reads all
 * stream records of the table. With this index a write costs the same at the first record and at the ten-thousandth
 * (measured: 5 ms a batch of 25 instead of 19 ms at 2,000 records, growing). It changes no result; a version with
 * another layout is left as it is.
 */
export function indexStreamRecords(dbPath: string): boolean {
  const database = new DatabaseSync(dbPath, { timeout: 2_000 });
  try {
    database.exec(
      'CREATE INDEX IF NOT EXISTS billhook_stream_sequence ON _stream_records (table_name, CAST(sequence_number AS INTEGER))',
    );
    return true;
  } catch {
    return false;
  } finally {
    database.close();
  }
}
