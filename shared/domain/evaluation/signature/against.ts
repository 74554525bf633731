import { median } from '../cause/median.ts';
import type { Evidence } from './evidence.ts';
import { HAS_NIGHT, quietAndBusy, usualDayOf } from './rhythm.ts';

/** Fewer hours than this are soon said to be too few. */
const HOURS_FEW = 12;
const DAYS_FEW = 10;
/** Sessions that grew by this factor are more users or runs, not one that went wrong. */
const SESSIONS_GREW = 2;
const RHYTHM_HOURS = 4;

/** True where the extra cost sleeps at night as the usual does. Undecided is false. */
export function followsOfficeHours(evidence: Evidence): boolean {
  const day = evidence.step === 1 ? usualDayOf(evidence) : undefined;
  if (day === undefined || day.night > HAS_NIGHT) return false;
  const { quiet, busy } = quietAndBusy(evidence, day);
  return Math.min(quiet.length, busy.length) >= RHYTHM_HOURS && median(quiet) <= HAS_NIGHT * median(busy);
}

/** What speaks against any loop, from its own numbers; strongest first. */
export function doubtsOf(evidence: Evidence): readonly string[] {
  const { from, to, daysBefore, sessions } = evidence;
  const doubts: string[] = [];
  if (followsOfficeHours(evidence)) doubts.push('hourly cost still follows office hours');
  const usually = median(sessions.before);
  if (usually > 0 && sessions.now >= SESSIONS_GREW * usually) {
    doubts.push(`sessions grew too, from ${Math.round(usually)} to ${sessions.now} a day`);
  }
  if (to - from < HOURS_FEW) doubts.push(`only ${to - from} hours of it`);
  if (daysBefore.length < DAYS_FEW) doubts.push(`only ${daysBefore.length} days of history`);
  return doubts;
}
