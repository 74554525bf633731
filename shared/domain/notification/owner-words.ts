import { formatMoney } from '../base/money.ts';
import { UNATTRIBUTED } from '../charge/principal.ts';
import { amountIn } from '../evaluation/budget/budget.ts';
import type { Finding } from '../evaluation/finding.ts';
import type { Telling } from './body.ts';
import type { LabelledValue } from './notification.ts';
import { plainText } from './text.ts';
import { teamWords } from './words.ts';

/** Whose a newcomer is, by what, and the limit it comes under. */
export function ownerFacts(
  { scope, ownerGuess, billingPeriod, currency }: Finding,
  { agreed }: Telling,
): readonly LabelledValue[] {
  if (scope.team === UNATTRIBUTED) {
    return [
      { label: 'Team', value: 'none: no tag and no rule claims it' },
      { label: 'Perhaps', value: ownerGuess === undefined ? 'no hint' : teamWords(ownerGuess.team) },
      { label: 'Budget', value: 'none applies' },
    ];
  }
  if (agreed === undefined) return [];
  if (agreed === 'nothing') return [{ label: 'Budget', value: 'the team has none' }];
  return agreed.currency === currency
    ? [{ label: 'Budget', value: `${formatMoney(amountIn(agreed, billingPeriod), currency)} of the team` }]
    : [];
}

/** One sentence with the evidence of a guess; a person confirms it. */
export function guessNote({ ownerGuess }: Pick<Finding, 'ownerGuess'>): readonly string[] {
  if (ownerGuess === undefined) return [];
  const { team, by, known, of, account } = ownerGuess;
  return [
    by === 'name'
      ? `It may belong to ${teamWords(team)}: ${plainText(team)} is a word of its name.`
      : `It may belong to ${teamWords(team)}: ${known} of the ${of} known callers in account ${account ?? ''} are theirs.`,
  ];
}
