import { isInScope, type ReadScope } from '../../domain/access/scope.ts';
import type { Alert } from '../../domain/alert/alert.ts';
import type { Plan } from '../../domain/alert/plan.ts';
import { planHours } from '../../domain/alert/plan-state.ts';
import { worstFirst } from '../../domain/alert/worst-first.ts';
import { type Hour, hourOf, type Instant } from '../../domain/base/instant.ts';
import type { Pico } from '../../domain/base/money.ts';
import { periodHours } from '../../domain/base/period.ts';
import { type AlertLine, alertLineOf } from '../../domain/notification/alert-line.ts';
import type { BudgetUse } from '../../domain/report/budget-use.ts';
import { type ExpectedBand, expectedBand } from '../../domain/report/expected-band.ts';
import type { CubeSeries } from '../../domain/view/spend-cube.ts';
import { askSpend, periodsOf } from '../../domain/view/spend-query.ts';
import type { PlanStore } from '../../ports/plan-store.ts';
import { askViews } from './ask-views.ts';
import { budgetUseIn } from './budget-use-in.ts';
import { chartGrain, shownHours } from './chart-hours.ts';
import { withPlans } from './plan-costs.ts';
import {
  type Freshness,
  type ReadBasis,
  type ReadPorts,
  type ReadSettings,
  readBasis,
} from './read-basis.ts';
import { type SpendRow, spendRows } from './spend-rows.ts';
import type { PeriodView } from './view-book.ts';

export interface TeamPorts extends ReadPorts {
  readonly plans: Pick<PlanStore, 'recent'>;
}

export interface TeamPage {
  readonly team: string;
  readonly owner?: string;
  readonly channel?: string;
  readonly currency: string;
  readonly freshness: Freshness;
  /** Of the newest month. */
  readonly budget?: BudgetUse;
  readonly grain: 'hour' | 'day';
  readonly times: readonly Hour[];
  readonly cost: readonly Pico[];
  readonly expected: readonly (ExpectedBand | undefined)[];
  readonly total: Pico;
  readonly principals: readonly SpendRow[];
  readonly models: readonly SpendRow[];
  readonly tokenKinds: readonly SpendRow[];
  readonly plans: readonly { readonly plan: Plan; readonly spent: Pico }[];
  readonly alerts: readonly AlertLine[];
}

export interface TeamAsked {
  readonly team: string;
  readonly from?: Hour;
  readonly to?: Hour;
  readonly now: Instant;
}

/** One team over a range; undefined before the first delivery, or where nobody knows such a team. */
export async function teamPage(
  ports: TeamPorts,
  settings: ReadSettings,
  scope: ReadScope,
  asked: TeamAsked,
): Promise<TeamPage | undefined> {
  const bare = isInScope(scope, asked.team) ? await readBasis(ports, settings, asked.now) : undefined;
  if (bare === undefined || !isKnown(bare, asked.team)) return undefined;
  const basis = await withPlans(ports, settings.exportName, bare, (team) => team === asked.team);
  const { team } = asked;
  const { judging, newest } = basis;
  const range = shownHours(basis, asked);
  const plans = (await ports.plans.recent(settings.exportName, asked.now)).filter(
    (plan) => plan.team === team,
  );
  const first = Math.min(
    judging.tree.firstHour,
    range.from,
    ...plans.map(({ startsAt }) => hourOf(startsAt)),
  );
  const views = await viewsBetween(ports, basis, first, range.to);
  const grain = chartGrain(judging.tree.grain, range);
  const isOurs = (series: CubeSeries): boolean => series.team === team;
  const steps = askSpend(
    views.map((view) => view.teams),
    scope,
    { where: isOurs, key: () => team, ...range, grain },
  );
  const node = judging.tree.teams.find(({ name }) => name === team);
  const budget = basis.budgets.budgets.find((each) => each.team === team);
  const month = spentIn(views, scope, isOurs, periodHours(newest.billingPeriod));
  const use = budgetUseIn(basis, newest, team, month);
  const rows = (key: (series: CubeSeries) => string) =>
    spendRows(views, scope, { ...range, firstHour: judging.tree.firstHour, where: isOurs, key });
  return {
    team,
    ...(budget?.owner === undefined ? {} : { owner: budget.owner }),
    ...(budget?.channel === undefined ? {} : { channel: budget.channel }),
    currency: newest.currency,
    freshness: basis.freshness(newest),
    ...(use === undefined ? {} : { budget: use }),
    ...{ grain, times: steps.times, total: steps.total },
    cost: steps.groups[0]?.steps ?? steps.times.map(() => 0n),
    expected: steps.times.map((from, index) => {
      const to = steps.times[index + 1] ?? range.to;
      return node && expectedBand(judging, node, from, to);
    }),
    principals: await rows(({ value }) => value),
    models: await rows(({ model }) => model),
    tokenKinds: await rows(({ tokenKind }) => tokenKind),
    plans: await Promise.all(
      plans.map(async (plan) => ({ plan, spent: await planSpentIn(views, scope, plan, newest.grain) })),
    ),
    alerts: basis.alerts
      .filter((alert) => alert.finding.scope.team === team && isShown(alert, range))
      .toSorted(worstFirst)
      .map((alert) => alertLineOf(alert, newest, asked.now)),
  };
}

const isKnown = ({ pointers, budgets }: ReadBasis, team: string): boolean =>
  pointers.some(({ totals }) => Object.hasOwn(totals.teams, team)) ||
  budgets.budgets.some((budget) => budget.team === team);

/** Published periods that hold these hours, in the currency of the newest. */
export const viewsBetween = (
  { book }: Pick<ReadPorts, 'book'>,
  { pointers, newest }: Pick<ReadBasis, 'pointers' | 'newest'>,
  from: Hour,
  to: Hour,
): Promise<readonly PeriodView[]> => {
  const periods = new Set(periodsOf(from, to));
  return Promise.all(
    pointers
      .filter(({ billingPeriod, currency }) => periods.has(billingPeriod) && currency === newest.currency)
      .map(book.view),
  );
};

const spentIn = (
  views: readonly PeriodView[],
  scope: ReadScope,
  where: (series: CubeSeries) => boolean,
  range: { readonly from: Hour; readonly to: Hour },
): Pico =>
  askSpend(
    views.map((view) => view.teams),
    scope,
    { where, key: () => '', ...range, grain: 'month' },
  ).total;

/** As `planSpent` of the judgement's tree. */
export async function planSpentIn(
  views: readonly PeriodView[],
  scope: ReadScope,
  plan: Plan,
  grain: 'hourly' | 'daily',
): Promise<Pico> {
  const { team, principal, model } = plan;
  const where = (series: CubeSeries): boolean =>
    series.team === team &&
    (principal === undefined || series.value === principal) &&
    (model === undefined || series.model === model);
  const hours = planHours(plan, { grain });
  const isWholeTeam = principal === undefined && model === undefined;
  if (isWholeTeam) return spentIn(views, scope, where, hours);
  return (await askViews(views, scope, { where, key: () => '', ...hours, grain: 'month' })).total;
}

/** Open, or at any time of the range. */
const isShown = (
  { state, startsAt, endsAt }: Alert,
  { from, to }: { readonly from: Hour; readonly to: Hour },
): boolean =>
  state === 'firing' ||
  (state === 'resolved' && hourOf(startsAt) < to && (endsAt === undefined || hourOf(endsAt) >= from));
