import {
  CLOSING_CHANGED,
  COMMIT_UNITS,
  DAYS,
  GETS_PER_ALERT,
  GETS_PER_DELIVERY,
  GETS_PER_FILE,
  GETS_PER_MILLION_ROWS,
  INACTIVE_DAYS,
  JUDGEMENT_READ_UNITS,
  POINTER_UNITS,
  PUTS_PER_ALERT,
  RIPENESS_UNITS,
  ROLLUP_BYTES_PER_CELL,
  SUMMARY_BYTES_PER_CELL,
  SUPERSEDED_DAYS,
  UPLOAD_PART_BYTES,
  VIEWS_PER_DELIVERY,
} from './coefficients.ts';
import type { LedgerVolume } from './ledger-volume.ts';
import type { InstallationSize } from './size.ts';

/** What is asked of the table and of S3: what each invocation logs as `requests made`. */
export interface Requests {
  readonly writeUnits: number;
  readonly readUnits: number;
  readonly s3Puts: number;
  readonly s3Gets: number;
}

/** Entries that a delivery of the running month writes, as a share of the whole month's, and those of them that replace one. */
export function changedShares({ deliveriesPerDay }: InstallationSize): {
  readonly written: number;
  readonly replaced: number;
} {
  const written = 1 + 1 / deliveriesPerDay - INACTIVE_DAYS;
  return { written: written / DAYS, replaced: Math.max(0, written - 1 / deliveriesPerDay) / DAYS };
}

/** How far a month is: the share of it that has passed, and entries that were superseded and still lie there, as a share. */
export interface Progress {
  readonly filled: number;
  readonly superseded: number;
}

/** Where deliveries have come for longer than superseded entries are kept. */
export function steadyProgress(size: InstallationSize, filled: number): Progress {
  return { filled, superseded: changedShares(size).replaced * size.deliveriesPerDay * SUPERSEDED_DAYS };
}

/** Of one delivery of the running month. */
export function refreshRequests(size: InstallationSize, ledger: LedgerVolume, progress: Progress): Requests {
  return requestsOf(size, ledger, { ...progress, ...changedShares(size) });
}

/** Of one delivery that restates the month before. */
export const closingRequests = (size: InstallationSize, ledger: LedgerVolume): Requests =>
  requestsOf(size, ledger, {
    ...{ filled: 1, superseded: 0 },
    ...{ written: CLOSING_CHANGED, replaced: CLOSING_CHANGED },
  });

interface Shares extends Progress {
  readonly written: number;
  readonly replaced: number;
}

function requestsOf(
  size: InstallationSize,
  ledger: LedgerVolume,
  { filled, superseded, written, replaced }: Shares,
): Requests {
  const files = Math.max(1, size.files * filled);
  const cells = ledger.cells * filled;
  return {
    writeUnits: ledger.writeUnits * (written + replaced) + POINTER_UNITS,
    // The second view finds what was written besides; what is given an end is looked for in its days' partitions.
    readUnits: ledger.viewUnits * (VIEWS_PER_DELIVERY * (filled + superseded) + written + replaced),
    s3Puts: putsOf(cells * ROLLUP_BYTES_PER_CELL) + putsOf(cells * SUMMARY_BYTES_PER_CELL),
    s3Gets:
      files * (GETS_PER_FILE + 1) + (GETS_PER_MILLION_ROWS * size.rows * filled) / 1e6 + GETS_PER_DELIVERY,
  };
}

/** In one, or in parts with a beginning and an end. */
function putsOf(bytes: number): number {
  const parts = Math.ceil(bytes / UPLOAD_PART_BYTES);
  return parts <= 1 ? 1 : parts + 2;
}

export interface Judgement extends Progress {
  /** Months that are read whole, before the newest. */
  readonly monthsBefore: number;
  /** Changes of alerts that are told. */
  readonly messages: number;
  /** Whether the ledger is another one than that of the judgement before. */
  readonly isNews: boolean;
}

/** Of one judgement, which reads its months whole; sending comes later. */
export const judgementRequests = (
  ledger: LedgerVolume,
  { monthsBefore, filled, superseded, messages, isNews }: Judgement,
): Requests => ({
  writeUnits: (isNews ? RIPENESS_UNITS : 0) + messages * COMMIT_UNITS,
  readUnits: ledger.viewUnits * (monthsBefore + filled + superseded) + JUDGEMENT_READ_UNITS,
  s3Puts: messages * PUTS_PER_ALERT,
  s3Gets: messages * GETS_PER_ALERT,
});
