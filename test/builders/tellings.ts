import type { AlertChange, Transition, TransitionReason } from '../../shared/domain/alert/alert.ts';
import { startOfHour } from '../../shared/domain/base/instant.ts';
import { parsePico } from '../../shared/domain/base/money.ts';
import type { Cause } from '../../shared/domain/evaluation/cause/facts.ts';
import { BURN_TELLINGS } from './burn-tellings.ts';
import { MODEL_JUMP_CAUSE, NEW_PRICE_CAUSE, NEWCOMER_CAUSE, OTHER_MODEL_CAUSE } from './causes.ts';
import { DECIDED_TELLINGS, NOBODYS_NEWCOMER } from './decided-tellings.ts';
import { ONCE_TELLINGS } from './once-tellings.ts';
import { aBudget, aBudgetFinding, aFinding, anAlert, aPointer, aTransition, hour } from './transition.ts';

const quiet = { state: 'resolved', quiet: 1, endsAt: startOfHour(hour('2026-11-17T16:00:00Z')) } as const;
const slower = aFinding({ costPerHour: parsePico('48.2') });
const before = anAlert({ finding: slower });
const newcomer = aFinding({
  rule: 'newcomer',
  severity: 'info',
  scope: {
    team: 'growth',
    principal: 'user/ad-copy-lab@123456789012',
    model: 'claude-sonnet-4.6',
    tokenKind: 'input',
  },
  costPerHour: parsePico('4.2'),
  usualPerHour: 0n,
  sessions: 0,
  contributions: [],
  cause: NEWCOMER_CAUSE,
});
const because = (cause: Cause): Transition =>
  aTransition({ after: anAlert({ finding: aFinding({ cause }) }) });
const wholeTeam = aFinding({ scope: { team: 'unattributed' }, shareOfRise: 1, usualPerHour: 0n });
const budget = aBudgetFinding();
const closer = aBudgetFinding({
  budget: aBudget({ spent: parsePico('5731.9'), percent: 52.1, threshold: 50 }),
});
const { exhaustedAt: _, ...usedUp } = aBudget({
  spent: parsePico('11470.02'),
  percent: 104.3,
  threshold: 100,
  forecast: { low: parsePico('15980'), mid: parsePico('17105.5'), high: parsePico('18890') },
});
const over = aBudgetFinding({ severity: 'critical', budget: usedUp });
const raised = aBudgetFinding({
  budget: aBudget({ amount: parsePico('11300'), percent: 80.2 }),
  causes: [aFinding().scope],
});
const noted = (reason: TransitionReason, note: string): AlertChange => ({
  at: aPointer.executedAt,
  reason,
  delivery: 'exec-2',
  note,
});
const forecast = aBudgetFinding({ rule: 'budget-forecast' });

const milder = { low: parsePico('10900'), mid: parsePico('11800'), high: parsePico('12700') };

