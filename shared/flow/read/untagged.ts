import { type ReadScope, seesAll } from '../../domain/access/scope.ts';
import type { Instant } from '../../domain/base/instant.ts';
import { type Pico, parsePico } from '../../domain/base/money.ts';
import { type BillingPeriod, periodHours } from '../../domain/base/period.ts';
import { UNATTRIBUTED } from '../../domain/charge/principal.ts';
import { type LedgerEntry, PRINCIPAL_DIMENSION } from '../../domain/ledger/entry.ts';
import type { Pointer } from '../../domain/ledger/snapshot.ts';
import { type CallerSpend, type Gateway, gatewaysIn } from '../../domain/report/gateways.ts';
import { type LikelyOwner, ownerFinder } from '../../domain/report/likely-owner.ts';
import { partOf } from '../../domain/report/spenders.ts';
import { type NeverTagged, type TagWay, tagWay } from '../../domain/report/tag-command.ts';
import { type TagFault, tagFaults } from '../../domain/report/tag-hygiene.ts';
import type { CubeSeries } from '../../domain/view/spend-cube.ts';
import { askSpend } from '../../domain/view/spend-query.ts';
import { type Freshness, type ReadPorts, type ReadSettings, readBasis } from './read-basis.ts';
import type { PeriodView } from './view-book.ts';

export interface UntaggedSettings extends ReadSettings {
  /** Key of the caller's tag that makes a team, where a rule reads one. */
  readonly tagKey?: string;
}

export interface UntaggedPrincipal {
  readonly principal: string;
  readonly cost: Pico;
  /** 0–1 of what no team pays for. */
  readonly share: number;
  readonly owner?: LikelyOwner;
  readonly tag: TagWay;
}

export interface UntaggedPage {
  readonly period: BillingPeriod;
  readonly currency: string;
  readonly freshness: Freshness;
  readonly cost: Pico;
  readonly share: number;
  /** Oldest first. */
  readonly trend: readonly { readonly period: BillingPeriod; readonly cost: Pico; readonly share: number }[];
  /** Dearest first. */
  readonly principals: readonly UntaggedPrincipal[];
  /** What no tag can ever reach, dearest first. */
  readonly never: readonly { readonly what: NeverTagged; readonly cost: Pico }[];
  readonly faults: readonly TagFault[];
  readonly gateways: readonly Gateway[];
}

export type UntaggedResult =
  | { readonly outcome: 'found'; readonly page: UntaggedPage }
  | { readonly outcome: 'nothing-delivered' }
  /** It is nobody's, and so of whoever sees every team. */
  | { readonly outcome: 'not-yours' };

const PRINCIPALS_MAX = 100;
const MONTHS_TOLD = 13;

/** What no team pays for in a month, and what would change that. */
export async function untaggedPage(
  ports: ReadPorts,
  settings: UntaggedSettings,
  scope: ReadScope,
  asked: { readonly period?: BillingPeriod; readonly now: Instant },
): Promise<UntaggedResult> {
  if (!seesAll(scope)) return { outcome: 'not-yours' };
  const basis = await readBasis(ports, settings, asked.now);
  const wanted = asked.period ?? basis?.newest.billingPeriod;
  const pointer = basis?.pointers.find(({ billingPeriod }) => billingPeriod === wanted);
  if (basis === undefined || pointer === undefined) return { outcome: 'nothing-delivered' };
  const view = await ports.book.view(pointer);
  const callers = callerSpend(view, scope);
  const total = callers.reduce((sum, { cost }) => sum + cost, 0n);
  const nobodys = callers.filter(({ team }) => team === UNATTRIBUTED);
  const cost = nobodys.reduce((sum, each) => sum + each.cost, 0n);
  const find = ownerFinder(callersAsEntries(view, callers));
  const tagged = nobodys
    .filter((each) => each.cost > 0n)
    .map((each) => {
      const owner = find(each.principal);
      return {
        ...{ principal: each.principal, cost: each.cost, share: partOf(each.cost, cost) },
        ...(owner === undefined ? {} : { owner }),
        tag: tagWay(each.principal, settings.tagKey ?? 'team', owner?.team),
      };
    });
  return {
    outcome: 'found',
    page: {
      period: pointer.billingPeriod,
      currency: pointer.currency,
      freshness: basis.freshness(pointer),
      ...{ cost, share: partOf(cost, total) },
      trend: basis.pointers
        .filter(({ currency }) => currency === pointer.currency)
        .map(shareIn)
        .slice(-MONTHS_TOLD),
      principals: tagged.filter(({ tag }) => tag.way !== 'never').slice(0, PRINCIPALS_MAX),
      never: neverIn(tagged),
      faults: tagFaults(tagSpend(view, scope)),
      gateways: gatewaysIn(callers),
    },
  };
}

