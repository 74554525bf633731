import type { Transition } from '../alert/alert.ts';
import { isoHour, isoInstant } from '../base/instant.ts';
import { picoText } from '../base/money.ts';
import type { BudgetFacts, BurnFacts, Finding, FindingScope } from '../evaluation/finding.ts';
import type { PointerFacts } from './body.ts';
import { causeData } from './cause-data.ts';
import { endOf } from './end.ts';
import { handlingData } from './handling-data.ts';
import { onceData } from './once-data.ts';

type Data = Record<string, string | number>;

/** For programs: exact amounts as decimal text in `currency`, times as ISO 8601, absent parts left out. */
export function machineData(transition: Transition, pointer: PointerFacts): Data {
  const { reason, after } = transition;
  const { finding } = after;
  const end = endOf(transition);
  return {
    alertId: after.id,
    version: after.version,
    reason,
    state: after.state,
    rule: finding.rule,
    severity: finding.severity,
    ...scopeData(finding.scope),
    billingPeriod: finding.billingPeriod,
    currency: finding.currency,
    startedAt: isoHour(finding.startedAt),
    ...(after.endsAt === undefined ? {} : { endedAt: isoInstant(after.endsAt) }),
    ...(end === undefined ? {} : { ending: end.kind }),
    ...handlingData(after),
    ...completenessData(finding),
    ...amounts(finding),
    ...baselineData(finding),
    ...onceData(finding),
    ...causeData(finding.cause),
    ...(finding.budget === undefined ? {} : budgetData(finding.budget)),
    ...(finding.burn === undefined ? {} : burnData(finding.burn)),
    dataThrough: isoHour(pointer.dataThrough),
    executedAt: isoInstant(pointer.executedAt),
    executionId: pointer.executionId,
  };
}

/** Shares 0–1 of what the hours will cost in the end; absent where all of it is in. */
const completenessData = ({ completeness }: Finding): Data =>
  completeness === undefined
    ? {}
    : {
        completenessLow: round(completeness.low),
        completeness: round(completeness.mid),
        completenessHigh: round(completeness.high),
      };

const round = (share: number): number => Math.round(share * 1000) / 1000;

const scopeData = ({ team, principal, model, tokenKind }: FindingScope): Data => ({
  team,
  ...(principal === undefined ? {} : { principal }),
  ...(model === undefined ? {} : { model }),
  ...(tokenKind === undefined ? {} : { tokenKind }),
});

const amounts = ({ costPerHour, usualPerHour, shareOfRise, sessions, impact }: Finding): Data => ({
  costPerHour: picoText(costPerHour),
  usualPerHour: picoText(usualPerHour),
  shareOfRise,
  sessions,
  extraSoFar: picoText(impact.soFar),
  extraUntilNextDelivery: picoText(impact.untilNextDelivery),
  extraUntilMorning: picoText(impact.untilMorning),
  extraUntilMonthEnd: picoText(impact.untilMonthEnd),
  ...(impact.horizons === undefined ? {} : { morning: isoInstant(impact.horizons.morning) }),
  ...(impact.budgetEnds === undefined ? {} : { budgetEndsAt: isoHour(impact.budgetEnds.at) }),
});

const baselineData = ({ baseline }: Finding): Data =>
  baseline === undefined
    ? {}
    : {
        windowFrom: isoHour(baseline.from),
        windowTo: isoHour(baseline.to),
        windowCost: picoText(baseline.actual),
        windowExpected: picoText(baseline.expected),
        windowLow: picoText(baseline.band.low),
        windowHigh: picoText(baseline.band.high),
        history: baseline.history,
        score: baseline.score,
      };

const burnData = ({ hours, shortHours, spent, percent, costPerHour, planPerHour }: BurnFacts): Data => ({
  burnHours: hours,
  burnShortHours: shortHours,
  burnSpent: picoText(spent),
  burnPercent: percent,
  burnPerHour: picoText(costPerHour),
  planPerHour: picoText(planPerHour),
});

const budgetData = ({
  amount,
  spent,
  percent,
  threshold,
  forecast,
  headsOver,
  exhaustedAt,
  planUntil,
}: BudgetFacts): Data => ({
  budget: picoText(amount),
  spent: picoText(spent),
  percent,
  threshold,
  forecastLow: picoText(forecast.low),
  forecast: picoText(forecast.mid),
  forecastHigh: picoText(forecast.high),
  ...(headsOver === true ? { headsOver: 'true' } : {}),
  ...(exhaustedAt === undefined ? {} : { exhaustedAt: isoHour(exhaustedAt) }),
  ...(planUntil === undefined ? {} : { planUntil: isoHour(planUntil) }),
});
