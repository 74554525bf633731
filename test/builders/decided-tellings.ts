import type { Alert, Transition } from '../../shared/domain/alert/alert.ts';
import { applyDecision } from '../../shared/domain/alert/apply-decision.ts';
import type { Decision } from '../../shared/domain/alert/decision.ts';
import { HOUR_MS, parseInstant } from '../../shared/domain/base/instant.ts';
import { parsePico } from '../../shared/domain/base/money.ts';
import type { Finding } from '../../shared/domain/evaluation/finding.ts';
import { NEWCOMER_CAUSE } from './causes.ts';
import { aBudgetFinding, aFinding, anAlert, aTransition, hour } from './transition.ts';

export const ANNA = { id: 'slack:U0ANNA', name: 'Anna Schmidt' };
const AT = parseInstant('2026-11-17T21:31:00Z');
const UNTIL = AT + 8 * HOUR_MS;

/** Of a team in Berlin, with half of its newest hours still to come. */
const unripe: Finding = aFinding({
  completeness: { low: 0.71, mid: 0.84, high: 0.93 },
  impact: {
    soFar: parsePico('1480.43'),
    untilNextDelivery: parsePico('2816.2'),
    untilMorning: parsePico('3330'),
    untilMonthEnd: parsePico('56613'),
    ranges: {
      untilNextDelivery: range('2510.4', '2816.2', '3331.7'),
      untilMorning: range('2968', '3330', '3939'),
      untilMonthEnd: range('50455', '56613', '66963'),
    },
    horizons: {
      nextDelivery: parseInstant('2026-11-18T05:04:00Z'),
      morning: parseInstant('2026-11-18T08:00:00Z'),
      timeZone: 'Europe/Berlin',
    },
  },
});

function range(low: string, mid: string, high: string) {
  return { low: parsePico(low), mid: parsePico(mid), high: parsePico(high) };
}

/** What somebody decided, as the alert takes it. */
export function decided(alert: Alert, decision: Decision, at = AT): Transition {
  const result = applyDecision(alert, decision, { by: ANNA, at });
  if (result.outcome === 'refused') throw new Error(result.text);
  return result.transition;
}

const firing = anAlert({ finding: unripe });
const budget = anAlert({ id: 'budget-77aa01bc', finding: aBudgetFinding() });
const acknowledged = decided(firing, { kind: 'acknowledge' }).after;
const snoozed = decided(firing, { kind: 'snooze', until: UNTIL }).after;
const resolved = anAlert({
  finding: unripe,
  state: 'resolved',
  quiet: 1,
  endsAt: hour('2026-11-18T16:00:00Z') * HOUR_MS,
  ...(acknowledged.handling === undefined ? {} : { handling: acknowledged.handling }),
  history: [{ at: AT, reason: 'resolved', delivery: 'exec-2', note: 'quiet since 2026-11-18T16:00:00.000Z' }],
});
const note = (reason: Transition['reason'], text: string): Alert['history'] => [
  { at: AT, reason, delivery: 'exec-2', note: text },
];
const without = ({ handling: _, ...alert }: Alert): Alert => alert;

/** What people, plans, silences, other alerts and time make of an alert while it fires, and after it. */
export const DECIDED_TELLINGS: Readonly<Record<string, Transition>> = {
  'spike-first-unripe': aTransition({ after: firing }),
  'spike-acknowledged': decided(firing, { kind: 'acknowledge' }),
  'spike-acknowledged-grew': aTransition({
    reason: 'grew',
    before: { ...acknowledged, told: { ...unripe, costPerHour: parsePico('61.4') } },
    after: { ...acknowledged, version: 3 },
  }),
  'spike-ack-lapsed': aTransition({
    reason: 'ack-lapsed',
    before: acknowledged,
    after: { ...without(acknowledged), version: 3, history: note('ack-lapsed', '$61.40/h -> $148.20/h') },
  }),
  'spike-unacknowledged': decided(acknowledged, { kind: 'unacknowledge' }, AT + HOUR_MS),
  'spike-snoozed': decided(firing, { kind: 'snooze', until: UNTIL }),
  'spike-snoozed-updated': aTransition({ reason: 'updated', before: snoozed, after: snoozed }),
  'spike-snooze-ended': aTransition({
    reason: 'snooze-ended',
    before: snoozed,
    after: { ...without(snoozed), version: 3, history: note('snooze-ended', 'still firing') },
  }),
  'spike-unsnoozed': decided(snoozed, { kind: 'unsnooze' }, AT + HOUR_MS),
  'spike-planned': decided(firing, {
    kind: 'verdict',
    verdict: 'planned',
    note: 'load test of the new claims flow, until Friday',
  }),
  'spike-real': decided(firing, { kind: 'verdict', verdict: 'real', note: '' }),
  'spike-not-mine': decided(firing, { kind: 'not-mine', note: 'moved to claims last week' }),
  'spike-muted': aTransition({
    reason: 'muted',
    before: firing,
    after: {
      ...firing,
      version: 2,
      mute: { by: 'plan', id: 'plan-1a2b3c4d', since: AT },
      history: note('muted', 'plan plan-1a2b3c4d'),
    },
  }),
  'spike-unmuted': aTransition({
    reason: 'unmuted',
    before: { ...firing, mute: { by: 'plan', id: 'plan-1a2b3c4d', since: AT } },
    after: {
      ...firing,
      version: 3,
      history: note('unmuted', 'plan plan-1a2b3c4d was left: amount'),
    },
  }),
  'spike-resolved-acknowledged': aTransition({
    reason: 'resolved',
    before: acknowledged,
    after: { ...resolved, version: 4 },
  }),
  'spike-resolved-noise': decided(
    resolved,
    { kind: 'verdict', verdict: 'noise', note: 'retry storm, fixed' },
    AT + 30 * HOUR_MS,
  ),
  'budget-acknowledged': decided(budget, { kind: 'acknowledge' }),
  'budget-snoozed': decided(budget, { kind: 'snooze', until: AT + 24 * HOUR_MS }),
  'budget-muted': aTransition({
    reason: 'muted',
    before: budget,
    after: { ...budget, version: 2, mute: { by: 'alert', id: 'spike-3f9a2c71', since: AT } },
  }),
};

/** A newcomer that no tag and no rule gives to a team. */
export const NOBODYS_NEWCOMER: Transition = aTransition({
  after: anAlert({
    id: 'newcomer-4d5e6f70',
    finding: aFinding({
      rule: 'newcomer',
      severity: 'warning',
      scope: {
        team: 'unattributed',
        principal: 'role/batch-eval@210987654321',
        model: 'claude-opus-4.6',
        tokenKind: 'output',
      },
      usualPerHour: 0n,
      contributions: [],
      cause: NEWCOMER_CAUSE,
      cohort: {
        kind: 'role',
        ofTeam: false,
        size: 9,
        from: 0,
        to: 11,
        median: parsePico('4'),
        own: parsePico('1480.43'),
      },
      learning: { day: 1, of: 10 },
      ownerGuess: { team: 'search', by: 'account', account: '210987654321', known: 7, of: 9 },
    }),
  }),
});
