import { bug } from '../base/failure.ts';
import type { BudgetFacts, BurnFacts, Finding } from '../evaluation/finding.ts';
import type { Body, Telling } from './body.ts';
import { composeBudget } from './compose-budget.ts';
import { composeBurn } from './compose-burn.ts';
import { composeDrop } from './compose-drop.ts';
import { composeFirstSeen } from './compose-first-seen.ts';
import { composeForecast } from './compose-forecast.ts';
import { composeNewcomer } from './compose-newcomer.ts';
import { composeSpike } from './compose-spike.ts';

/** What the finding's rule has to say. Throws Failure `bug` where a finding lacks the facts of its rule. */
export function bodyOf(finding: Finding, telling: Telling): Body {
  switch (finding.rule) {
    case 'spike':
      return composeSpike(finding, telling);
    case 'newcomer':
      return composeNewcomer(finding, telling);
    case 'first-seen':
      return composeFirstSeen(finding, factsOf(finding, 'firstSeen'), telling);
    case 'drop':
      return composeDrop(finding, factsOf(finding, 'drop'), telling);
    case 'budget-threshold':
      return composeBudget(finding, budgetOf(finding), telling);
    case 'budget-forecast':
      return composeForecast(finding, budgetOf(finding), telling);
    case 'budget-burn':
      return composeBurn(finding, budgetOf(finding), burnOf(finding), telling);
  }
}

function factsOf<K extends 'firstSeen' | 'drop'>(finding: Finding, name: K): NonNullable<Finding[K]> {
  const facts = finding[name];
  if (facts === undefined) throw bug(`a finding of rule ${finding.rule} does not say what it found`);
  return facts;
}

function budgetOf(finding: Finding): BudgetFacts {
  if (finding.budget === undefined) throw bug(`a finding of rule ${finding.rule} has no budget facts`);
  return finding.budget;
}

function burnOf(finding: Finding): BurnFacts {
  if (finding.burn === undefined) throw bug(`a finding of rule ${finding.rule} has no burn`);
  return finding.burn;
}
