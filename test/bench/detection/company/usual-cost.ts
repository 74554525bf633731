import type { Hour } from '../../../../shared/domain/base/instant.ts';
import type { Dice } from '../dice.ts';
import { type Profile, profileOf, type Shape } from './shapes.ts';

/** How a series lives when nothing is wrong. */
export interface Habit {
  readonly shape: Shape;
  /** USD a day on average. */
  readonly perDay: number;
  /** Deviation of a day's level and of an hour around it, both in log. */
  readonly daySigma: number;
  readonly hourSigma: number;
  /** Memory from one day to the next and from one hour to the next, 0 to 1. */
  readonly dayMemory: number;
  readonly hourMemory: number;
  /** Factor a month of 30 days. */
  readonly growth: number;
  /** Bursts a month that nobody plans and nobody minds. */
  readonly bursts: number;
  /** Days for which it exists, counted from the start. */
  readonly born: number;
  readonly gone: number;
}

const SHAPES: readonly (readonly [Shape, number])[] = [
  ['office', 0.26],
  ['consumer', 0.2],
  ['flat', 0.12],
  ['nightly', 0.12],
  ['weekly', 0.04],
  ['sparse', 0.12],
  ['sessions', 0.14],
];

/** USD a day above which nobody spends in this manner: experiments are small, what is dear is in production. */
const DEAREST: Readonly<Partial<Record<Shape, number>>> = { sparse: 80, weekly: 80, sessions: 250 };

/** For something that costs this many USD a day. */
export function drawShape(dice: Dice, perDay: number): Shape {
  let at = dice.unit();
  const shape = SHAPES.find(([, share]) => (at -= share) < 0)?.[0] ?? 'office';
  return perDay > (DEAREST[shape] ?? Number.POSITIVE_INFINITY) ? 'consumer' : shape;
}

/** Everything but shape and size; small deviations are commoner than large ones. */
export function drawHabit(dice: Dice, shape: Shape, perDay: number): Habit {
  return {
    shape,
    perDay,
    daySigma: 0.05 + 0.3 * dice.unit() ** 2,
    hourSigma: 0.05 + 0.7 * dice.unit() ** 2,
    dayMemory: dice.between(0.3, 0.85),
    hourMemory: dice.between(0.2, 0.75),
    growth: 1 + dice.between(-0.05, 0.1),
    bursts: dice.between(0, 0.8),
    born: 0,
    gone: Number.POSITIVE_INFINITY,
  };
}

/** Autoregressive in log with mean 1: deviation `sigma`, correlation `memory` from one to the next. */
export function wander(dice: Dice, length: number, sigma: number, memory: number): Float64Array {
  const path = new Float64Array(length);
  let state = dice.normal();
  for (let at = 0; at < length; at += 1) {
    path[at] = Math.exp(sigma * state - (sigma * sigma) / 2);
    state = memory * state + Math.sqrt(1 - memory * memory) * dice.normal();
  }
  return path;
}

/** Level of each day: growth, slow drift, now and then a small lasting shift, and the day's own luck. */
function dayLevels(dice: Dice, habit: Habit, days: number): Float64Array {
  const levels = wander(dice, days, habit.daySigma, habit.dayMemory);
  const shiftAt = dice.chance(0.4) ? dice.whole(10, days) : days;
  const shift = dice.between(0.75, 1.25);
  let drift = 0;
  for (let day = 0; day < days; day += 1) {
    drift += 0.012 * dice.normal();
    const lives = day >= habit.born && day < habit.gone;
    levels[day]! *=
      habit.growth ** (day / 30) * Math.exp(drift) * (day >= shiftAt ? shift : 1) * (lives ? 1 : 0);
  }
  return levels;
}

/** USD by hour from `from`. `teamDays` is the level that all series of a team share on a day. */
export function usualCost(dice: Dice, habit: Habit, from: Hour, teamDays: Float64Array): Float64Array {
  const hours = teamDays.length * 24;
  const profile: Profile = profileOf(habit.shape, dice.fork(1), from, hours);
  const days = dayLevels(dice.fork(2), habit, teamDays.length);
  const noise = wander(dice.fork(3), hours, habit.hourSigma, habit.hourMemory);
  const cost = new Float64Array(hours);
  for (let at = 0; at < hours; at += 1) {
    const day = Math.floor(at / 24);
    cost[at] = (habit.perDay / 24) * profile(from + at) * days[day]! * teamDays[day]! * noise[at]!;
  }
  burst(dice.fork(4), habit, cost);
  return cost;
}

function burst(dice: Dice, habit: Habit, cost: Float64Array): void {
  let at = 0;
  while ((at += (-Math.log(1 - dice.unit()) / Math.max(habit.bursts, 0.01)) * 720) < cost.length) {
    const factor = 1 + 1.2 * dice.logNormal(0.5);
    const end = Math.min(cost.length, Math.floor(at) + dice.whole(1, 5));
    for (let hour = Math.floor(at); hour < end; hour += 1) cost[hour]! *= factor;
  }
}
