import type { Hour } from '../../base/instant.ts';
import { approximate } from '../../base/money.ts';
import type { Finding, FindingScope } from '../finding.ts';
import type { Judging } from '../judging.ts';
import { costBetween } from '../series/series.ts';
import type { Candidate } from './candidates.ts';

/** A rise that carries this part of what is new tells it already. */
const EXPLAINS = 0.5;
/** Two things that begin so close together are one, where nothing else can tell. */
const TOGETHER_HOURS = 24;

/** A rise that is told now, or was told while this was new. */
interface Told {
  readonly scope: FindingScope;
  readonly from: Hour;
  /** Excess of a day, where it is known. */
  readonly dollars?: number;
}

export interface NewCost {
  readonly candidate: Candidate;
  readonly first: Hour;
  readonly window: { readonly from: Hour; readonly to: Hour };
  /** Of the window, less what only moved here. */
  readonly dollars: number;
}

/** Whether spikes and newcomers, of this judgement or told before, tell most of the new cost. */
export function isExplained(judging: Judging, rises: readonly Finding[], one: NewCost): boolean {
  const told: readonly Told[] = [
    ...rises
      .filter(({ rule }) => rule === 'spike' || rule === 'newcomer')
      .map(({ scope, startedAt, costPerHour, usualPerHour }) => ({
        scope,
        from: startedAt,
        dollars: 24 * approximate(costPerHour - usualPerHour),
      })),
    ...judging.incidents.filter(({ to }) => to >= one.first),
  ];
  const { parts } = one.candidate;
  if (parts.length === 0) return told.some((rise) => coincides(rise, one));
  const carried = parts
    .filter((part) => told.some((rise) => covers(rise, part, one.candidate)))
    .reduce((sum, { node }) => sum + costBetween(node.series, one.window.from, one.window.to), 0);
  return carried >= EXPLAINS * costBetween(one.candidate.node.series, one.window.from, one.window.to);
}

const covers = (
  { scope }: Told,
  part: { readonly team: string; readonly principal: string },
  { kind, value }: Candidate,
): boolean =>
  scope.team === part.team &&
  (scope.principal === undefined || scope.principal === part.principal) &&
  (kind !== 'model' || scope.model === undefined || scope.model === value);

/** Regions and tags know no principals: the same hours, and dollars enough, must do. */
const coincides = ({ from, dollars = Number.POSITIVE_INFINITY }: Told, one: NewCost): boolean =>
  Math.abs(from - one.first) <= TOGETHER_HOURS && dollars >= EXPLAINS * one.dollars;

/** Most likely the same charges, seen from another side. */
export const isSame = (a: NewCost, b: NewCost): boolean =>
  Math.abs(a.first - b.first) <= TOGETHER_HOURS &&
  Math.min(a.dollars, b.dollars) >= EXPLAINS * Math.max(a.dollars, b.dollars);
