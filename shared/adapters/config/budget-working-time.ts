import { isTimeZone, type TimeZone } from '../../domain/base/time-zone.ts';
import { ALERTS_PER, type AlertsPer } from '../../domain/evaluation/sensitivity.ts';
import type { Field } from './budget-field.ts';

const DAYS: readonly string[] = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
const DAY = /^(mon|tues?|wed(nes)?|thu(rs?)?|fri|sat(ur)?|sun)(day)?$/i;
const CLOCK = /^([01]?\d|2[0-3]):([0-5]\d)$/;

export function zoneOf(field: Field): TimeZone {
  if (isTimeZone(field.text)) return field.text;
  throw field.refuse('not a time zone', 'an IANA name such as Europe/Berlin');
}

/** `Mon-Fri`, `Sun Mon Tue`, `Sat-Wed`: 0 = Monday … 6 = Sunday, ascending. */
export function workingDaysOf(field: Field): readonly number[] {
  const parts = field.text
    .replace(/\s*[-–]\s*/g, '-')
    .split(/[;,\s]+/)
    .filter((part) => part !== '' && !/^(none|\[\])$/i.test(part));
  const days = new Set(parts.flatMap((part) => rangeOf(field, part)));
  if (days.size === 0) throw field.refuse('a team needs a working day', 'at least one of Mon to Sun');
  return [...days].sort((a, b) => a - b);
}

function rangeOf(field: Field, part: string): readonly number[] {
  const ends = part.split('-');
  const [first, last] = [ends[0] ?? '', ends.at(-1) ?? ''].map((name) =>
    DAY.test(name) ? DAYS.findIndex((day) => name.toLowerCase().startsWith(day.toLowerCase())) : -1,
  );
  if (ends.length > 2 || first === undefined || last === undefined || first < 0 || last < 0) {
    throw field.refuse('not days of the week', 'days such as Mon-Fri or Sun Mon Tue Wed Thu');
  }
  return Array.from({ length: ((last - first + 7) % 7) + 1 }, (_, index) => (first + index) % 7);
}

/** Minutes after midnight. */
export function timeOfDayOf(field: Field): number {
  const match = CLOCK.exec(field.text);
  if (match === null) throw field.refuse('not a time of the day', 'a time such as 09:00');
  return Number(match[1]) * 60 + Number(match[2]);
}

export function alertsPerOf(field: Field): AlertsPer {
  const found = ALERTS_PER.find((each) => each === field.text.toLowerCase());
  if (found !== undefined) return found;
  throw field.refuse('not how often a false alert is bearable', ALERTS_PER.join(', '));
}

/** What `workingDaysOf` and `timeOfDayOf` read back. */
export const workingDaysText = (days: readonly number[] = []): string =>
  days.map((day) => DAYS[day]).join(' ');

export const timeOfDayText = (minutes: number): string =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
