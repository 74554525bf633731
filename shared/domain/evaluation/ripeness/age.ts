import type { Hour } from '../../base/instant.ts';
import { EVALUATION_DEFAULTS } from '../defaults.ts';

/**
 * Age of an hour in one delivery: for how many hours the delivered data goes on after the hour's end. The distance to
 * the end of the data tells more than the clock does, since exports lie eight hours behind one day and twenty the next.
 */
export type Age = number;

/** Hours; from here on nothing is learned any more: what a late credit changes after ten days is no lateness. */
export const FINAL_AGE: Age = 240;

const { ripeHours, tailHours, lateHours } = EVALUATION_DEFAULTS;
/** An export that knows the very hour it is made in still fills up as far back as this. */
const FRESH_HOURS = ripeHours - tailHours;
/** Where usage ended longer ago than this, it is silence and no late export: the clock goes on alone. */
const SILENT_HOURS = lateHours + FRESH_HOURS;

/** When a delivery was made and where its data ends (exclusive), in UTC hours. */
export interface DeliveredTo {
  readonly executed: Hour;
  readonly through: Hour;
}

/** The hour whose end has age 0: ages count back from it. */
export const ageZeroOf = ({ executed, through }: DeliveredTo): Hour =>
  Math.max(Math.min(through, executed - FRESH_HOURS), executed - SILENT_HOURS);

/** First ages of the steps in which ripeness is learned: hours while it changes fast, days when it hardly does. */
export const AGE_STEPS: readonly Age[] = [
  0, 1, 2, 3, 4, 5, 6, 8, 10, 12, 15, 18, 21, 24, 28, 32, 36, 42, 48, 60, 72, 96, 120, 168, 240,
];

/** Looked up for every hour of every delivery. */
const STEP_OF_AGE: Uint8Array = Uint8Array.from({ length: FINAL_AGE + 1 }, (_, age) =>
  AGE_STEPS.findLastIndex((first) => first <= age),
);

/** Index of the step that a whole age falls into; -1 below age 0: the data has not come as far. */
export const ageStepOf = (age: Age): number => (age < 0 ? -1 : STEP_OF_AGE[Math.min(age, FINAL_AGE)]!);
