import {
  PERIODS_BEFORE,
  SECONDS_PER_ENTRY_READ,
  SECONDS_PER_ENTRY_WRITTEN,
  SECONDS_PER_MILLION_ROWS,
  SECONDS_PER_SERIES,
  START_SECONDS,
  VIEWS_PER_DELIVERY,
} from './coefficients.ts';
import type { LedgerVolume } from './ledger-volume.ts';
import type { InstallationSize } from './size.ts';

/** Seconds of the ingest function for a delivery that has `filled` of the month and writes the share `written`. */
export const ingestSeconds = (
  { rows }: InstallationSize,
  { entries }: LedgerVolume,
  { filled, written }: { readonly filled: number; readonly written: number },
): number =>
  START_SECONDS +
  (rows / 1e6) * filled * SECONDS_PER_MILLION_ROWS +
  entries * filled * VIEWS_PER_DELIVERY * SECONDS_PER_ENTRY_READ +
  entries * written * SECONDS_PER_ENTRY_WRITTEN;

/** Seconds of one judgement: the evaluate function's, or the hourly sweep's. */
export const judgementSeconds = (
  { principals, modelsPerPrincipal }: InstallationSize,
  { entries }: LedgerVolume,
  filled: number,
): number =>
  START_SECONDS +
  entries * (PERIODS_BEFORE + filled) * SECONDS_PER_ENTRY_READ +
  principals * modelsPerPrincipal * SECONDS_PER_SERIES;
