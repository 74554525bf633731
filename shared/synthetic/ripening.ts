import type { Hour } from '../domain/base/instant.ts';
import { mix } from './random.ts';

/**
 * How much of a row a delivery shows whose data ends before hour `through`: nothing of what is still to come, a part of
 * the newest hour (its rows grow in place later), and nothing of a few rows that come late. Never less than an earlier
 * delivery showed.
 */
export function visibleShare(seriesKey: number, hour: Hour, through: Hour): number {
  const age = through - hour;
  if (age <= 0) return 0;
  const bits = mix(seriesKey, hour, 0x1a7e);
  if (age > LATE_MAX) return 1;
  // Of a hundred rows about 6 come an hour late, and not one a day's half.
  const chance = (bits & 0xffff) / 0x1_0000;
  const late = chance < 0.006 ? LATE_MAX : chance < 0.066 ? 1 : 0;
  if (age <= late) return 0;
  return age === 1 ? 0.3 + 0.5 * ((bits >>> 16) / 0x1_0000) : 1;
}

/** Hours. */
const LATE_MAX = 14;
