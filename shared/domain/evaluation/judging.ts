import type { Hour } from '../base/instant.ts';
import { approximate } from '../base/money.ts';
import { type Incident, type UsablePast, usablePast } from './baseline/open-incident.ts';
import type { Budget } from './budget/budget.ts';
import type { PlannedSpend } from './budget/planned-spend.ts';
import type { EvaluationDefaults } from './defaults.ts';
import type { Outlook } from './impact.ts';
import type { Family } from './ripeness/family.ts';
import { sensitivityOf } from './sensitivity.ts';
import type { CostNode, CostTree } from './series/cost-tree.ts';
import type { JudgedTime } from './series/judged-time.ts';
import { familyEndsOf, modelEndsOf } from './series/model-ends.ts';
import { usualBetween, usualLags } from './series/usual.ts';

/** Everything a rule may look at. */
export interface Judging {
  readonly tree: CostTree;
  readonly time: JudgedTime;
  readonly defaults: EvaluationDefaults;
  readonly incidents: readonly Incident[];
  /** Where each principal is found: usually in one team, in more where attribution rules changed. */
  readonly placesOf: ReadonlyMap<string, readonly Place[]>;
  /** End (exclusive) of the complete hours of each model, as its newest cost shows. */
  readonly modelEnds: ReadonlyMap<string, Hour>;
  /** The latest of them, by the models' family. */
  readonly familyEnds: ReadonlyMap<Family, Hour>;
  /** By team, what is known of its days; as usual for the others. */
  readonly outlooks?: ReadonlyMap<string, Outlook>;
  /** Plans that hold, of all teams. */
  readonly planned?: readonly PlannedSpend[];
}

export interface Place {
  readonly team: CostNode;
  readonly principal: CostNode;
}

export function judgingOf(parts: Omit<Judging, 'placesOf' | 'modelEnds' | 'familyEnds'>): Judging {
  const modelEnds = modelEndsOf(parts.tree, parts.time, parts.defaults);
  return { ...parts, placesOf: placesIn(parts.tree), modelEnds, familyEnds: familyEndsOf(modelEnds) };
}

function placesIn({ teams }: CostTree): ReadonlyMap<string, readonly Place[]> {
  const places = new Map<string, Place[]>();
  for (const team of teams) {
    for (const principal of team.children) {
      const known = places.get(principal.name);
      if (known === undefined) places.set(principal.name, [{ team, principal }]);
      else known.push({ team, principal });
    }
  }
  return places;
}

/** What a rise must reach to count: in currency units, in percent, and as -log10 of its chance. */
export interface RiseFloors {
  readonly dollars: number;
  readonly percent: number;
  readonly score: number;
  /** The dollars are those that the team's budget names: somebody meant them. */
  readonly isNamed?: true;
}

/**
 * The team's own floors where its budget names them; else those of the false alerts that it puts up with, and a share of
 * what it usually spends.
 */
export function floorsOf(judging: Judging, team: CostNode, budget: Budget | undefined): RiseFloors {
  const { defaults } = judging;
  const { minDollars, minPercent, scoreLimit } =
    budget?.alertsPer === undefined ? defaults : sensitivityOf(budget.alertsPer);
  const general = Math.max(approximate(minDollars), defaults.teamShareMin * usualDayOf(judging, team));
  return {
    ...(budget?.minDollars === undefined
      ? { dollars: general }
      : { dollars: approximate(budget.minDollars), isNamed: true }),
    percent: budget?.minPercent ?? minPercent,
    score: scoreLimit,
  };
}

/** Usual cost of a team's 24 hours, in currency units. */
export function usualDayOf({ tree, time, defaults }: Judging, team: CostNode): number {
  const day = { from: time.ripeEnd - 24, to: time.ripeEnd };
  const lags = usualLags(day, 1, { from: tree.firstHour, skips: [] }, defaults);
  return usualBetween(team.series, day.from, day.to, lags);
}

/** The past of a team or, where named, of one of its principals. */
export const pastOf = (
  { incidents, defaults }: Judging,
  team: CostNode,
  principal: CostNode | undefined,
  firstHour: number,
): UsablePast =>
  usablePast(
    principal === undefined ? { team: team.name } : { team: team.name, principal: principal.name },
    firstHour,
    incidents,
    defaults,
  );
