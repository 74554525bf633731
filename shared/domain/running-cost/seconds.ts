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
import type { Progress } from './requests.ts';
import type { InstallationSize } from './size.ts';

/** Seconds of the ingest function for a delivery that writes the share `written` of the month's entries. */
export const ingestSeconds = (
  { rows }: InstallationSize,
  { entries }: LedgerVolume,
  { filled, superseded, written }: Progress & { readonly written: number },
): number =>
  START_SECONDS +
  (rows / 1e6) * filled * SECONDS_PER_MILLION_ROWS +
  entries * (filled + superseded) * VIEWS_PER_DELIVERY * SECONDS_PER_ENTRY_READ +
  entries * written * SECONDS_PER_ENTRY_WRITTEN;

/** Seconds of one judgement: the evaluate function's, or the hourly sweep's. */
export const judgementSeconds = (
  { principals, modelsPerPrincipal }: InstallationSize,
  { entries }: LedgerVolume,
  { filled, superseded }: Progress,
): number =>
  START_SECONDS +
  entries * (PERIODS_BEFORE + filled + superseded) * SECONDS_PER_ENTRY_READ +
  principals * modelsPerPrincipal * SECONDS_PER_SERIES;
