import type { RiseKind } from './facts.ts';

/** Hours that a level must hold: a whole day, so that one long shift is no new level. */
const STEP_HOURS = 24;
/** Part of its mean that the last third still has where the level holds. */
const STEP_HOLDS = 0.6;
/** Hours from which a climb is slow: the windows that catch creeps begin with three days. */
const CREEP_HOURS = 72;
/** Of the last quarter, what the first had: less of it is a climb and no level. */
const CREEP_FIRST = 0.5;

/** What a rise looks like, from its cost above the usual by hour since it began, oldest first. */
export function riseKindOf(excess: readonly number[]): RiseKind {
  const quarter = Math.floor(excess.length / 4);
  const third = Math.floor(excess.length / 3);
  if (excess.length >= CREEP_HOURS) {
    const [first, last] = [mean(excess.slice(0, quarter)), mean(excess.slice(-quarter))];
    if (last > 0 && first < CREEP_FIRST * last) return 'creep';
  }
  if (excess.length < STEP_HOURS) return 'spike';
  const whole = mean(excess);
  return whole > 0 && mean(excess.slice(-third)) >= STEP_HOLDS * whole ? 'step' : 'spike';
}

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;
