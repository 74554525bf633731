import type { Ripeness } from './ripeness.ts';

const WHOLE = { low: 1, mid: 1, high: 1 };

/** Of series that no later delivery changes: every hour is complete as soon as it is there. */
export const FINAL: Ripeness = {
  shareAt: () => 1,
  ripeAge: () => 0,
  ripeEnd: (_, ageZero) => ageZero,
  judgedEnd: (_, ageZero) => ageZero,
  mainFamilies: [],
  completeness: () => WHOLE,
  finalCost: (known) => ({ low: known, mid: known, high: known }),
  usualLag: 0,
  nextDelivery: undefined,
};
