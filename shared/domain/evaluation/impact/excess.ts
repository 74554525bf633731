import type { Pico } from '../../base/money.ts';
import type { PicoRange } from '../finding.ts';

/** Part of the cost of some hours that is billed already, 0–1, with the range it lies in. */
export interface Completeness {
  readonly low: number;
  readonly mid: number;
  readonly high: number;
}

/** Hourly cost and what was usual there. */
export interface Rate {
  readonly costPerHour: Pico;
  readonly usualPerHour: Pico;
  /** How complete the hours are that the cost was taken from; whole where nothing is said. */
  readonly completeness?: Completeness;
}

/** From here on hours count as whole: what is still to come is less than what a rate varies by itself. */
const WHOLE = 0.95;
/** Less of an hour says nothing about the rest: no amount is blown up more than twentyfold. */
const LEAST = 0.05;
const PARTS = 1_000_000n;

/**
 * What an hour costs above the usual once all of it is billed; a range where the hours are not whole yet. Never
 * negative, and never less where more is billed.
 */
export function excessOf({ costPerHour, usualPerHour, completeness }: Rate): PicoRange {
  const above = (share: number): Pico => {
    const parts = BigInt(Math.round(Math.min(Math.max(share, LEAST), 1) * Number(PARTS)));
    const excess = (costPerHour * PARTS) / parts - usualPerHour;
    return excess > 0n ? excess : 0n;
  };
  if (completeness === undefined || completeness.mid >= WHOLE) {
    const excess = above(1);
    return { low: excess, mid: excess, high: excess };
  }
  return { low: above(completeness.high), mid: above(completeness.mid), high: above(completeness.low) };
}
