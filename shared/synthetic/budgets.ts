import type { Team } from './company.ts';

/** A budget as a finance person writes it: whole USD a month and percentages. */
export interface DemoBudget {
  readonly team: Team;
  readonly amount: string;
  readonly thresholds: readonly number[];
  readonly owner: string;
  readonly channel: string;
}

/**
 * Search, fraud and ops have room; growth's drift ends over its amount; support is in order until the runaway.
 * Search has room for the newcomer as well, so that the newcomer is told for itself and not for the budget.
 */
export const DEMO_BUDGETS: readonly DemoBudget[] = [
  { team: 'search', amount: '18000', thresholds: [80, 100], owner: 'Jonas Falk', channel: '#search-ai' },
  { team: 'support', amount: '9000', thresholds: [80, 100], owner: 'Mara Quist', channel: '#support-ai' },
  { team: 'fraud', amount: '11000', thresholds: [80, 100], owner: 'Ada Bergström', channel: '#fraud-ai' },
  { team: 'ops', amount: '3000', thresholds: [80, 100], owner: 'Sana Idris', channel: '#ops-ai' },
  { team: 'growth', amount: '5000', thresholds: [50, 80, 100], owner: 'Noor Haddad', channel: '#growth-ai' },
];

/** Where news about money that no team owns goes. */
export const DEMO_FALLBACK_CHANNEL = '#ai-spend';
