import type { QuietFloor } from '../../shared/domain/alert/backtest/quiet-floor.ts';
import type { Tried } from '../../shared/domain/alert/backtest/tried.ts';
import type { BacktestMessage } from '../../shared/domain/alert/backtest/would-have.ts';
import { type Instant, isoInstant } from '../../shared/domain/base/instant.ts';
import { picoText } from '../../shared/domain/base/money.ts';
import type { Finding } from '../../shared/domain/evaluation/finding.ts';
import type { Backtest } from '../../shared/flow/backtest.ts';
import { type IncidentRow, incidentRows } from './backtest-rows.ts';

export interface BacktestReport {
  readonly exportName: string;
  readonly tried: Tried;
  readonly result: Backtest;
  /** False where nothing was ever sent about these deliveries. */
  readonly wasLive: boolean;
}

/** As docs/backtest.md says; money is exact decimal text. */
export function backtestJson({
  exportName,
  tried,
  result,
  wasLive,
}: BacktestReport): Record<string, unknown> {
  const { span, fired, quietFloors = [] } = result;
  return {
    export: exportName,
    from: timeOrNull(span?.from),
    to: timeOrNull(span?.to),
    deliveries: result.deliveries,
    missing: result.missing.map(({ order, billingPeriod }) => ({
      delivery: order,
      period: billingPeriod ?? null,
    })),
    tried: {
      team: tried.team ?? null,
      minDollars: tried.minDollars === undefined ? null : picoText(tried.minDollars),
      minPercent: tried.minPercent ?? null,
      alertsPer: tried.alertsPer ?? null,
    },
    fired: wasLive ? fired : { times: fired.times },
    incidents: incidentRows(result).map((row) => incidentJson(row, wasLive)),
    messages: result.messages.map(messageJson),
    quietFloors: quietFloors.map(quietJson),
  };
}

function incidentJson(row: IncidentRow, wasLive: boolean): Record<string, unknown> {
  const { alert, would, toldAt, real, hoursEarlier, amount } = row;
  return {
    ...aboutJson(alert.finding),
    would,
    alert: would === 'told' ? alert.id : null,
    told: timeOrNull(toldAt),
    amount: picoText(amount),
    ...(wasLive
      ? {
          realAlert: real?.id ?? null,
          reallyTold: timeOrNull(real?.toldAt),
          hoursEarlier: hoursEarlier ?? null,
        }
      : {}),
  };
}

const messageJson = ({ at, delivery, alertId, reason, finding }: BacktestMessage) => ({
  at: isoInstant(at),
  delivery,
  alert: alertId,
  reason,
  severity: finding.severity,
  ...aboutJson(finding),
});

const quietJson = ({ team, dollars, loudAt, loud, alertsPer }: QuietFloor) => ({
  team,
  minDollars: dollars ?? null,
  alertsPer: alertsPer ?? null,
  loudAt: loudAt ?? null,
  loud: loud === undefined ? null : { alert: loud.id, ...aboutJson(loud.finding) },
});

const aboutJson = ({ rule, scope, currency }: Finding) => ({
  team: scope.team,
  kind: rule,
  principal: scope.principal ?? null,
  model: scope.model ?? null,
  currency,
});

const timeOrNull = (time: Instant | undefined): string | null =>
  time === undefined ? null : isoInstant(time);
