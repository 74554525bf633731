import type { Pico } from '../base/money.ts';
import { byText } from '../base/order.ts';
import type { AttributionRule } from './attribution-settings.ts';
import { matchesPattern } from './pattern.ts';
import { principalAccount } from './principal.ts';
import { ruleFields } from './validate-attribution.ts';

/** What other rules would give to teams of what no team has. */
export interface RulesEffect {
  /** Dearest first. */
  readonly given: readonly { readonly team: string; readonly cost: Pico; readonly principals: number }[];
  /** False where more may move than can be said without reading the bill again: tags are not kept by caller. */
  readonly isWhole: boolean;
}

/** `untagged`: cost by principal of what no rule of `before` gives to any team. */
export function rulesEffect(
  before: readonly AttributionRule[],
  after: readonly AttributionRule[],
  untagged: ReadonlyMap<string, Pico>,
): RulesEffect {
  const teams = new Map<string, { cost: Pico; principals: number }>();
  for (const [principal, cost] of untagged) {
    const team = teamByName(after, principal);
    if (team === undefined) continue;
    const sum = teams.get(team) ?? { cost: 0n, principals: 0 };
    teams.set(team, { cost: sum.cost + cost, principals: sum.principals + 1 });
  }
  const added = after.slice(before.length);
  return {
    given: [...teams]
      .map(([team, sum]) => ({ team, ...sum }))
      .sort((a, b) => (a.cost < b.cost ? 1 : a.cost > b.cost ? -1 : byText(a.team, b.team))),
    isWhole:
      before.every((rule, index) => isSame(rule, after[index])) &&
      added.every(({ by }) => by === 'principal' || by === 'account'),
  };
}

/** By the rules that look at names alone: no tag of it gave it a team so far. */
function teamByName(rules: readonly AttributionRule[], principal: string): string | undefined {
  for (const rule of rules) {
    if (rule.by === 'principal' && matchesPattern(rule.pattern, principal)) return rule.team.trim();
    if (rule.by === 'account' && rule.accountId === principalAccount(principal)) return rule.team.trim();
  }
  return undefined;
}

const isSame = (a: AttributionRule, b: AttributionRule | undefined): boolean =>
  JSON.stringify(ruleFields(a)) === JSON.stringify(b === undefined ? [] : ruleFields(b));
