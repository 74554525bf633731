import type { Hour } from '../../base/instant.ts';
import { type Pico, picoOfNumber } from '../../base/money.ts';
import type { Incident } from '../baseline/open-incident.ts';
import { causeOf } from '../cause/cause-of.ts';
import { contributionsTo, excessIn, explainingChild, explainingKind } from '../cause/explain.ts';
import type { BaselineFacts, Finding, FindingScope, SeriesPoint } from '../finding.ts';
import { impactOf, severityOf } from '../impact.ts';
import { type Judging, pastOf } from '../judging.ts';
import type { CostNode } from '../series/cost-tree.ts';
import { exactCost, exactHours, sessionsIn } from '../series/exact-cost.ts';
import { usualBetween, usualLags } from '../series/usual.ts';
import { burnCompleteness, burnOf } from './burn.ts';
import { startOfRise } from './change-point.ts';
import type { Rise } from './scan.ts';

/** Hours shown before the start, and at most in all. */
const HOURS_BEFORE = 48;
const HOURS_MAX = 168;

export interface Suspect {
  readonly team: CostNode;
  /** Undefined: the whole team, several principals. */
  readonly principal: CostNode | undefined;
  readonly rise: Rise;
  readonly incident: Incident | undefined;
}

/**
 * The finding for a rise, at the narrowest scope that explains it. Amounts are those of the principal's model (or the
 * principal, or the team); the token kind only names what drives it, since all kinds belong to the same calls.
 */
export function spikeFinding(judging: Judging, suspect: Suspect): Finding {
  const { team, principal, rise, incident } = suspect;
  const { time, defaults, tree } = judging;
  const parent = principal ?? team;
  const model = principal && explainingChild(principal.children, rise, excessIn(principal, rise));
  const node = model ?? parent;
  const filter = model === undefined ? {} : { model: model.name };

  const past = pastOf(judging, team, principal, parent.firstHour);
  const startedAt = startOfRise(node.series, rise, past, time, defaults, incident);
  const end = rise.to;
  const lags = usualLags(
    { from: startedAt, to: end },
    Math.max(rise.shape.firstLag, Math.ceil((end - startedAt) / 24)),
    past,
    defaults,
  );
  const known = lags.length === 0 ? rise.lags : lags;
  const burn = burnOf(node.series, startedAt, known, time);
  const usualSoFar = usualBetween(node.series, startedAt, end, known);
  const soFar = exactCost(node.entries, { from: startedAt, to: end }, filter) - picoOfNumber(usualSoFar);
  const completeness = burnCompleteness(node.series, startedAt, time);
  const impact = impactOf(
    completeness === undefined ? burn : { ...burn, completeness },
    soFar > 0n ? soFar : 0n,
    { dataEnd: end, asOf: time.asOf },
    judging.outlooks?.get(team.name),
  );
  const baseline = baselineFacts(node, rise, filter);
  const contributions = contributionsTo(node.entries, rise, model?.name, baseline.actual - baseline.expected);
  const kind = model && explainingKind(contributions, baseline.actual - baseline.expected);
  return {
    rule: 'spike',
    scope: scopeOf(team, principal, model, kind),
    severity: severityOf(impact, defaults),
    billingPeriod: tree.newest.billingPeriod,
    currency: tree.newest.currency,
    startedAt,
    ...burn,
    shareOfRise: shareOf(excessIn(node, rise), excessIn(team, rise)),
    impact,
    baseline,
    contributions,
    series: shownSeries(node, filter, startedAt, end, time.step),
    sessions: sessionsIn(node.entries, { from: startedAt, to: end }),
    ...causeOf(parent.entries, model?.name, { ...baseline, lags: rise.lags, startedAt, time }),
  };
}

/** 0–1: the rest of the team may have fallen meanwhile. */
export const shareOf = (own: number, whole: number): number => (whole <= own ? 1 : Math.max(0, own) / whole);

/** The narrowest names that explain a rise; absent parts mean several. */
export function scopeOf(
  team: CostNode,
  principal: CostNode | undefined,
  model: CostNode | undefined,
  tokenKind: FindingScope['tokenKind'],
): FindingScope {
  return {
    team: team.name,
    ...(principal === undefined ? {} : { principal: principal.name }),
    ...(model === undefined ? {} : { model: model.name }),
    ...(tokenKind === undefined ? {} : { tokenKind }),
  };
}

function baselineFacts(node: CostNode, rise: Rise, filter: { readonly model?: string }): BaselineFacts {
  const expected = usualBetween(node.series, rise.from, rise.to, rise.lags) + rise.moved;
  // The band is known for the scanned scope; a narrower one gets its part of it.
  const part = rise.usual > 0 ? Math.min(1, expected / rise.usual) : 0;
  return {
    from: rise.from,
    to: rise.to,
    actual: exactCost(node.entries, rise, filter),
    expected: picoOfNumber(expected),
    band: {
      low: picoOfNumber(Math.min(rise.baseline.low * part, expected)),
      high: picoOfNumber(Math.max(rise.baseline.high * part, expected)),
    },
    history: rise.baseline.history,
    score: Math.round(rise.score * 100) / 100,
  };
}

/** Hour by hour, or day by day where the export knows no hours. */
export function shownSeries(
  node: Pick<CostNode, 'entries'>,
  filter: { readonly model?: string },
  startedAt: Hour,
  end: Hour,
  step: number,
): readonly SeriesPoint[] {
  const from = Math.max(startedAt - HOURS_BEFORE * step, end - HOURS_MAX * step, end - 60 * 24);
  const hours = exactHours(node.entries, { from: Math.floor(from / step) * step, to: end }, filter);
  const days = new Map<Hour, Pico>();
  for (const { hour, cost } of hours) {
    const first = Math.floor(hour / step) * step;
    days.set(first, (days.get(first) ?? 0n) + cost);
  }
  return [...days].map(([hour, cost]) => ({ hour, cost }));
}
