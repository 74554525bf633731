import type { Alert } from '../../shared/domain/alert/alert.ts';
import { standingOf } from '../../shared/domain/alert/standing.ts';
import { isoInstant, startOfHour } from '../../shared/domain/base/instant.ts';
import { type CostByCurrency, picoText } from '../../shared/domain/base/money.ts';
import { sortedEntries } from '../../shared/domain/base/order.ts';
import type { Impact } from '../../shared/domain/evaluation/finding.ts';
import type { Pointer } from '../../shared/domain/ledger/snapshot.ts';
import { onceData } from '../../shared/domain/notification/once-data.ts';
import { causeJson } from './cause-json.ts';
import { handlingJson } from './handling-json.ts';

/** One published period as `run --json` prints it; money is exact decimal text by currency. */
export interface PeriodJson {
  readonly period: string;
  readonly executionId: string;
  readonly executedAt: string;
  readonly dataThrough: string;
  readonly rows: number;
  readonly cost: CostByCurrency;
  readonly bedrockUsageCost: CostByCurrency;
  readonly teams: Readonly<Record<string, CostByCurrency>>;
  /** Exact cost by Bedrock usage type that no rule knows; it is in the ledger as `other`. */
  readonly unknownUsageTypes: Readonly<Record<string, string>>;
}

export const periodJson = (pointer: Pointer): PeriodJson => ({
  period: pointer.billingPeriod,
  executionId: pointer.executionId,
  executedAt: isoInstant(pointer.executedAt),
  dataThrough: isoInstant(startOfHour(pointer.dataThrough)),
  rows: pointer.totals.rows,
  cost: pointer.totals.cost,
  bedrockUsageCost: pointer.totals.bedrock.usageCost,
  teams: Object.fromEntries(sortedEntries(new Map(Object.entries(pointer.totals.teams)))),
  unknownUsageTypes: Object.fromEntries(
    sortedEntries(new Map(Object.entries(pointer.unknownUsageTypes))).map(([name, pico]) => [
      name,
      picoText(BigInt(pico)),
    ]),
  ),
});

/** One alert as every command prints it in JSON. */
export function alertJson(alert: Alert): Record<string, unknown> {
  const { finding } = alert;
  return {
    id: alert.id,
    kind: finding.rule,
    state: alert.state,
    standing: standingOf(alert, Date.now()),
    severity: finding.severity,
    team: finding.scope.team,
    principal: finding.scope.principal ?? null,
    model: finding.scope.model ?? null,
    tokenKind: finding.scope.tokenKind ?? null,
    period: finding.billingPeriod,
    currency: finding.currency,
    startedAt: isoInstant(startOfHour(finding.startedAt)),
    costPerHour: picoText(finding.costPerHour),
    usualPerHour: picoText(finding.usualPerHour),
    shareOfRise: finding.shareOfRise,
    impact: {
      soFar: picoText(finding.impact.soFar),
      untilNextDelivery: picoText(finding.impact.untilNextDelivery),
      untilMorning: picoText(finding.impact.untilMorning),
      untilMonthEnd: picoText(finding.impact.untilMonthEnd),
      ...horizonsJson(finding.impact),
    },
    ...(finding.budget === undefined
      ? {}
      : {
          budget: {
            amount: picoText(finding.budget.amount),
            spent: picoText(finding.budget.spent),
            percent: finding.budget.percent,
            threshold: finding.budget.threshold,
            forecast: {
              low: picoText(finding.budget.forecast.low),
              mid: picoText(finding.budget.forecast.mid),
              high: picoText(finding.budget.forecast.high),
            },
          },
        }),
    ...(finding.cause === undefined ? {} : { cause: causeJson(finding.cause) }),
    ...onceData(finding),
    ...handlingJson(alert),
    history: alert.history.map((change) => ({
      at: isoInstant(change.at),
      reason: change.reason,
      note: change.note,
      delivery: change.delivery,
      ...(change.by === undefined ? {} : { by: change.by }),
    })),
  };
}

/** When the next delivery and the team's next morning are, the hour the budget ends, and ranges where there are any. */
const horizonsJson = ({ horizons, ranges, budgetEnds }: Impact): Record<string, unknown> => ({
  ...(horizons === undefined
    ? {}
    : {
        nextDelivery: isoInstant(horizons.nextDelivery),
        morning: isoInstant(horizons.morning),
        timeZone: horizons.timeZone,
      }),
  ...(ranges === undefined
    ? {}
    : {
        ranges: Object.fromEntries(
          Object.entries(ranges).map(([name, { low, mid, high }]) => [
            name,
            { low: picoText(low), mid: picoText(mid), high: picoText(high) },
          ]),
        ),
      }),
  ...(budgetEnds === undefined
    ? {}
    : {
        budgetEnds: Object.fromEntries(
          Object.entries(budgetEnds).map(([name, hour]) => [name, isoInstant(startOfHour(hour))]),
        ),
      }),
});
