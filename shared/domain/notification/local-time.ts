import { dayOf, hourOf, type Instant, isoInstant } from '../base/instant.ts';
import { placeOf, type TimeZone, UTC, wallTimeOf } from '../base/time-zone.ts';
import { hourText, instantText } from './words.ts';

/** On the clocks of the zone: `03:00 Berlin`, `Wed 00:30 Kolkata` where the day is another; '' in UTC. */
export function localText(instant: Instant, zone: TimeZone): string {
  if (zone === UTC) return '';
  const wall = wallTimeOf(zone, instant);
  const day = dayOf(wall) === dayOf(instant) ? '' : `${hourText(hourOf(wall)).slice(0, 3)} `;
  return `${day}${isoInstant(wall).slice(11, 16)} ${placeOf(zone)}`;
}

/** `Tue 17 Nov 21:04 UTC (22:04 Berlin)`. */
export function bothTimes(instant: Instant, zone: TimeZone): string {
  const local = localText(instant, zone);
  return local === '' ? instantText(instant) : `${instantText(instant)} (${local})`;
}
