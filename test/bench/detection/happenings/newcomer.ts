import { joinSilent, type Leaf, teamDays } from '../company/company.ts';
import type { Model } from '../company/models.ts';
import { drawHabit, usualCost } from '../company/usual-cost.ts';
import type { Change } from './impose.ts';
import type { Stage } from './stage.ts';

/** A leaf that has cost nothing, and what it costs from the hour on in which it is let loose. */
export function newSpender(
  { company, dice }: Stage,
  named: { readonly team: string; readonly principal: string; readonly model: Model },
  perDay: number,
): readonly [Leaf, Change] {
  const shape = dice.pick(['office', 'consumer', 'flat'] as const);
  const habit = { ...drawHabit(dice, shape, perDay), bursts: 0, growth: 1 };
  const plan = usualCost(dice.fork(dice.whole(0, 1e6)), habit, company.from, teamDays(company, named.team));
  return [joinSilent(company, named, habit), (_, __, hour) => plan[hour - company.from]!];
}
