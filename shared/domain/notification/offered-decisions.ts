import { mayDecide } from '../access/may.ts';
import type { Person } from '../access/person.ts';
import type { Alert } from '../alert/alert.ts';
import { applyDecision } from '../alert/apply-decision.ts';
import type { Decision } from '../alert/decision.ts';
import { HOUR_MS, type Instant } from '../base/instant.ts';
import { SNOOZE_HOURS, snoozedPriceText } from './snooze-price.ts';

/** Something that somebody could decide about an alert now, or why they cannot. */
export interface OfferedDecision {
  readonly decision: Decision['kind'];
  /** Of a snooze. */
  readonly hours?: number;
  readonly allowed: boolean;
  /** The price of a snooze where it has one; the reason where it is not allowed. */
  readonly words: string;
}

/** What is left to decide about an alert, for this person: nothing that changes nothing. */
export function offeredDecisions(alert: Alert, person: Person, now: Instant): readonly OfferedDecision[] {
  const allowance = mayDecide(person, alert.finding.scope.team, 'decide');
  return TRIED.flatMap(({ decision, hours }): readonly OfferedDecision[] => {
    const tried: Decision =
      decision.kind === 'snooze' ? { ...decision, until: now + hours! * HOUR_MS } : decision;
    const { outcome } = applyDecision(alert, tried, { by: { id: person.id, name: person.name }, at: now });
    if (outcome === 'refused') return [];
    const price = tried.kind === 'snooze' ? snoozedPriceText(alert.finding, tried.until, now) : '';
    return [
      {
        decision: tried.kind,
        ...(hours === undefined ? {} : { hours }),
        allowed: allowance.allowed,
        words: allowance.allowed ? price : allowance.reason,
      },
    ];
  });
}

const TRIED: readonly { readonly decision: Decision; readonly hours?: number }[] = [
  { decision: { kind: 'acknowledge' } },
  { decision: { kind: 'unacknowledge' } },
  { decision: { kind: 'unsnooze' } },
  ...SNOOZE_HOURS.map((hours) => ({ decision: { kind: 'snooze', until: 0 } as const, hours })),
  { decision: { kind: 'verdict', verdict: 'real', note: '' } },
  { decision: { kind: 'not-mine', note: '' } },
];
