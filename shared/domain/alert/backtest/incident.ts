import { HOUR_MS, type Instant } from '../../base/instant.ts';
import type { Pico } from '../../base/money.ts';
import type { Alert, Transition } from '../alert.ts';
import { lastToldAt } from '../last-told.ts';

/** A rise that returns so soon after its end is the same incident. */
const SAME_INCIDENT_MS = 48 * HOUR_MS;

/** Somebody hears of it: not what is only stored, nor what an edit says without a sound. */
export const isHeard = ({ reason, tell }: Pick<Transition, 'reason' | 'tell'>): boolean =>
  tell && reason !== 'updated' && reason !== 'muted';

/**
 * When people first heard of it, which for what was muted is later than its first row; undefined where nobody did, or
 * where so much happened since that its history lost the beginning.
 */
export function firstToldAt({ history, untold }: Alert): Instant | undefined {
  const [first] = history;
  if (untold === true || (first?.reason !== 'first' && first?.reason !== 'muted')) return undefined;
  return history.find(({ reason }) => SPEAKING.has(reason))?.at;
}

const SPEAKING: ReadonlySet<Transition['reason']> = new Set([
  ...(['first', 'unmuted', 'snooze-ended', 'grew', 'threshold', 'fired-again'] as const),
]);

/**
 * What it is about, as last known: spent above the usual; of a budget what is spent of it; of a forecast by how much it
 * will be exceeded.
 */
export function amountOf({ finding: { rule, budget, impact } }: Pick<Alert, 'finding'>): Pico {
  if (budget === undefined) return impact.soFar;
  return rule === 'budget-forecast' ? budget.forecast.mid - budget.amount : budget.spent;
}

/** A budget says nothing about how easily rises alert. */
export const isRise = ({ finding }: Pick<Alert, 'finding'>): boolean => !finding.rule.startsWith('budget-');

/** Whether two alerts were about the same hours, or hours so near that a return would have been the same incident. */
export function livedTogether(a: Alert, b: Alert): boolean {
  return a.startsAt <= endOf(b) + SAME_INCIDENT_MS && b.startsAt <= endOf(a) + SAME_INCIDENT_MS;
}

const endOf = (alert: Alert): Instant =>
  alert.endsAt ?? (alert.state === 'firing' ? Number.POSITIVE_INFINITY : lastToldAt(alert));
