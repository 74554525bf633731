import type { BillingPeriod } from '../domain/base/period.ts';
import type { LedgerEntry } from '../domain/ledger/entry.ts';
import type { Statement } from '../domain/report/statement.ts';

export interface StatementFile {
  /** `statement-2026-10.csv` */
  readonly name: string;
  readonly type: string;
  readonly bytes: Uint8Array;
  /** Of the bytes, as hex. */
  readonly sha256: string;
}

/** Statements as files for other programs: CSV, JSON, XLSX, and FOCUS 1.2 rows. */
export interface StatementArchive {
  /** Equal statements give equal bytes, but for XLSX, which carries the time it was made. */
  render(statement: Statement, entries: readonly LedgerEntry[]): Promise<readonly StatementFile[]>;
  /** Keeps the files of a month that was told; what is kept already stays as it is, and is what comes back. */
  keep(
    exportName: string,
    period: BillingPeriod,
    files: readonly StatementFile[],
  ): Promise<readonly StatementFile[]>;
  /** As kept, by name; empty where the month was not told yet. */
  kept(exportName: string, period: BillingPeriod): Promise<readonly StatementFile[]>;
}
