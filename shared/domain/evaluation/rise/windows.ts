import type { Hour } from '../../base/instant.ts';
import type { JudgedTime } from '../series/judged-time.ts';

/** Sums over windows are judged, not points: short ones catch loops, long ones creep. */
export interface WindowShape {
  readonly hours: number;
  /** Nearest earlier day it is compared with; far for long windows, so that a creep cannot hide in its own past. */
  readonly firstLag: number;
  /** The floor in dollars, times this. */
  readonly dollars: number;
  /** Least percent above the usual, whatever the floors say. */
  readonly percent: number;
  /** Added to the score limit. */
  readonly extraScore: number;
  /** Two halves that must both be rare; the lesser score counts times this. */
  readonly halves?: number;
}

const RIPE: readonly WindowShape[] = [
  { hours: 3, firstLag: 1, dollars: 1, percent: 0, extraScore: 0 },
  { hours: 12, firstLag: 1, dollars: 1, percent: 0, extraScore: 0 },
  { hours: 24, firstLag: 1, dollars: 1, percent: 0, extraScore: 0 },
  { hours: 48, firstLag: 2, dollars: 1.5, percent: 0, extraScore: 0, halves: 1.5 },
  { hours: 72, firstLag: 14, dollars: 2, percent: 50, extraScore: 0 },
  { hours: 168, firstLag: 14, dollars: 3, percent: 50, extraScore: 0 },
];

/**
 * Windows that end in hours which still fill up. What has arrived can only grow, so a rise that shows already is one;
 * the higher bar is for restatements, which are likeliest in the newest hours.
 */
const UNRIPE: readonly WindowShape[] = [
  { hours: 3, firstLag: 1, dollars: 2, percent: 100, extraScore: 1 },
  { hours: 12, firstLag: 1, dollars: 2, percent: 100, extraScore: 1 },
  { hours: 24, firstLag: 1, dollars: 2, percent: 100, extraScore: 1 },
];

/** Nearest earlier day that a window of so many hours is compared with. */
export const firstLagOf = (hours: number): number =>
  RIPE.find((shape) => shape.hours === hours)?.firstLag ?? 1;

/**
 * Whether any window costs its part of a floor in currency units: no other can be a rise, and most models have none, so
 * that they need not be summed up. Asked of tens of thousands at a time.
 */
export function mayRise(
  time: Pick<JudgedTime, 'ripeEnd'>,
  slowEnds: readonly Hour[],
  costSince: (hour: Hour) => number,
  floor: number,
): boolean {
  // Hours after an end are in the sum too, so windows that end in hours that still fill up, at twice the floor, are below.
  return isDearAt(time.ripeEnd, costSince, floor) || slowEnds.some((end) => isDearAt(end, costSince, floor));
}

function isDearAt(end: Hour, costSince: (hour: Hour) => number, floor: number): boolean {
  for (const { hours, dollars } of RIPE)
    if (costSince(end - hours) >= floor * dollars * Math.min(1, hours / 24)) return true;
  return false;
}

/** `slowEnds`: where the data of models that are billed later than others end; long windows and short ones end there, too. */
export function windowsOf(
  time: JudgedTime,
  slowEnds: readonly Hour[] = [],
): readonly { readonly shape: WindowShape; readonly end: Hour }[] {
  const ripe = RIPE.filter((shape) => shape.hours % time.step === 0);
  const unripe = time.dataEnd > time.ripeEnd ? UNRIPE : [];
  return [
    ...[time.ripeEnd, ...slowEnds].flatMap((end) => ripe.map((shape) => ({ shape, end }))),
    ...unripe.map((shape) => ({ shape, end: time.dataEnd })),
  ];
}
