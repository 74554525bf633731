import { DAY_MS } from '../base/instant.ts';
import { formatMoney, PICO_PER_UNIT, type Pico } from '../base/money.ts';
import type { Finding } from '../evaluation/finding.ts';
import type { TransitionReason } from './alert.ts';
import { leapOf } from './leap.ts';
import { sameHours } from './same-hours.ts';

/** Something worth saying again about a firing alert, with one plain sentence. */
export interface News {
  readonly reason: Extract<TransitionReason, 'threshold' | 'grew' | 'revised'>;
  readonly note: string;
}

/** Rounding and cents are no revision: more than a dollar, and more than a twentieth of what was told. */
const REVISION_MIN = PICO_PER_UNIT;
const REVISION_SHARE = 20n;
const RATE_GROWTH = 2n;
const RATE_MIN = PICO_PER_UNIT;
/** A rise that climbs for a day is told when it began, and again when it is known where it went. */
const RATE_REST_MS = DAY_MS;
const OVERSPEND_GROWTH = 2n;
const OVERSPEND_SHARE = 10n;
/** A burn of a week ago is another one. */
const BURN_FORGOTTEN_HOURS = 168;

/**
 * What changed between the finding as told, `sinceTold` milliseconds ago, and as judged now; undefined where nobody
 * needs to hear of it.
 */
export function newsOf(told: Finding, now: Finding, sinceTold: number): News | undefined {
  // Told once: what grows out of it is a rise, and told as one.
  if (now.firstSeen !== undefined || now.drop !== undefined) return undefined;
  return thresholdNews(told, now) ?? growthNews(told, now, sinceTold) ?? revisionNews(told, now);
}

function thresholdNews(told: Finding, now: Finding): News | undefined {
  if (now.rule !== 'budget-threshold' || told.budget === undefined || now.budget === undefined)
    return undefined;
  if (now.budget.amount !== told.budget.amount) return undefined;
  if (now.budget.threshold <= told.budget.threshold) return undefined;
  return { reason: 'threshold', note: `${told.budget.threshold} % -> ${now.budget.threshold} %` };
}

/** A budget's spending grows every day; only a burn, or a forecast that runs away, is growth there. */
function growthNews(told: Finding, now: Finding, sinceTold: number): News | undefined {
  if (now.budget !== undefined || told.budget !== undefined) {
    return burnGrowth(told, now) ?? forecastGrowth(told, now);
  }
  const { currency } = now;
  const doubled =
    now.costPerHour >= RATE_GROWTH * told.costPerHour && now.costPerHour - told.costPerHour >= RATE_MIN;
  if (doubled && sinceTold >= RATE_REST_MS) {
    return { reason: 'grew', note: `${perHour(told, currency)} -> ${perHour(now, currency)}` };
  }
  const leap = leapOf(told, now);
  return leap === undefined ? undefined : { reason: 'grew', note: leap };
}

/** It began to burn, or burns again after a week, or twice as fast as was told. */
function burnGrowth(told: Finding, now: Finding): News | undefined {
  const { burn, currency } = now;
  if (burn === undefined) return undefined;
  const before = told.burn;
  const isOld = before === undefined || burn.to - burn.hours >= before.to + BURN_FORGOTTEN_HOURS;
  if (!isOld && burn.costPerHour < RATE_GROWTH * before.costPerHour) return undefined;
  const rate = `${formatMoney(burn.costPerHour, currency)}/h`;
  const planned = `${formatMoney(burn.planPerHour, currency)}/h`;
  return {
    reason: 'grew',
    note: isOld
      ? `burns ${rate}, planned ${planned}`
      : `${formatMoney(before.costPerHour, currency)}/h -> ${rate}`,
  };
}

/** A budget that was told as a threshold alone now heads over, or the overspend ahead doubled. */
function forecastGrowth(told: Finding, now: Finding): News | undefined {
  if (told.budget === undefined || now.budget === undefined) return undefined;
  if (now.rule === 'budget-threshold' && now.budget.headsOver !== true) return undefined;
  if (now.rule === 'budget-burn') return undefined;
  const { amount } = now.budget;
  const before = told.budget.forecast.mid - amount;
  const over = now.budget.forecast.mid - amount;
  const isNew = now.rule === 'budget-threshold' && told.budget.headsOver !== true;
  const hasDoubled = over >= OVERSPEND_GROWTH * before && (over - before) * OVERSPEND_SHARE >= amount;
  if (!isNew && !hasDoubled) return undefined;
  const money = (pico: Pico): string => formatMoney(pico, now.currency);
  return {
    reason: 'grew',
    note: `forecast ${money(told.budget.forecast.mid)} -> ${money(now.budget.forecast.mid)}`,
  };
}

/** What a delivery, or a changed budget, made of what was told before; news of its own beside any growth. */
export function revisionNews(told: Finding, now: Finding): News | undefined {
  if (now.firstSeen !== undefined || now.drop !== undefined) return undefined;
  const pairs = revisable(told, now);
  const changed = pairs.find(([before, after]) => isRevised(before, after));
  if (changed === undefined) return undefined;
  const [before, after] = changed;
  return {
    reason: 'revised',
    note: `${formatMoney(before, now.currency)} -> ${formatMoney(after, now.currency)}`,
  };
}

/** Amounts that time alone cannot change in this way: the same hours, a budget's amount, a month's sum that fell. */
function revisable(told: Finding, now: Finding): readonly (readonly [Pico, Pico])[] {
  const same = sameHours(told, now);
  const hours: readonly [Pico, Pico] = [same.before, same.now];
  if (told.budget === undefined || now.budget === undefined) {
    // A narrower or wider scope shows other money in the same hours; that is better knowledge, not a revision.
    return told.scope.model === now.scope.model ? [hours] : [];
  }
  const spent: readonly [Pico, Pico] = [told.budget.spent, now.budget.spent];
  return [
    [told.budget.amount, now.budget.amount],
    ...(now.budget.spent < told.budget.spent ? [spent] : []),
    ...(now.rule === 'budget-threshold' ? [hours] : []),
  ];
}

export function isRevised(before: Pico, after: Pico): boolean {
  const difference = before > after ? before - after : after - before;
  return difference > REVISION_MIN && difference * REVISION_SHARE > (before < 0n ? -before : before);
}

const perHour = (finding: Finding, currency: string): string =>
  `${formatMoney(finding.costPerHour, currency)}/h`;
