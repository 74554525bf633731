import type { Person } from '../../domain/access/person.ts';
import { isInScope, type ReadScope, scopeOf } from '../../domain/access/scope.ts';
import { worstFirst } from '../../domain/alert/worst-first.ts';
import { dayOfHour, type Hour, type Instant } from '../../domain/base/instant.ts';
import type { Pico } from '../../domain/base/money.ts';
import { byText } from '../../domain/base/order.ts';
import { principalAccount } from '../../domain/charge/principal.ts';
import { type SessionNames, sessionName } from '../../domain/evidence/session-names.ts';
import { PRINCIPAL_DIMENSION } from '../../domain/ledger/entry.ts';
import { type AlertLine, alertLineOf } from '../../domain/notification/alert-line.ts';
import type { CubeSeries } from '../../domain/view/spend-cube.ts';
import { askViews } from './ask-views.ts';
import { chartGrain, type ShownHours, shownHours } from './chart-hours.ts';
import { type Freshness, type ReadPorts, type ReadSettings, readBasis } from './read-basis.ts';
import { type SpendRow, spendRows } from './spend-rows.ts';
import { viewsBetween } from './team.ts';
import type { PeriodView } from './view-book.ts';

export interface PrincipalSettings extends ReadSettings {
  /** How sessions, which often are e-mail addresses, are written. */
  readonly sessionNames: SessionNames;
}

export interface PrincipalPage {
  readonly principal: string;
  /** `role`, `user`, `sso` …; `none` for charges without a caller. */
  readonly kind: string;
  readonly account?: string;
  /** That the reader sees, by name. */
  readonly teams: readonly string[];
  /** Absent where it was there before anything is known. */
  readonly firstSeen?: Hour;
  readonly currency: string;
  readonly freshness: Freshness;
  readonly grain: 'hour' | 'day';
  readonly times: readonly Hour[];
  readonly cost: readonly Pico[];
  readonly total: Pico;
  readonly models: readonly SpendRow[];
  readonly tokenKinds: readonly SpendRow[];
  /** Most of one day, and a few names. */
  readonly sessions: { readonly count: number; readonly sample: readonly string[] };
  readonly alerts: readonly AlertLine[];
}

export interface PrincipalAsked {
  readonly id: string;
  readonly from?: Hour;
  readonly to?: Hour;
  readonly now: Instant;
}

/** One caller, as far as it works for teams that the reader sees; undefined where it never did. */
export async function principalPage(
  ports: ReadPorts,
  settings: PrincipalSettings,
  person: Person,
  asked: PrincipalAsked,
): Promise<PrincipalPage | undefined> {
  const scope = scopeOf(person);
  const basis = await readBasis(ports, settings, asked.now);
  if (basis === undefined) return undefined;
  const { judging, newest } = basis;
  const range = shownHours(basis, asked);
  const { firstHour } = judging.tree;
  const views = await viewsBetween(
    ports,
    basis,
    Math.min(firstHour, range.from),
    Math.max(range.to, newest.dataThrough),
  );
  const isIts = ({ dimension, team, value }: CubeSeries): boolean =>
    dimension === PRINCIPAL_DIMENSION && value === asked.id && isInScope(scope, team);
  const teams = new Set(views.flatMap(({ days }) => days.series.filter(isIts).map(({ team }) => team)));
  if (teams.size === 0) return undefined;
  const grain = chartGrain(judging.tree.grain, range);
  const steps = await askViews(views, scope, { where: isIts, key: () => '', ...range, grain });
  const rows = (key: (series: CubeSeries) => string) =>
    spendRows(views, scope, { ...range, firstHour, where: isIts, key });
  const firstSeen = firstOf(views, isIts);
  const account = principalAccount(asked.id);
  return {
    principal: asked.id,
    kind: /^[\w-]+(?=[/@]|$)/.exec(asked.id)?.[0] ?? 'unknown',
    ...(account === undefined ? {} : { account }),
    teams: [...teams].sort(byText),
    ...(firstSeen === undefined || firstSeen <= firstHour ? {} : { firstSeen }),
    currency: newest.currency,
    freshness: basis.freshness(newest),
    ...{ grain, times: steps.times, total: steps.total },
    cost: steps.groups[0]?.steps ?? steps.times.map(() => 0n),
    models: await rows(({ model }) => model),
    tokenKinds: await rows(({ tokenKind }) => tokenKind),
    sessions: sessionsIn(views, scope, { ...range, id: asked.id }, namesFor(person, settings)),
    alerts: basis.alerts
      .filter(({ finding }) => finding.scope.principal === asked.id && isInScope(scope, finding.scope.team))
      .filter(({ state }) => state !== 'pending')
      .toSorted(worstFirst)
      .map((alert) => alertLineOf(alert, newest, asked.now)),
  };
}

/** First hour with a charge. */
function firstOf(views: readonly PeriodView[], isIts: (series: CubeSeries) => boolean): Hour | undefined {
  let first: Hour | undefined;
  for (const { days, firstHours } of views) {
    for (const [index, series] of days.series.entries()) {
      if (!isIts(series)) continue;
      const own = firstHours[index]!;
      if (first === undefined || own < first) first = own;
    }
  }
  return first;
}

/** Who only reads has no use for whole names of people. */
const namesFor = ({ role }: Person, { sessionNames }: PrincipalSettings): SessionNames =>
  role === 'viewer' && sessionNames === 'full' ? 'initials' : sessionNames;

const SAMPLE_MAX = 12;

function sessionsIn(
  views: readonly PeriodView[],
  scope: ReadScope,
  { id, from, to }: ShownHours & { readonly id: string },
  names: SessionNames,
): PrincipalPage['sessions'] {
  const byDay = new Map<number, number>();
  const sample = new Set<string>();
  for (const { days } of views) {
    for (const { team, principal, day, count, sample: seen } of days.sessions) {
      if (principal !== id || !isInScope(scope, team)) continue;
      if (day < dayOfHour(from) || day > dayOfHour(to - 1)) continue;
      byDay.set(day, (byDay.get(day) ?? 0) + count);
      for (const name of seen) sample.add(sessionName(name, names));
    }
  }
  return { count: Math.max(0, ...byDay.values()), sample: [...sample].sort(byText).slice(0, SAMPLE_MAX) };
}
