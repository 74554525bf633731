import type { Hour } from '../../../../shared/domain/base/instant.ts';
import { type Company, type Leaf, leafId, principalId } from '../company/company.ts';
import type { Dice } from '../dice.ts';
import type { IncidentKind, LookAlike, LookAlikeKind, PackIncident } from '../pack.ts';
import type { Diary } from './diary.ts';

/** An hour range of a leaf that arrives later than it should: `share` of it is there until `until`. */
export interface Withholding {
  readonly leaf: Leaf;
  readonly from: Hour;
  readonly to: Hour;
  readonly until: Hour;
  readonly share: number;
}

/** From the first delivery after `at` on, a leaf's hours are told with another factor. */
export interface Restatement {
  readonly leaf: Leaf;
  readonly from: Hour;
  readonly to: Hour;
  readonly at: Hour;
  readonly factor: number;
}

/** A pack while it is made. */
export interface Stage {
  readonly company: Company;
  readonly diary: Diary;
  readonly dice: Dice;
  /** First hour in which anything may happen, and the end of usage. */
  readonly open: Hour;
  readonly end: Hour;
  readonly incidents: (PackIncident & { readonly kind: IncidentKind })[];
  readonly lookAlikes: (LookAlike & { readonly kind: LookAlikeKind })[];
  readonly withheld: Withholding[];
  readonly restated: Restatement[];
}

/** Three weeks between two incidents of a principal. */
export const APART = 21 * 24;

/** USD a day of these leaves over the two weeks before `at`. */
export function dailyBefore(stage: Stage, leaves: readonly Leaf[], at: Hour): number {
  const index = at - stage.company.from;
  let sum = 0;
  for (const { cost } of leaves)
    for (let hour = Math.max(0, index - 336); hour < index; hour += 1) sum += cost[hour]!;
  return sum / 14;
}

export const teamLeaves = ({ company }: Stage, team: string): readonly Leaf[] =>
  company.leaves.filter((leaf) => leaf.team === team);

export const principalLeaves = ({ company }: Stage, principal: string): readonly Leaf[] =>
  company.leaves.filter((leaf) => principalId(leaf) === principal);

export const freeFor = ({ diary }: Stage, leaves: readonly Leaf[], from: Hour, to: Hour): boolean =>
  leaves.every((leaf) => diary.free(principalId(leaf), from, to));

export function bookFor({ diary }: Stage, leaves: readonly Leaf[], from: Hour, to: Hour): void {
  for (const principal of new Set(leaves.map(principalId))) diary.book(principal, from, to);
}

/** Draws until something fits; undefined when nothing does. */
export function attempt<T>(times: number, draw: () => T | undefined): T | undefined {
  for (let time = 0; time < times; time += 1) {
    const found = draw();
    if (found !== undefined) return found;
  }
  return undefined;
}

/** An hour that leaves at least `days`, and three more, before the end. */
export const startOf = ({ dice, open, end }: Stage, days: number): Hour =>
  dice.whole(open, end - (days + 3) * 24);

/** A team's leaves without those of busy principals; undefined when too few are left to speak of the team. */
export function mostOfTeam(stage: Stage, team: string, from: Hour, to: Hour): readonly Leaf[] | undefined {
  const all = teamLeaves(stage, team);
  const free = all.filter((leaf) => freeFor(stage, [leaf], from, to));
  return free.length >= 0.6 * all.length ? free : undefined;
}

/** Notes it and keeps incidents a week away on both sides. */
export function note(stage: Stage, kind: LookAlikeKind, leaves: readonly Leaf[], from: Hour, to: Hour): void {
  bookFor(stage, leaves, from - 7 * 24, to + 10 * 24);
  stage.lookAlikes.push({ kind, leaves: leaves.map(leafId).sort(), from, to });
}
