import type { BacktestJob } from '../../../shared/domain/alert/backtest/job.ts';
import type { BacktestIncident, BacktestOutcome } from '../../../shared/domain/alert/backtest/outcome.ts';
import { isoInstant } from '../../../shared/domain/base/instant.ts';
import { money, orNull } from './values.ts';

export const backtestJobDocument = (job: BacktestJob) => ({
  ...{ id: job.id, team: job.team, days: job.days, state: job.state, done: job.done, of: job.of },
  words: standingWords(job),
  result: orNull(job.outcome, outcomeDocument),
});

function standingWords({ state, round, done, of, why, outcome }: BacktestJob): string {
  switch (state) {
    case 'waiting':
      return 'It waits for its turn.';
    case 'running':
      if (of === 0) return 'It reads the deliveries that are stored.';
      return round === 1
        ? `It judges delivery ${done + 1} of ${of}.`
        : `It looks for the lowest floor without a false alarm: delivery ${done + 1} of ${of}.`;
    case 'failed':
      return why ?? '';
    case 'dropped':
      return 'Nobody waited for it any more.';
    case 'done':
      return outcome === undefined ? '' : sentence(outcome);
  }
}

function outcomeDocument(outcome: BacktestOutcome) {
  const { span, deliveries, missing, incidents, quietFloor } = outcome;
  return {
    from: orNull(span?.from, isoInstant),
    to: orNull(span?.to, isoInstant),
    ...{ deliveries, missing, ...countsOf(outcome) },
    incidents: incidents.map(incidentDocument),
    quietFloor: orNull(quietFloor, (floor) => ({ dollars: floor.dollars, words: floorWords(floor) })),
    words: sentence(outcome),
  };
}

const incidentDocument = ({ rule, amount, toldAt, ...rest }: BacktestIncident) => ({
  alert: rest.alert ?? null,
  kind: rule,
  severity: rest.severity,
  principal: rest.principal ?? null,
  model: rest.model ?? null,
  budget: orNull(rest.budget, ({ billingPeriod, threshold }) => ({ period: billingPeriod, threshold })),
  toldAt: orNull(toldAt, isoInstant),
  amount: money(amount),
  verdict: rest.verdict ?? null,
  hoursEarlier: rest.hoursEarlier ?? null,
  would: rest.would,
});

function countsOf({ incidents }: BacktestOutcome) {
  const fired = incidents.filter(({ would }) => would === 'told');
  const count = (verdict: BacktestIncident['verdict']): number =>
    fired.filter((each) => each.verdict === verdict).length;
  return {
    ...{ fired: fired.length, real: count('real'), planned: count('planned') },
    ...{ noise: count('noise'), unjudged: count(undefined) },
  };
}

const floorWords = ({ dollars, loudAt }: NonNullable<BacktestOutcome['quietFloor']>): string =>
  loudAt === undefined
    ? `Even from $${dollars} above the usual on, nothing more would have been told than really was; lower floors were not tried.`
    : `From $${dollars} above the usual on, only what was really told would have been; at $${loudAt} there is more.`;

/** `Would have fired 4 times: 1 real, 2 planned, 1 not judged.` */
function sentence(outcome: BacktestOutcome): string {
  const { fired, real, planned, noise, unjudged } = countsOf(outcome);
  if (fired === 0) return 'Would not have fired.';
  const parts = [
    ...(real > 0 ? [`${real} real`] : []),
    ...(planned > 0 ? [`${planned} planned`] : []),
    ...(noise > 0 ? [`${noise} noise`] : []),
    ...(unjudged > 0 ? [`${unjudged} not judged`] : []),
  ];
  return `Would have fired ${fired === 1 ? 'once' : `${fired} times`}: ${parts.join(', ')}.`;
}
