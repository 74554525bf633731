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
