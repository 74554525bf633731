import {
  HOUR_MS,
  type Hour,
  hourOf,
  type Instant,
  startOfHour,
} from '../../../../shared/domain/base/instant.ts';
import type { Dice } from '../dice.ts';

/** When a delivery is there, and how far it reaches. */
export interface Arrival {
  readonly asOf: Instant;
  /** Hours before this one may be in it; the four before it only in part. */
  readonly end: Hour;
  /** The same for what the marketplace sells, which is billed a day or two later. */
  readonly slowEnd: Hour;
}

const EVERY = 8;

/**
 * About three a day with jitter, one in thirty missing; usage of the last 5 to 14 hours is not there yet. What a
 * delivery has shown stays: the reach never goes back.
 * https://docs.aws.amazon.com/cur/latest/userguide/dataexports-export-delivery.html
 */
export function arrivals(dice: Dice, from: Hour, to: Hour): readonly Arrival[] {
  const found: Arrival[] = [];
  let [end, slowEnd] = [from, from];
  for (let nominal = from + EVERY; nominal < to; nominal += EVERY) {
    const asOf = startOfHour(nominal) + Math.round(dice.between(-2.5, 2.5) * HOUR_MS);
    const [lag, slowLag] = [5 + 9 * dice.unit() ** 1.5, dice.between(24, 48)];
    if (dice.chance(1 / 30)) continue;
    end = Math.max(end, hourOf(asOf - lag * HOUR_MS));
    slowEnd = Math.max(slowEnd, hourOf(asOf - slowLag * HOUR_MS));
    found.push({ asOf, end, slowEnd });
  }
  return found;
}