/** One transition for each reason and rule that reads differently; the golden messages bear these names. */
export const TELLINGS: Readonly<Record<string, Transition>> = {
  ...ONCE_TELLINGS,
  'spike-first': aTransition(),
  'spike-first-new-price': because(NEW_PRICE_CAUSE),
  'spike-first-model-jump': because(MODEL_JUMP_CAUSE),
  'spike-first-other-model': because(OTHER_MODEL_CAUSE),
  'spike-first-whole-team': aTransition({ after: anAlert({ finding: wholeTeam }) }),
  'spike-grew-so-far': aTransition({
    reason: 'grew',
    before: anAlert({ finding: aFinding({ impact: { ...aFinding().impact, soFar: parsePico('412.1') } }) }),
    after: anAlert({ version: 2 }),
  }),
  'spike-grew': aTransition({ reason: 'grew', before, after: anAlert({ version: 2 }) }),
  'spike-revised': aTransition({
    reason: 'revised',
    before: anAlert(),
    after: anAlert({ finding: slower, version: 3, history: [noted('revised', '$1,513.70 -> $492.30')] }),
  }),
  'spike-resolved': aTransition({ reason: 'resolved', before: anAlert(), after: anAlert(quiet) }),
  'spike-withdrawn': aTransition({
    reason: 'resolved',
    before: anAlert(),
    after: anAlert({ ...quiet, quiet: 0, history: [noted('resolved', '$1,513.70 -> $34.02')] }),
  }),
  'spike-fired-again': aTransition({ reason: 'fired-again', before, after: anAlert({ version: 5 }) }),
  'spike-updated': aTransition({ reason: 'updated', before, after: anAlert({ version: 6 }) }),
  'spike-period-closed': aTransition({
    reason: 'period-closed',
    before: anAlert(),
    after: anAlert({ ...quiet, quiet: 0 }),
  }),
  'newcomer-first': aTransition({ after: anAlert({ id: 'newcomer-1c2d3e4f', finding: newcomer }) }),
  'newcomer-resolved': aTransition({
    reason: 'resolved',
    before: anAlert({ finding: newcomer }),
    after: anAlert({ id: 'newcomer-1c2d3e4f', finding: newcomer, ...quiet }),
  }),
  'budget-first': aTransition({ after: anAlert({ id: 'budget-77aa01bc', finding: budget }) }),
  'budget-threshold': aTransition({
    reason: 'threshold',
    before: anAlert({ finding: closer }),
    after: anAlert({ id: 'budget-77aa01bc', finding: over, version: 2 }),
  }),
  'budget-resolved': aTransition({
    reason: 'resolved',
    before: anAlert({ finding: budget }),
    after: anAlert({ id: 'budget-77aa01bc', finding: budget, ...quiet, quiet: 1 }),
  }),
  'budget-lowered': aTransition({
    reason: 'resolved',
    before: anAlert({ finding: budget }),
    after: anAlert({
      id: 'budget-77aa01bc',
      finding: budget,
      ...quiet,
      history: [noted('resolved', '$9,064.18 -> $8,120.00')],
    }),
  }),
  'budget-changed': aTransition({
    reason: 'resolved',
    before: anAlert({ finding: budget }),
    after: anAlert({
      id: 'budget-77aa01bc',
      finding: budget,
      ...quiet,
      history: [noted('resolved', 'the budget of $11,000.00 was changed')],
    }),
  }),
  'budget-revised': aTransition({
    reason: 'revised',
    before: anAlert({ finding: budget }),
    after: anAlert({ id: 'budget-77aa01bc', finding: raised, version: 3 }),
  }),
  'budget-period-closed': aTransition({
    reason: 'period-closed',
    before: anAlert({ finding: over }),
    after: anAlert({ id: 'budget-77aa01bc', finding: over, ...quiet }),
  }),
  'forecast-first': aTransition({ after: anAlert({ id: 'forecast-77aa01bd', finding: forecast }) }),
  'forecast-grew': aTransition({
    reason: 'grew',
    before: anAlert({ finding: { ...forecast, budget: aBudget({ forecast: milder }) } }),
    after: anAlert({ id: 'forecast-77aa01bd', finding: forecast, version: 2 }),
  }),
  'forecast-period-closed': aTransition({
    reason: 'period-closed',
    before: anAlert({ finding: forecast }),
    after: anAlert({ id: 'forecast-77aa01bd', finding: forecast, ...quiet }),
  }),
  'forecast-used-up': aTransition({
    reason: 'resolved',
    before: anAlert({ finding: forecast }),
    after: anAlert({
      id: 'forecast-77aa01bd',
      finding: forecast,
      ...quiet,
      history: [noted('resolved', 'the budget is used up')],
    }),
  }),
  'forecast-resolved': aTransition({
    reason: 'resolved',
    before: anAlert({ finding: forecast }),
    after: anAlert({ id: 'forecast-77aa01bd', finding: forecast, ...quiet }),
  }),
  'newcomer-first-nobodys': NOBODYS_NEWCOMER,
  ...BURN_TELLINGS,
  ...DECIDED_TELLINGS,
};
