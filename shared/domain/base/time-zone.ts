import { DAY_MS, type Instant, MINUTE_MS } from './instant.ts';

/** IANA name such as `Europe/Berlin`; the rules are those of the time zone data that the runtime carries. */
export type TimeZone = string;

export const UTC: TimeZone = 'UTC';

/** What stands on a wall clock of the zone, counted in ms as if it stood on one in UTC. */
export type WallTime = number;

/** Area and place, so that neither `+02:00` nor `EST` stands in for a zone whose summer time it would miss. */
const ZONE_TEXT = /^(UTC|[A-Z][A-Za-z]+(\/[A-Z][A-Za-z0-9_+-]*){1,2})$/;

export function isTimeZone(text: string): boolean {
  if (!ZONE_TEXT.test(text)) return false;
  try {
    formatOf(text);
    return true;
  } catch {
    return false;
  }
}

export const wallTimeOf = (zone: TimeZone, instant: Instant): WallTime => instant + offsetAt(zone, instant);

/**
 * The instant at which a clock of the zone shows this: the first of two where it is put back, and where it is put
 * forward over it the instant that the clock would have shown it without that.
 */
export function instantOfWall(zone: TimeZone, wall: WallTime): Instant {
  // No zone is more than a day off, and none changes twice within two days.
  const before = wall - offsetAt(zone, wall - DAY_MS);
  const after = wall - offsetAt(zone, wall + DAY_MS);
  const shown = [before, after].filter((instant) => wallTimeOf(zone, instant) === wall);
  return shown.length === 0 ? before : Math.min(...shown);
}

/** `Berlin`, `New York`, `UTC`: what people call it. */
export const placeOf = (zone: TimeZone): string => zone.slice(zone.lastIndexOf('/') + 1).replaceAll('_', ' ');

/** Milliseconds that the zone's clocks are ahead of UTC then; whole minutes, as all zones are since 1972. */
function offsetAt(zone: TimeZone, instant: Instant): number {
  if (zone === UTC) return 0;
  const minute = Math.floor(instant / MINUTE_MS) * MINUTE_MS;
  const parts = new Map<string, string>(
    formatOf(zone)
      .formatToParts(minute)
      .map(({ type, value }) => [type, value]),
  );
  const part = (name: string): number => Number(parts.get(name));
  return Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute')) - minute;
}

/** Making a format takes a hundred times as long as using it. */
const FORMATS = new Map<TimeZone, Intl.DateTimeFormat>();

function formatOf(zone: TimeZone): Intl.DateTimeFormat {
  const known = FORMATS.get(zone);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat('en-u-ca-gregory-nu-latn', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
  });
  FORMATS.set(zone, made);
  return made;
}
