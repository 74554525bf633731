import type { Fault } from '../../shared/adapters/memory/faults.ts';
import type { Choices } from './choices.ts';

/**
 * How hostile one world is, in permille of calls. Each world has its own mixture, and most kinds are off in most
 * worlds: a fault that always comes with all others hides what it does alone (swarm testing, Groce et al., ISSTA 2012).
 */
export interface Hazards {
  readonly refused: number;
  readonly answerLost: number;
  readonly answerLate: number;
  readonly died: number;
  /** Of the entries of one write that the store says it took and did not. */
  readonly writeDropped: number;
  readonly noticeLost: number;
  readonly noticeTwice: number;
  readonly hintLost: number;
  readonly hintTwice: number;
  /** Of steps at which the clock jumps by minutes. */
  readonly timeJump: number;
  /** Of the port calls that matter most before which the worker stands still for more than a minute. */
  readonly pauses: number;
  /** Of steps at which a sweep starts although no hour has passed. */
  readonly earlySweep: number;
  /** Finance changes budgets while the first deliveries are read and judged. */
  readonly budgetsChange: boolean;
  /** Largest difference between the clocks of two workers, in milliseconds. */
  readonly skewMs: number;
  /** Old and new code side by side. */
  readonly twoVersions: boolean;
  /** How often somebody decides about an alert. */
  readonly people: number;
}

const MINUTE_MS = 60_000;
const RATES: readonly number[] = [0, 0, 10, 40];

export const planHazards = (choices: Choices): Hazards => ({
  refused: choices.of(RATES),
  answerLost: choices.of(RATES),
  answerLate: choices.of([0, 0, 20, 100]),
  died: choices.of(RATES),
  writeDropped: choices.of([0, 0, 0, 50]),
  noticeLost: choices.of([0, 100, 500]),
  noticeTwice: choices.of([0, 300]),
  hintLost: choices.of([0, 100, 500]),
  hintTwice: choices.of([0, 200]),
  timeJump: choices.of([0, 10, 60]),
  pauses: choices.of([0, 0, 150]),
  earlySweep: choices.of([0, 20, 40]),
  budgetsChange: choices.permille(150),
  skewMs: choices.of([0, 5 * MINUTE_MS]),
  twoVersions: choices.permille(250),
  people: choices.of([0, 0, 4]),
});

const PER_MILLE = 1000;

/** What goes wrong with one call; one draw, and 0 is nothing. */
export function faultOf(choices: Choices, hazards: Hazards): Fault {
  const { refused, answerLost, answerLate, died } = hazards;
  const total = refused + answerLost + answerLate + 2 * died;
  if (total === 0) return 'none';
  let left = choices.below(PER_MILLE) - (PER_MILLE - total);
  if (left < 0) return 'none';
  if ((left -= answerLate) < 0) return 'late';
  if ((left -= refused) < 0) return 'before';
  if ((left -= answerLost) < 0) return 'after';
  return left < died ? 'died-before' : 'died-after';
}
