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
  PERIODS_BEFORE,
  POINTER_UNITS,
  PUTS_PER_ALERT,
  RIPENESS_UNITS,
  ROLLUP_BYTES_PER_CELL,
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

/** Of one delivery of the running month, of which the share `filled` has passed. */
export function refreshRequests(size: InstallationSize, ledger: LedgerVolume, filled: number): Requests {
  const { written, replaced } = changedShares(size);
  return requestsOf(size, ledger, { filled, written, replaced });
}

/** Of one delivery that restates the month before. */
export const closingRequests = (size: InstallationSize, ledger: LedgerVolume): Requests =>
  requestsOf(size, ledger, { filled: 1, written: CLOSING_CHANGED, replaced: CLOSING_CHANGED });

interface Shares {
  readonly filled: number;
  readonly written: number;
  readonly replaced: number;
}

function requestsOf(
  size: InstallationSize,
  ledger: LedgerVolume,
  { filled, written, replaced }: Shares,
): Requests {
  const files = Math.max(1, size.files * filled);
  const rollupParts = Math.ceil((ledger.cells * filled * ROLLUP_BYTES_PER_CELL) / UPLOAD_PART_BYTES);
  return {
    writeUnits: ledger.writeUnits * (written + replaced) + POINTER_UNITS,
    // The versions that are given an end are looked for in their days' partitions.
    readUnits: ledger.viewUnits * (VIEWS_PER_DELIVERY * filled + replaced),
    s3Puts: rollupParts <= 1 ? 1 : rollupParts + 2,
    s3Gets:
      files * (GETS_PER_FILE + 1) + (GETS_PER_MILLION_ROWS * size.rows * filled) / 1e6 + GETS_PER_DELIVERY,
  };
}

/** Of one judgement: three months are read, of which the newest is `filled`. What it tells is told in `messages`. */
export const judgementRequests = (
  ledger: LedgerVolume,
  {
    filled,
    messages,
    isNews,
  }: { readonly filled: number; readonly messages: number; readonly isNews: boolean },
): Requests => ({
  writeUnits: (isNews ? RIPENESS_UNITS : 0) + messages * COMMIT_UNITS,
  readUnits: ledger.viewUnits * (PERIODS_BEFORE + filled) + JUDGEMENT_READ_UNITS,
  s3Puts: messages * PUTS_PER_ALERT,
  s3Gets: messages * GETS_PER_ALERT,
});
