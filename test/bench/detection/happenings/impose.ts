import type { Hour } from '../../../../shared/domain/base/instant.ts';
import { type Leaf, leafId } from '../company/company.ts';
import type { IncidentKind } from '../pack.ts';
import { APART, bookFor, dailyBefore, freeFor, type Stage, teamLeaves } from './stage.ts';

/** What an hour of a leaf costs instead: from what it costs now, and how long the incident has lasted (hours). */
export type Change = (cost: number, age: number, hour: Hour) => number;

export interface Plan {
  readonly kind: IncidentKind;
  readonly from: Hour;
  /** Hours that count. */
  readonly lasts: number;
  /** It does not stop by itself: costs go on changed to the end of usage. */
  readonly open?: boolean;
  readonly changes: readonly (readonly [Leaf, Change])[];
  /** Leaves named as touched; those changed when absent. */
  readonly touched?: readonly Leaf[];
}

/** Longer than this, excess is a new normal and counts no more. Creeps need their time. */
const SCORED_DAYS_MAX = 14;

/** Does it if it is worth finding and collides with nothing; says whether it did. */
export function impose(stage: Stage, plan: Plan): boolean {
  const { company } = stage;
  const capped = plan.kind === 'creep' ? plan.lasts : Math.min(plan.lasts, SCORED_DAYS_MAX * 24);
  const to = Math.min(plan.from + capped, stage.end - 48);
  const until = plan.open === true ? stage.end : Math.min(plan.from + plan.lasts, stage.end);
  const touched = plan.touched ?? plan.changes.map(([leaf]) => leaf);
  if (!freeFor(stage, touched, plan.from, to)) return false;
  const costs = plan.changes.map(([leaf, change]) => changed(leaf, change, company.from, plan.from, until));
  const excess = new Float64Array(to - plan.from);
  plan.changes.forEach(([leaf], place) => {
    for (let age = 0; age < excess.length; age += 1) {
      excess[age]! += costs[place]![age]! - leaf.cost[plan.from - company.from + age]!;
    }
  });
  if (!worthFinding(stage, plan, touched, excess)) return false;
  plan.changes.forEach(([leaf], place) => {
    leaf.cost.set(costs[place]!, plan.from - company.from);
  });
  bookFor(stage, touched, plan.from - APART, (plan.open === true ? stage.end : to) + APART);
  stage.incidents.push({ kind: plan.kind, leaves: touched.map(leafId).sort(), from: plan.from, to, excess });
  return true;
}

function changed(leaf: Leaf, change: Change, start: Hour, from: Hour, until: Hour): Float64Array {
  const cost = leaf.cost.slice(from - start, until - start);
  return cost.map((value, age) => change(value, age, from + age));
}

/**
 * Nobody wants to be woken for less: $200 over its life and a tenth of what the team spends on a day, and on its worst
 * day $120 and 4 % of it.
 */
function worthFinding(stage: Stage, { from }: Plan, touched: readonly Leaf[], excess: Float64Array): boolean {
  const team = dailyBefore(stage, teamLeaves(stage, touched[0]!.team), from);
  const total = excess.reduce((sum, value) => sum + value, 0);
  let [day, worst] = [0, 0];
  excess.forEach((value, age) => {
    day += value - (age >= 24 ? excess[age - 24]! : 0);
    worst = Math.max(worst, day);
  });
  return total >= Math.max(200, 0.1 * team) && worst >= Math.max(120, 0.04 * team);
}
