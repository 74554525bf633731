import type { Pico } from '../../base/money.ts';

const HOURS_A_DAY = 24n;

/** What each day left may cost so that the budget lasts, from the hours that are left; nothing once it is used up. */
export function allowedPerDay(amount: Pico, spent: Pico, hoursLeft: number): Pico {
  if (spent >= amount || hoursLeft <= 0) return 0n;
  return ((amount - spent) * HOURS_A_DAY) / BigInt(hoursLeft);
}
