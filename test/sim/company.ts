import { parsePico } from '../../shared/domain/base/money.ts';
import type { AttributionSettings } from '../../shared/domain/charge/attribution-settings.ts';
import type { ChargeFacts } from '../../shared/domain/charge/charge.ts';
import type { BudgetBook } from '../../shared/domain/evaluation/budget/budget.ts';
import { aFacts } from '../builders/facts.ts';

export const EXPORT = 'company-cur';
export const BUCKET = 'bills';
export const PREFIX = 'cur';

/** Whose cost a series must become, written down by hand: what the ledger is checked against. */
export interface Series {
  readonly principal: string;
  readonly model: string;
  /** Team under each of the two versions of the attribution rules. */
  readonly teams: readonly [string, string];
  /** Value of the `project` tag, which only the newer rules give a ledger. */
  readonly project: string;
}

const role = (name: string, tags: readonly (readonly [string, string])[]): ChargeFacts =>
  aFacts({
    iamPrincipal: `arn:aws:sts::123456789012:assumed-role/${name}/session-1`,
    tags: new Map(tags.map(([key, value]) => [`iamPrincipal/${key}`, value])),
  });

const MODEL = 'claude-sonnet-4.6';

export const FACTS: readonly ChargeFacts[] = [
  role('search-api', [
    ['team', 'search'],
    ['project', 'ranking'],
  ]),
  role('support-bot', [['team', 'support']]),
  role('search-batch', []),
  role('search-api', [['team', 'support']]),
];

export const SERIES: readonly Series[] = [
  {
    principal: 'role/search-api@123456789012',
    model: MODEL,
    teams: ['search', 'search'],
    project: 'ranking',
  },
  {
    principal: 'role/support-bot@123456789012',
    model: MODEL,
    teams: ['support', 'support'],
    project: 'untagged',
  },
  {
    principal: 'role/search-batch@123456789012',
    model: MODEL,
    teams: ['unattributed', 'search'],
    project: 'untagged',
  },
  {
    principal: 'role/search-api@123456789012',
    model: MODEL,
    teams: ['support', 'support'],
    project: 'untagged',
  },
];

/** Two versions of the code at work on the same tables; the newer one attributes more, and by one more tag. */
export const RULES: readonly [AttributionSettings, AttributionSettings] = [
  { rules: [{ by: 'principal-tag', key: 'team' }], tagDimensions: [] },
  {
    rules: [
      { by: 'principal-tag', key: 'team' },
      { by: 'principal', pattern: 'role/search-*@*', team: 'search' },
    ],
    tagDimensions: ['project'],
  },
];

const bookOf = (version: number, dollars: string, channel: string): BudgetBook => ({
  version,
  budgets: [
    { team: 'search', currency: 'USD', amount: parsePico(dollars), thresholds: [50, 80, 100], channel },
    { team: 'support', currency: 'USD', amount: parsePico('200'), thresholds: [100] },
  ],
});

/** What finance has set, and what it may set while everything is under way. */
export const BUDGETS: readonly [BudgetBook, BudgetBook] = [
  bookOf(1, '100', '#search-ai'),
  bookOf(2, '60', '#search-cost'),
];
export const FALLBACK_CHANNEL = '#ai-spend';