/** Dearest first. */
function callerSpend({ pointer, days, sessions }: PeriodView, scope: ReadScope): readonly CallerSpend[] {
  const names = new Map<string, { readonly team: string; readonly principal: string }>();
  const key = ({ team, value }: CubeSeries): string => {
    const name = JSON.stringify([team, value]);
    names.set(name, { team, principal: value });
    return name;
  };
  const { groups } = askSpend([days], scope, {
    ...{ key, ...periodHours(pointer.billingPeriod), grain: 'month' as const },
  });
  return groups.map(({ key: name, cost }) => {
    const { team, principal } = names.get(name)!;
    return { team, principal, cost, sessions: sessions().get(team)?.get(principal)?.most ?? 0 };
  });
}

/** One entry a caller, with what a guess of its owner rests on: cost and names of sessions. */
const callersAsEntries = (
  { sessions }: PeriodView,
  callers: readonly CallerSpend[],
): readonly LedgerEntry[] =>
  callers.map(({ team, principal, cost }): LedgerEntry => {
    const seen = sessions().get(team)?.get(principal);
    const cell = { model: '', tokenKind: 'other', hourOfDay: 0, cost, tokens: 0, rows: 0 } as const;
    return {
      scope: { dimension: PRINCIPAL_DIMENSION, team, value: principal },
      ...{ day: 0, cells: [cell], sessions: { count: seen?.most ?? 0, sample: [...(seen?.sample ?? [])] } },
    };
  });

function shareIn({ billingPeriod, currency, totals }: Pointer): UntaggedPage['trend'][number] {
  const costs = Object.entries(totals.teams).map(([team, cost]) => ({
    team,
    cost: parsePico(cost[currency] ?? '0'),
  }));
  const total = costs.reduce((sum, each) => sum + each.cost, 0n);
  const cost = costs.find(({ team }) => team === UNATTRIBUTED)?.cost ?? 0n;
  return { period: billingPeriod, cost, share: partOf(cost, total) };
}

function neverIn(tagged: readonly UntaggedPrincipal[]): UntaggedPage['never'] {
  const sums = new Map<NeverTagged, Pico>();
  for (const { tag, cost } of tagged)
    if (tag.way === 'never') sums.set(tag.what, (sums.get(tag.what) ?? 0n) + cost);
  return [...sums].map(([what, cost]) => ({ what, cost })).sort((a, b) => Number(b.cost - a.cost));
}

function tagSpend({ pointer, days }: PeriodView, scope: ReadScope) {
  const { from, to } = periodHours(pointer.billingPeriod);
  const keys = new Set(days.series.map(({ dimension }) => dimension));
  keys.delete(PRINCIPAL_DIMENSION);
  return [...keys].flatMap((key) =>
    askSpend([days], scope, {
      ...{ dimension: key, key: ({ value }: { readonly value: string }) => value },
      ...{ from, to, grain: 'month' as const },
    }).groups.map((group) => ({ key, value: group.key, cost: group.cost })),
  );
}
