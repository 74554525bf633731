import type { Alert } from '../domain/alert/alert.ts';
import type { QuietFloor } from '../domain/alert/backtest/quiet-floor.ts';
import type { Tried } from '../domain/alert/backtest/tried.ts';
import { type BacktestMessage, messagesOf, type WouldHave } from '../domain/alert/backtest/would-have.ts';
import type { Declared } from '../domain/alert/judge.ts';
import { DAY_MS, type Instant } from '../domain/base/instant.ts';
import type { BillingPeriod } from '../domain/base/period.ts';
import { type DeliveryOrder, madeAt } from '../domain/delivery/order.ts';
import type { BudgetBook } from '../domain/evaluation/budget/budget.ts';
import type { EvaluationDefaults } from '../domain/evaluation/defaults.ts';
import type { AlertStore } from '../ports/alert-store.ts';
import type { BudgetStore } from '../ports/budget-store.ts';
import type { LedgerStore } from '../ports/ledger-store.ts';
import type { PlanStore } from '../ports/plan-store.ts';
import type { RollupStore } from '../ports/rollup-store.ts';
import type { SilenceStore } from '../ports/silence-store.ts';
import { replayLanes } from './backtest-lanes.ts';
import { finerQuietFloor, quietFloors, quietTries } from './quiet-floors.ts';
import { publishedDeliveries, type StoredDelivery } from './stored-deliveries.ts';

export interface BacktestPorts {
  readonly ledger: Pick<LedgerStore, 'pointers'>;
  readonly rollups: Pick<RollupStore, 'read'>;
  readonly alerts: Pick<AlertStore, 'all'>;
  readonly budgets: Pick<BudgetStore, 'read'>;
  readonly plans: Pick<PlanStore, 'recent'>;
  readonly silences: Pick<SilenceStore, 'recent'>;
}

export interface BacktestQuery {
  /** First and last delivery of interest; all that are stored where nothing is said. */
  readonly from?: Instant;
  readonly to?: Instant;
  /** In the place of `from`: so many days before the last one. */
  readonly days?: number;
  readonly defaults: EvaluationDefaults;
  /** How easily rises would alert. */
  readonly tried?: Tried;
  /** Look for the lowest floors without a false alarm, too: exactly for the team that is tried, else for each team. */
  readonly quietFloors?: boolean;
  readonly onProgress?: (done: number, of: number) => void;
}

export interface Backtest extends WouldHave {
  /** Of the first and the last delivery that was judged; undefined where none was. */
  readonly span?: { readonly from: Instant; readonly to: Instant };
  /** That the newest delivery knows, by name. */
  readonly teams: readonly string[];
  /** How many deliveries were judged. */
  readonly deliveries: number;
  /** Deliveries that are no longer kept: what they would have caused is not known. */
  readonly missing: readonly { readonly order: DeliveryOrder; readonly billingPeriod?: BillingPeriod }[];
  /** In the order in which they would have been sent. */
  readonly messages: readonly BacktestMessage[];
  /** Where they were asked for. */
  readonly quietFloors?: readonly QuietFloor[];
}

/**
 * What would have been sent about an export under these settings, beside what really was: each of its deliveries is
 * judged again, by the function that the live engine uses, with what was known at that time. Without other settings
 * than those of the time the two are the same, to the alert.
 */
export async function backtestExport(
  ports: BacktestPorts,
  exportName: string,
  query: BacktestQuery & { readonly budgets?: BudgetBook },
): Promise<Backtest> {
  const [deliveries, real, budgets] = await Promise.all([
    publishedDeliveries(ports, exportName),
    ports.alerts.all(exportName),
    query.budgets ?? ports.budgets.read(),
  ]);
  const declared = await declaredSince(ports, exportName, deliveries[0]);
  return backtestDeliveries(deliveries, { ...query, ...declared, budgets }, real);
}

/** Plans and silences that any judgement of these deliveries knew. */
export async function declaredSince(
  ports: Pick<BacktestPorts, 'plans' | 'silences'>,
  exportName: string,
  first: StoredDelivery | undefined,
): Promise<Declared> {
  const since = first === undefined ? 0 : madeAt(first.order);
  const [plans, silences] = await Promise.all([
    ports.plans.recent(exportName, since),
    ports.silences.recent(exportName, since),
  ]);
  return { plans, silences };
}

/** The same for deliveries that never came to a live engine: nothing was really sent about them. */
export async function backtestDeliveries(
  deliveries: readonly StoredDelivery[],
  query: BacktestQuery & Declared & { readonly budgets: BudgetBook },
  real: readonly Alert[] = [],
): Promise<Backtest> {
  const { tried = {} } = query;
  const { team } = tried;
  const messages: BacktestMessage[] = [];
  const lanes = { ...query, ...fromOf(deliveries, query), deliveries, real };
  const tries = [tried, ...(query.quietFloors === true ? quietTries(tried) : [])];
  const { told, judgedAt, missing, teams } = await replayLanes(
    lanes,
    tries,
    ({ delivery: { order }, asOf, judged }) =>
      messages.push(...messagesOf(judged[0]!.transitions, asOf, order)),
  );
  const [own, ...others] = told;
  const span = judgedAt.length === 0 ? {} : { span: { from: judgedAt[0]!, to: judgedAt.at(-1)! } };
  const result: Backtest = {
    ...own!,
    ...span,
    teams,
    deliveries: judgedAt.length,
    missing: missing.map(({ order, billingPeriod }) => ({
      order,
      ...(billingPeriod === undefined ? {} : { billingPeriod }),
    })),
    messages: messages.filter(({ finding }) => team === undefined || finding.scope.team === team),
  };
  if (query.quietFloors !== true) return result;
  const coarse = quietFloors(
    others,
    teams.filter((each) => team === undefined || each === team),
  );
  const [one] = coarse;
  const exact = team === undefined || one === undefined ? coarse : [await finerQuietFloor(lanes, tried, one)];
  return { ...result, quietFloors: exact };
}

function fromOf(
  deliveries: readonly StoredDelivery[],
  { from, to = Number.POSITIVE_INFINITY, days }: BacktestQuery,
): { readonly from?: Instant } {
  if (from !== undefined) return { from };
  const last = deliveries.findLast(({ order }) => madeAt(order) <= to);
  return days === undefined || last === undefined ? {} : { from: madeAt(last.order) - days * DAY_MS };
}
