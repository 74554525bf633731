import type { Hour } from '../base/instant.ts';
import { baselineOf } from '../evaluation/baseline/baseline.ts';
import { type Judging, pastOf } from '../evaluation/judging.ts';
import type { CostNode } from '../evaluation/series/cost-tree.ts';

/** What an hour or a day was expected to cost, in currency units: nine of ten quiet ones lie between low and high. */
export interface ExpectedBand {
  readonly low: number;
  readonly mid: number;
  readonly high: number;
}

/** The judgement's own expectation of a team's window [from, to); undefined without enough history. */
export function expectedBand(
  judging: Judging,
  team: CostNode,
  from: Hour,
  to: Hour,
): ExpectedBand | undefined {
  // Hours that are not known yet are no past to compare with.
  const firstLag = Math.max(1, Math.ceil((to - judging.time.ripeEnd) / 24));
  const past = pastOf(judging, team, undefined, team.firstHour);
  const found = baselineOf(team.series, { end: to, hours: to - from, firstLag }, past, judging.defaults);
  return found === undefined ? undefined : { low: found.low, mid: found.typical, high: found.high };
}
