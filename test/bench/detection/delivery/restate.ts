import { type Hour, hourOf, startOfHour } from '../../../../shared/domain/base/instant.ts';
import type { Company, Leaf } from '../company/company.ts';
import type { Dice } from '../dice.ts';
import type { Arrival } from './schedule.ts';

/** From `at` on, these hours of a leaf are told with this factor. */
export interface Told {
  readonly leaf: Leaf;
  readonly from: Hour;
  readonly to: Hour;
  readonly at: Hour;
  readonly factor: number;
}

/** A month's bill is closed in the days after it: some series are corrected by up to 1 %. Small days are, too. */
export function refreshes(dice: Dice, company: Company, schedule: readonly Arrival[]): readonly Told[] {
  const told: Told[] = [];
  const months = new Set(schedule.map(({ asOf }) => monthOf(asOf)));
  for (const start of months) {
    const at = hourOf(start) + dice.whole(30, 130);
    const from = hourOf(monthOf(start - 1));
    for (const leaf of company.leaves) {
      if (dice.chance(0.25))
        told.push({ leaf, from, to: hourOf(start), at, factor: dice.between(0.99, 1.01) });
    }
  }
  for (let small = 0; small < 6; small += 1) {
    const from = company.from + dice.whole(5, company.days - 15) * 24;
    const at = from + dice.whole(48, 288);
    told.push({ leaf: dice.pick(company.leaves), from, to: from + 24, at, factor: dice.between(0.93, 1.07) });
  }
  return told;
}

function monthOf(instant: number): number {
  const date = new Date(instant);
  return startOfHour(hourOf(Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), 1)));
}
