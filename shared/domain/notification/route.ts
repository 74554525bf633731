import type { BudgetBook } from '../evaluation/budget/budget.ts';
import type { ChannelRef } from './notification.ts';

export interface Routing {
  /** Slack channel of teams without one of their own: an alert is never silent for want of a route. */
  readonly fallbackChannel: string;
  /** Every alert also goes to this topic where one is set, for machines. */
  readonly topicArn?: string;
}

/** The team's own channel, else the fallback; then the topic. */
export function routesOf(team: string, budgets: BudgetBook, routing: Routing): readonly ChannelRef[] {
  const own = budgets.budgets.find((budget) => budget.team === team)?.channel;
  const slack: ChannelRef = { kind: 'slack', address: own ?? routing.fallbackChannel };
  return routing.topicArn === undefined ? [slack] : [slack, { kind: 'sns', address: routing.topicArn }];
}
