import { parsePico } from '../../../shared/domain/base/money.ts';
import type { Budget } from '../../../shared/domain/evaluation/budget/budget.ts';
import { DEMO_FALLBACK_CHANNEL, type DemoBudget } from '../../../shared/synthetic/budgets.ts';

/** The operator's file of the demo, put where a deployed Billhook looks for it. */
export const DEMO_SETTINGS = `# billhook.yml of the demo
attribution:
  rules:
    - principal-tag: team
    - resource-tag: team
  dimensions: [project]
slack:
  fallback-channel: '${DEMO_FALLBACK_CHANNEL}'
# Who the page of the local Slack lets you be; whoever is not here changes nothing.
people:
  - { slack: U0ONCALL, name: Robin Vega, role: on-call, teams: '*' }
  - { slack: U0FINANCE, name: Fenna Moor, role: finance }
`;

export const demoBudgets = (budgets: readonly DemoBudget[]): readonly Budget[] =>
  budgets.map(({ team, amount, thresholds, owner, channel }) => ({
    team,
    currency: 'USD',
    amount: parsePico(amount),
    thresholds,
    owner,
    channel,
  }));
