import {
  CELL_BYTES,
  CELLS_PER_BEDROCK_ROW,
  CELLS_PER_VALUE_DAY,
  DAYS,
  ENTRY_BYTES,
  ROUNDING_UNITS,
} from './coefficients.ts';
import type { InstallationSize } from './size.ts';

/** A ledger of one month as its table holds it, without superseded versions. */
export interface LedgerVolume {
  readonly entries: number;
  readonly cells: number;
  readonly bytes: number;
  /** Read units of one view: a partition is read as a whole, 4 KB a unit. */
  readonly viewUnits: number;
  /** Write units of all entries, once. */
  readonly writeUnits: number;
}

const READ_UNIT_BYTES = 4096;
const WRITE_UNIT_BYTES = 1024;

/** At the month's end: an entry for each principal and day, each region and day, and each value of a tag and day. */
export function ledgerVolume(size: InstallationSize): LedgerVolume {
  const { rows, bedrockShare, principals, activeDays, regions, tagDimensions, tagValues } = size;
  const cells = rows * bedrockShare * CELLS_PER_BEDROCK_ROW;
  const ofValues = (values: number): LedgerVolume => {
    const entries = Math.min(values * DAYS, cells);
    return volumeOf(entries, Math.min(cells, entries * CELLS_PER_VALUE_DAY));
  };
  return [
    volumeOf(Math.min(principals * activeDays, cells), cells),
    ofValues(regions),
    ...Array.from({ length: tagDimensions }, () => ofValues(tagValues)),
  ].reduce(sum);
}

function volumeOf(entries: number, cells: number): LedgerVolume {
  const bytes = entries * ENTRY_BYTES + cells * CELL_BYTES;
  const unitsEach = entries === 0 ? 0 : Math.max(1, bytes / entries / WRITE_UNIT_BYTES + ROUNDING_UNITS);
  return { entries, cells, bytes, viewUnits: bytes / READ_UNIT_BYTES, writeUnits: entries * unitsEach };
}

const sum = (a: LedgerVolume, b: LedgerVolume): LedgerVolume => ({
  entries: a.entries + b.entries,
  cells: a.cells + b.cells,
  bytes: a.bytes + b.bytes,
  viewUnits: a.viewUnits + b.viewUnits,
  writeUnits: a.writeUnits + b.writeUnits,
});
