import type { Pico } from '../base/money.ts';
import { UNATTRIBUTED } from '../charge/principal.ts';
import { exactCost } from '../evaluation/series/exact-cost.ts';
import { type LedgerEntry, PRINCIPAL_DIMENSION } from '../ledger/entry.ts';
import { type Spend, spendBy } from '../ledger/spend.ts';
import { type LikelyOwner, ownerFinder } from './likely-owner.ts';
import { type LocalWeek, shiftWeek } from './local-week.ts';
import type { ReportBasis } from './report-basis.ts';
import { type HourWindow, partOf, spendersOf, sumOf } from './spenders.ts';
import { type NeverTagged, type TagWay, tagWay } from './tag-command.ts';

/** What nobody's rule claims, by principal, dearest first: the rows of `report untagged` and of the weekly report. */
export const untaggedSpend = (entries: readonly LedgerEntry[]): readonly Spend[] =>
  spendBy(
    entries.filter(({ scope }) => scope.team === UNATTRIBUTED),
    PRINCIPAL_DIMENSION,
    (entry) => [entry.scope.value],
  );

export interface UntaggedWeek {
  readonly week: LocalWeek;
  readonly cost: Pico;
  readonly total: Pico;
  /** 0–1. */
  readonly share: number;
}

export interface UntaggedReport extends UntaggedWeek {
  readonly currency: string;
  /** The bill of the week is complete: its dollars can be compared with those of another. */
  readonly isWhole: boolean;
  /** Oldest first, this week last; only weeks that are known from their first hour on. */
  readonly trend: readonly UntaggedWeek[];
  /** The principals whose tagging removes most, dearest first. */
  readonly fixes: readonly Fix[];
  /** What can be tagged beside them. */
  readonly others: { readonly count: number; readonly cost: Pico };
  /** What no tag can ever reach, dearest first. */
  readonly never: readonly { readonly what: NeverTagged; readonly cost: Pico }[];
  /** Which tag makes a team; absent where none does. */
  readonly tagKey?: string;
  readonly grew: boolean;
}

export interface Fix {
  readonly principal: string;
  readonly cost: Pico;
  /** Of the week's untagged cost, 0–1. */
  readonly share: number;
  readonly tag: Exclude<TagWay, { way: 'never' }>;
  readonly owner?: LikelyOwner;
}

const FIXES = 5;
const TREND_WEEKS = 6;
/** The share grew by a point and more, of more than a few dollars. */
const GREW_SHARE = 0.01;
const GREW_COST: Pico = 50_000_000_000_000n;

export function untaggedReportOf(
  basis: ReportBasis,
  week: LocalWeek,
  tagKey: string | undefined,
): UntaggedReport {
  const entries = basis.judging.tree.teams.flatMap((team) => team.entries);
  const trend = trendOf(basis, entries, week);
  const own = trend.at(-1)!;
  const before = trend.at(-2);
  const find = ownerFinder(entries);
  const spenders = spendersOf(unattributed(entries), week).map((spender) => {
    const owner = find(spender.principal);
    return { ...spender, owner, tag: tagWay(spender.principal, tagKey ?? 'team', owner?.team) };
  });
  const fixes = spenders.flatMap(({ principal, cost, owner, tag }): readonly Fix[] =>
    tag.way === 'never' || cost <= 0n
      ? []
      : [{ principal, cost, share: partOf(cost, own.cost), tag, ...(owner === undefined ? {} : { owner }) }],
  );
  const never = new Map<NeverTagged, Pico>();
  for (const { tag, cost } of spenders)
    if (tag.way === 'never') never.set(tag.what, (never.get(tag.what) ?? 0n) + cost);
  const rest = fixes.slice(FIXES);
  return {
    ...own,
    currency: basis.currency,
    isWhole: basis.judging.time.ripeEnd >= week.to,
    trend,
    fixes: fixes.slice(0, FIXES),
    others: { count: rest.length, cost: sumOf(rest.map(({ cost }) => cost)) },
    never: [...never].map(([what, cost]) => ({ what, cost })).sort((a, b) => Number(b.cost - a.cost)),
    ...(tagKey === undefined ? {} : { tagKey }),
    grew:
      before !== undefined && own.share - before.share >= GREW_SHARE && own.cost - before.cost >= GREW_COST,
  };
}

const unattributed = (entries: readonly LedgerEntry[]): readonly LedgerEntry[] =>
  entries.filter(({ scope }) => scope.team === UNATTRIBUTED);

function trendOf(
  { firstHour }: ReportBasis,
  entries: readonly LedgerEntry[],
  week: LocalWeek,
): readonly UntaggedWeek[] {
  const nobodys = unattributed(entries);
  return Array.from({ length: TREND_WEEKS }, (_, back) => shiftWeek(week, back - TREND_WEEKS + 1))
    .filter((each) => each.name === week.name || each.from >= firstHour)
    .map((each) => untaggedWeek(each, nobodys, entries));
}

function untaggedWeek(
  week: LocalWeek,
  nobodys: readonly LedgerEntry[],
  entries: readonly LedgerEntry[],
): UntaggedWeek {
  const window: HourWindow = week;
  const cost = exactCost(nobodys, window);
  const total = exactCost(entries, window);
  return { week, cost, total, share: partOf(cost, total) };
}
