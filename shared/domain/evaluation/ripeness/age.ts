import type { Hour } from '../../base/instant.ts';
import { EVALUATION_DEFAULTS, type EvaluationDefaults } from '../defaults.ts';

/**
 * Age of an hour in one delivery: for how many hours the delivered data goes on after the hour's end. The distance to
 * the end of the data tells more than the clock does, since exports lie eight hours behind one day and twenty the next.
 */
export type Age = number;

/** Hours; from here on nothing is learned any more: what a late credit changes after ten days is no lateness. */
export const FINAL_AGE: Age = 240;

/** Hours; part of what judgement rests on. */
type Limits = Pick<EvaluationDefaults, 'ripeHours' | 'tailHours' | 'lateHours'>;

/** When a delivery was made and where its data ends (exclusive), in UTC hours. */
export interface DeliveredTo {
  readonly executed: Hour;
  readonly through: Hour;
}

/**
 * The hour whose end has age 0: ages count back from it. An export that knows the very hours before it was made still
 * fills them up; and where usage ended days before, it is silence and no late export, so the clock goes on alone.
 */
export function ageZeroOf(
  { executed, through }: DeliveredTo,
  { ripeHours, tailHours, lateHours }: Limits = EVALUATION_DEFAULTS,
): Hour {
  const fresh = executed - (ripeHours - tailHours);
  return Math.max(Math.min(through, fresh), fresh - lateHours);
}

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
