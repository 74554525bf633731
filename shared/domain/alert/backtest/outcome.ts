import type { Instant } from '../../base/instant.ts';
import type { Pico } from '../../base/money.ts';
import { type BillingPeriod, periodOf } from '../../base/period.ts';
import type { Rule, Severity } from '../../evaluation/finding.ts';
import type { Alert } from '../alert.ts';
import type { Verdict } from '../handling.ts';
import { amountOf, firstToldAt } from './incident.ts';
import type { QuietFloor } from './quiet-floor.ts';
import type { WouldHave } from './would-have.ts';

/** One incident of a backtest: told by the settings in question, or told in truth and not by them. */
export interface BacktestIncident {
  /** Id of what was really told. */
  readonly alert?: string;
  readonly rule: Rule;
  readonly severity: Severity;
  readonly principal?: string;
  readonly model?: string;
  /** Of a budget: its month, and the highest threshold in percent that was crossed or would be. */
  readonly budget?: { readonly billingPeriod: BillingPeriod; readonly threshold: number };
  readonly toldAt?: Instant;
  readonly amount: Pico;
  readonly verdict?: Verdict;
  /** Negative: later than the live engine was. */
  readonly hoursEarlier?: number;
  readonly would: 'told' | 'silent';
}

/** What is shown of a team's backtest: small enough to be kept, unlike all that was replayed. */
export interface BacktestOutcome {
  readonly span?: { readonly from: Instant; readonly to: Instant };
  readonly deliveries: number;
  readonly missing: number;
  /** In the order in which they would have been told; what would stay silent first. */
  readonly incidents: readonly BacktestIncident[];
  /** Of this team, where there is a floor without a false alarm. */
  readonly quietFloor?: { readonly dollars: number; readonly loudAt?: number };
}

export interface Replayed extends WouldHave {
  readonly span?: BacktestOutcome['span'];
  readonly deliveries: number;
  readonly missing: readonly unknown[];
  readonly quietFloors?: readonly QuietFloor[];
}

export function outcomeOf(
  { span, deliveries, missing, same, onlyReplayed, onlyReal, quietFloors = [] }: Replayed,
  team: string,
): BacktestOutcome {
  const incidents: readonly BacktestIncident[] = [
    ...same.map(({ replayed, real, hoursEarlier }) => ({
      ...incident(replayed, real),
      ...(hoursEarlier === undefined ? {} : { hoursEarlier }),
      would: 'told' as const,
    })),
    ...onlyReplayed.map((alert) => ({ ...incident(alert), would: 'told' as const })),
    ...onlyReal.map((alert) => {
      const { toldAt: _, ...rest } = incident(alert, alert);
      return { ...rest, would: 'silent' as const };
    }),
  ];
  const floor = quietFloors.find((each) => each.team === team);
  const { dollars, loudAt } = floor ?? {};
  return {
    ...(span === undefined ? {} : { span }),
    ...{ deliveries, missing: missing.length },
    incidents: incidents.toSorted((a, b) => (a.toldAt ?? 0) - (b.toldAt ?? 0)),
    ...(dollars === undefined
      ? {}
      : { quietFloor: { dollars, ...(loudAt === undefined ? {} : { loudAt }) } }),
  };
}

function incident(told: Alert, real?: Alert): Omit<BacktestIncident, 'would'> {
  const { rule, severity, scope, budget } = told.finding;
  const [toldAt, verdict] = [firstToldAt(told), real === undefined ? undefined : verdictOf(real)];
  return {
    ...(real === undefined ? {} : { alert: real.id }),
    ...{ rule, severity },
    ...(scope.principal === undefined ? {} : { principal: scope.principal }),
    ...(scope.model === undefined ? {} : { model: scope.model }),
    ...(budget === undefined
      ? {}
      : { budget: { billingPeriod: periodOf(told.startsAt), threshold: budget.threshold } }),
    ...(toldAt === undefined ? {} : { toldAt }),
    amount: amountOf(told),
    ...(verdict === undefined ? {} : { verdict }),
  };
}

/** What lies inside a plan was planned, whether somebody said so again or not. */
const verdictOf = ({ handling, mute }: Alert): Verdict | undefined =>
  handling?.verdict?.verdict ?? (mute?.by === 'plan' ? 'planned' : undefined);
