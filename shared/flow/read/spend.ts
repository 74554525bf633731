import { type ReadScope, seesAll } from '../../domain/access/scope.ts';
import type { Hour, Instant } from '../../domain/base/instant.ts';
import { REGION_DIMENSION } from '../../domain/ledger/entry.ts';
import type { CubeSeries } from '../../domain/view/spend-cube.ts';
import { askSpend, type Grain, periodsOf, type SpendAnswer } from '../../domain/view/spend-query.ts';
import { askViews } from './ask-views.ts';
import { type Freshness, type ReadPorts, type ReadSettings, readBasis } from './read-basis.ts';

export interface SpendAsked {
  readonly by: 'team' | 'tag' | 'principal' | 'model' | 'token-kind' | 'region';
  readonly tagKey?: string;
  readonly grain: Grain;
  /** Half-open. */
  readonly from: Hour;
  readonly to: Hour;
  readonly team?: string;
  readonly principal?: string;
  readonly model?: string;
  /** Dearest series that are named. */
  readonly top: number;
  readonly now: Instant;
}

export interface SpendOverTime extends SpendAnswer {
  readonly currency: string;
  readonly freshness: Freshness;
}

export type SpendResult =
  | { readonly outcome: 'found'; readonly spend: SpendOverTime }
  | { readonly outcome: 'nothing-delivered' }
  | { readonly outcome: 'refused'; readonly field: string; readonly reason: string };

const HOURS_MAX = 45 * 24;
const DAYS_MAX = 400;

/** Spending of a range by anything that the ledger keeps apart. */
export async function spendOver(
  ports: ReadPorts,
  settings: ReadSettings,
  scope: ReadScope,
  asked: SpendAsked,
): Promise<SpendResult> {
  const refusal = refusalOf(scope, asked);
  if (refusal !== undefined) return { outcome: 'refused', ...refusal };
  const basis = await readBasis(ports, settings, asked.now);
  if (basis === undefined) return { outcome: 'nothing-delivered' };
  const { from, to, grain, top } = asked;
  const periods = new Set(periodsOf(from, to));
  const { currency } = basis.newest;
  const pointers = basis.pointers.filter(
    (pointer) => periods.has(pointer.billingPeriod) && pointer.currency === currency,
  );
  const views = await Promise.all(pointers.map(ports.book.view));
  const question = { ...questionOf(asked), from, to, grain, top };
  const answer = isByTeam(asked)
    ? askSpend(
        views.map((view) => view.teams),
        scope,
        question,
      )
    : await askViews(views, scope, question);
  const shown = pointers.at(-1) ?? basis.newest;
  return {
    outcome: 'found',
    spend: { currency, freshness: basis.freshness(shown), ...answer },
  };
}

/** Teams as a whole were summed once already. */
const isByTeam = ({ by, principal, model }: SpendAsked): boolean =>
  by === 'team' && principal === undefined && model === undefined;

function questionOf(asked: SpendAsked) {
  const { by, tagKey = '', team, principal, model } = asked;
  const where = (series: CubeSeries): boolean =>
    (team === undefined || series.team === team) &&
    (principal === undefined || series.value === principal) &&
    (model === undefined || series.model === model);
  const key = (series: CubeSeries): string => series[WORD[by]];
  if (by === 'region') return { dimension: REGION_DIMENSION, where, key };
  return by === 'tag' ? { dimension: tagKey, where, key } : { where, key };
}

const WORD = {
  team: 'team',
  tag: 'value',
  principal: 'value',
  model: 'model',
  'token-kind': 'tokenKind',
  region: 'value',
} as const satisfies Readonly<Record<SpendAsked['by'], keyof CubeSeries>>;

function refusalOf(
  scope: ReadScope,
  { by, tagKey, team, principal, grain, from, to }: SpendAsked,
): { readonly field: string; readonly reason: string } | undefined {
  if (to <= from) return { field: 'to', reason: 'The end must lie after the start.' };
  if (grain === 'hour' && to - from > HOURS_MAX)
    return { field: 'to', reason: 'At most 45 days can be asked by the hour; ask by the day.' };
  if (to - from > DAYS_MAX * 24) return { field: 'to', reason: 'At most 400 days can be asked at once.' };
  if (by !== 'tag' && by !== 'region') return undefined;
  if (!seesAll(scope))
    return {
      field: 'by',
      reason: 'Tags and regions are kept of the whole bill only, and you see some teams.',
    };
  if (team !== undefined || principal !== undefined)
    return {
      field: 'by',
      reason: 'Tags and regions are kept of the whole bill only, not of a team or caller.',
    };
  if (by === 'tag' && (tagKey === undefined || tagKey === 'principal' || tagKey === REGION_DIMENSION))
    return { field: 'tagKey', reason: 'Say which tag: one of "dimensions" in billhook.yml.' };
  return undefined;
}
