import type { Hour } from '../../base/instant.ts';
import type { EvaluationDefaults } from '../defaults.ts';
import { type Family, familyOf } from '../ripeness/family.ts';
import type { CostNode, CostTree } from './cost-tree.ts';
import type { JudgedTime } from './judged-time.ts';

/** Data that lies further behind than this is silence. */
const BEHIND_MAX = 72;

/**
 * Where each model's complete hours end, as its newest cost in any team shows. What is sold through AWS Marketplace is
 * billed a day or two later than AWS's own models: a short window that ends where the bill ends would never see it.
 */
export function modelEndsOf(
  { teams }: CostTree,
  time: JudgedTime,
  { tailHours }: EvaluationDefaults,
): ReadonlyMap<string, Hour> {
  const ends = new Map<string, Hour>();
  for (const team of teams) {
    for (const principal of team.children) {
      for (const model of principal.children) {
        const known = ends.get(model.name) ?? time.dataEnd - BEHIND_MAX;
        if (model.costSince(known) > 0) ends.set(model.name, endOf(model, known, time.dataEnd));
      }
    }
  }
  return new Map([...ends].map(([model, end]) => [model, end - tailHours]));
}

/** What has come of any model of a family could have come of all of them. */
export function familyEndsOf(modelEnds: ReadonlyMap<string, Hour>): ReadonlyMap<Family, Hour> {
  const ends = new Map<Family, Hour>();
  for (const [model, end] of modelEnds) {
    const family = familyOf(model);
    ends.set(family, Math.max(ends.get(family) ?? end, end));
  }
  return ends;
}

/** First hour from which on the model costs nothing; found by halving. */
function endOf({ costSince }: CostNode, from: Hour, to: Hour): Hour {
  let [costs, silent] = [from, to];
  while (silent - costs > 1) {
    const middle = (costs + silent) >> 1;
    if (costSince(middle) > 0) costs = middle;
    else silent = middle;
  }
  return silent;
}
