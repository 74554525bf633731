import type { AlertChange, Transition, TransitionReason } from '../../shared/domain/alert/alert.ts';
import { COOLED, TAKEN_OVER } from '../../shared/domain/alert/ending.ts';
import { parseInstant, startOfHour } from '../../shared/domain/base/instant.ts';
import { parsePico } from '../../shared/domain/base/money.ts';
import type { BurnFacts, Finding } from '../../shared/domain/evaluation/finding.ts';
import { aBudget, aBudgetFinding, anAlert, aPointer, aTransition, hour } from './transition.ts';

/** $693 in six hours, where $91.67 would be on plan. */
export const aBurn = (overrides: Partial<BurnFacts> = {}): BurnFacts => ({
  hours: 6,
  shortHours: 1,
  to: hour('2026-11-17T13:00:00Z'),
  sharePercent: 5,
  spent: parsePico('693'),
  percent: 6.3,
  costPerHour: parsePico('115.5'),
  planPerHour: parsePico('15.2777777777'),
  ...overrides,
});

export const aBurnFinding = (overrides: Partial<Finding> = {}): Finding =>
  aBudgetFinding({
    rule: 'budget-burn',
    severity: 'critical',
    startedAt: hour('2026-11-17T07:00:00Z'),
    costPerHour: parsePico('115.5'),
    burn: aBurn(),
    budget: aBudget({
      spent: parsePico('3120.5'),
      percent: 28.3,
      threshold: 100,
      forecast: { low: parsePico('7900'), mid: parsePico('8420'), high: parsePico('9100') },
      exhaustedAt: hour('2026-11-20T09:00:00Z'),
    }),
    impact: {
      soFar: parsePico('601.33'),
      untilNextDelivery: parsePico('1603.55'),
      untilMorning: parsePico('2004.44'),
      untilMonthEnd: parsePico('31971'),
      horizons: {
        nextDelivery: parseInstant('2026-11-18T05:04:00Z'),
        morning: parseInstant('2026-11-18T08:00:00Z'),
        timeZone: 'Europe/Berlin',
      },
    },
    ...overrides,
  });

const quiet = { state: 'resolved', quiet: 1, endsAt: startOfHour(hour('2026-11-17T16:00:00Z')) } as const;
const noted = (reason: TransitionReason, note: string): AlertChange => ({
  at: aPointer.executedAt,
  reason,
  delivery: 'exec-2',
  note,
});
const budget = aBudgetFinding();
const forecast = aBudgetFinding({ rule: 'budget-forecast' });
const burning = aBurnFinding();
const errors = [
  { billingPeriod: '2026-10', percent: -6 },
  { billingPeriod: '2026-09', percent: 2 },
];
const heading = aBudgetFinding({ budget: aBudget({ headsOver: true, pastErrors: errors }) });
const besidePlan = aBudget({ planUntil: hour('2026-11-20T18:00:00Z') });

/** A budget that burns, heads over, or is told by another alert. */
export const BURN_TELLINGS: Readonly<Record<string, Transition>> = {
  'forecast-taken-over': aTransition({
    reason: 'updated',
    before: anAlert({ finding: forecast }),
    after: anAlert({
      id: 'forecast-77aa01bd',
      finding: forecast,
      ...quiet,
      history: [noted('updated', TAKEN_OVER)],
    }),
  }),
  'budget-heading': aTransition({
    reason: 'grew',
    before: anAlert({ finding: budget }),
    after: anAlert({ id: 'budget-77aa01bc', finding: heading, version: 2 }),
  }),
  'budget-burning': aTransition({
    reason: 'grew',
    before: anAlert({ finding: heading }),
    after: anAlert({
      id: 'budget-77aa01bc',
      finding: { ...heading, severity: 'critical', burn: aBurn() },
      version: 3,
    }),
  }),
  'forecast-first-with-plan': aTransition({
    after: anAlert({ id: 'forecast-77aa01bd', finding: { ...forecast, budget: besidePlan } }),
  }),
  'burn-first-beside-plan': aTransition({
    after: anAlert({ id: 'burn-77aa01be', finding: aBurnFinding({ budget: besidePlan }) }),
  }),
  'burn-first': aTransition({ after: anAlert({ id: 'burn-77aa01be', finding: burning }) }),
  'burn-slow-first': aTransition({
    after: anAlert({
      id: 'burn-77aa01be',
      finding: aBurnFinding({
        severity: 'warning',
        burn: aBurn({
          hours: 72,
          shortHours: 6,
          sharePercent: 10,
          spent: parsePico('2310'),
          percent: 21,
          costPerHour: parsePico('32.0833'),
        }),
      }),
    }),
  }),
  'burn-cooled': aTransition({
    reason: 'resolved',
    before: anAlert({ finding: burning }),
    after: anAlert({
      id: 'burn-77aa01be',
      finding: burning,
      ...quiet,
      history: [noted('resolved', COOLED)],
    }),
  }),
  'burn-taken-over': aTransition({
    reason: 'updated',
    before: anAlert({ finding: burning }),
    after: anAlert({
      id: 'burn-77aa01be',
      finding: burning,
      ...quiet,
      history: [noted('updated', TAKEN_OVER)],
    }),
  }),
  'burn-period-closed': aTransition({
    reason: 'period-closed',
    before: anAlert({ finding: burning }),
    after: anAlert({ id: 'burn-77aa01be', finding: burning, ...quiet }),
  }),
};
