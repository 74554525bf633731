import type { Hour } from '../../../../shared/domain/base/instant.ts';
import {
  dayOf,
  dayOfHour,
  hourOfDay,
  startOfHour,
  weekdayOf,
} from '../../../../shared/domain/base/instant.ts';
import type { Dice } from '../dice.ts';

/** What somebody does with the model, as it shows in the hours of a week. */
export type Shape = 'office' | 'consumer' | 'flat' | 'nightly' | 'weekly' | 'sparse' | 'sessions';

/** Relative weight of an hour; the mean over a week is near 1. */
export type Profile = (hour: Hour) => number;

const ZONES = [-8, -5, 0, 1, 1, 2, 5.5, 8, 9.5];
/** Relative load of the hours of a working day, local time from 00:00. */
const OFFICE = [
  0.02, 0.01, 0.01, 0.01, 0.02, 0.05, 0.15, 0.45, 1.1, 1.9, 2.2, 2.1, 1.5, 1.8, 2.2, 2.1, 1.8, 1.2, 0.6, 0.35,
  0.25, 0.18, 0.1, 0.05,
];
const WEEK = 168;

const local = (hour: Hour, zone: number): { readonly weekday: number; readonly hour: number } => {
  const shifted = Math.floor(hour + zone);
  return { weekday: weekdayOf(dayOfHour(shifted)), hour: hourOfDay(shifted) };
};

/** Scaled so that the mean over a week is 1. */
function perWeek(raw: Profile): Profile {
  const week = Array.from({ length: WEEK }, (_, hour) => raw(hour));
  const mean = week.reduce((sum, value) => sum + value, 0) / WEEK;
  return (hour) => week[((hour % WEEK) + WEEK) % WEEK]! / mean;
}

function office(dice: Dice): Profile {
  const zone = dice.pick(ZONES);
  const weekend = dice.chance(0.3) ? 0 : dice.between(0.03, 0.3);
  // Some leave nothing running: exact zeros at night.
  const least = dice.chance(0.35) ? 0.12 : 0;
  return perWeek((hour) => {
    const at = local(hour, zone);
    const load = OFFICE[at.hour]! * (at.weekday > 4 ? weekend : 1);
    return load < least ? 0 : load;
  });
}

function consumer(dice: Dice): Profile {
  const peak = dice.between(13, 26);
  const depth = dice.between(0.25, 0.9);
  const weekend = dice.between(0.6, 1.3);
  const second = dice.between(0, 0.25);
  return perWeek((hour) => {
    const turn = ((hourOfDay(hour) - peak) / 24) * 2 * Math.PI;
    const wave = 1 + depth * Math.cos(turn) + second * Math.cos(2 * turn + 1);
    return Math.max(0.04, wave) * (weekdayOf(dayOfHour(hour)) > 4 ? weekend : 1);
  });
}

function nightly(dice: Dice): Profile {
  const start = dice.whole(0, 23);
  const hours = dice.whole(1, 5);
  const weekend = dice.chance(0.4) ? 0 : 1;
  return perWeek((hour) =>
    (hourOfDay(hour) - start + 24) % 24 < hours ? (weekdayOf(dayOfHour(hour)) > 4 ? weekend : 1) : 0,
  );
}

function weekly(dice: Dice): Profile {
  const start = dice.whole(0, WEEK - 1);
  const hours = dice.whole(2, 10);
  return perWeek((hour) => ((((hour - start) % WEEK) + WEEK) % WEEK < hours ? 1 : 0));
}

/** Experiments that come when they come: Poisson in time, heavy in size, nothing between. */
function sparse(dice: Dice, from: Hour, hours: number): Profile {
  const perDay = dice.between(0.15, 1.6);
  const sigma = dice.between(0.5, 1.1);
  const load = new Float64Array(hours);
  let at = 0;
  while ((at += (-Math.log(1 - dice.unit()) / perDay) * 24) < hours) {
    const lasts = dice.whole(1, 6);
    const size = Math.min(6, dice.logNormal(sigma));
    for (let hour = Math.floor(at); hour < Math.min(hours, at + lasts); hour += 1) load[hour]! += size;
  }
  return scaled(load, from);
}

/** Somebody at a desk: on for some hours, off for some, more on than off while the office is open. */
function sessions(dice: Dice, from: Hour, hours: number): Profile {
  const open = office(dice);
  const stay = dice.between(0.55, 0.85);
  const start = dice.between(0.08, 0.35);
  const load = new Float64Array(hours);
  let on = false;
  for (let at = 0; at < hours; at += 1) {
    const drive = Math.min(2, open(from + at));
    on = dice.chance(on ? stay * Math.min(1, 0.4 + drive / 2) : (start * drive) / 2);
    if (on) load[at] = dice.logNormal(0.5);
  }
  return scaled(load, from);
}

function scaled(load: Float64Array, from: Hour): Profile {
  const mean = load.reduce((sum, value) => sum + value, 0) / load.length || 1;
  return (hour) => load[hour - from]! / mean;
}

export function profileOf(shape: Shape, dice: Dice, from: Hour, hours: number): Profile {
  if (shape === 'office') return office(dice);
  if (shape === 'consumer') return consumer(dice);
  if (shape === 'nightly') return nightly(dice);
  if (shape === 'weekly') return weekly(dice);
  if (shape === 'sparse') return sparse(dice, from, hours);
  if (shape === 'sessions') return sessions(dice, from, hours);
  return () => 1;
}

/** Hour in which a month's last day begins, for the month that holds `hour`. */
export function lastDayOfMonth(hour: Hour): Hour {
  const date = new Date(startOfHour(hour));
  return (dayOf(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 1)) - 1) * 24;
}
