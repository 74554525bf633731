import type { RuledOut } from '../pack.ts';
import type { About } from './about.ts';
import { credit, monthEndHabit, priceChange, restatement } from './bill.ts';
import { newAccount, newcomer } from './newness.ts';

/** What else could have made the amount, each with the number that rules it out or does not. */
export function ruledOut(about: About): readonly RuledOut[] {
  const { rule, firstSeen } = about.alert.finding;
  if (rule === 'drop') return [credit(about), restatement(about), monthEndHabit(about)];
  const isBudget = rule.startsWith('budget-');
  return [
    credit(about),
    isBudget ? undefined : priceChange(about),
    // Regions and tags have ledgers that know no callers.
    firstSeen?.kind === 'region' || firstSeen?.kind === 'tag' ? undefined : newAccount(about),
    restatement(about),
    monthEndHabit(about),
    firstSeen === undefined ? newcomer(about) : undefined,
  ].filter((one) => one !== undefined);
}
