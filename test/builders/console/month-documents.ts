import type { AnswerOf } from '../../../shared/api/documents.ts';
import { PERIOD, TEAMS } from './company.ts';
import { freshness } from './documents.ts';

const gateway = TEAMS[5]!.principals[0]!;

export const untagged: AnswerOf<'untagged'> = {
  period: PERIOD,
  currency: 'USD',
  freshness,
  cost: '1480.220000000217',
  share: 0.081,
  trend: [
    { period: '2026-08', cost: '3310.100000000217', share: 0.24 },
    { period: '2026-09', cost: '2410.400000000217', share: 0.158 },
    { period: '2026-10', cost: '1592.330000000217', share: 0.094 },
    { period: PERIOD, cost: '1480.220000000217', share: 0.081 },
  ],
  principals: [
    {
      principal: gateway,
      cost: '902.110000000217',
      share: 0.609,
      likelyTeam: 'search',
      evidence: '81 % of its session names begin with search-, as those of two tagged roles of search.',
      command: "aws iam tag-role --role-name llm-gateway --tags 'Key=team,Value=search'",
    },
    {
      principal: 'arn:aws:iam::123456789012:role/loader',
      cost: '330.900000000217',
      share: 0.224,
      likelyTeam: null,
      evidence: 'It calls in no account and at no hours that others share.',
      command: "aws iam tag-role --role-name loader --tags 'Key=team,Value=TEAM'",
    },
    {
      principal: 'unknown',
      cost: '121.000000000217',
      share: 0.082,
      likelyTeam: null,
      evidence: 'The bill names no caller.',
      command: null,
    },
  ],
  neverTaggable: [
    { what: 'Provisioned throughput without a caller', cost: '101.210000000217' },
    { what: 'Guardrails', cost: '25.000000000217' },
  ],
  hygiene: [
    {
      key: 'team',
      problem: 'spelling',
      values: ['Claims', 'claims', 'claims '],
      cost: '410.000000000217',
    },
    {
      key: 'run-id',
      problem: 'many-values',
      values: ['r-1', 'r-2', 'r-3', 'r-4', 'r-5', 'r-6', 'r-7', 'r-8'],
      cost: '71.000000000217',
    },
  ],
  gateways: [
    {
      principal: gateway,
      cost: '902.110000000217',
      sessions: 1_204,
      shareOfTeam: 0.61,
      split: [
        { by: 'tag app', key: 'search', cost: '512.110000000217', share: 0.568 },
        { by: 'tag app', key: 'help-desk', cost: '210.000000000217', share: 0.233 },
      ],
      unsplit: '180.000000000217',
    },
  ],
};

type Delivery = AnswerOf<'deliveries'>['deliveries'][number];

const delivery = (day: number, bedrockUsage: string, changed: Partial<Delivery> = {}): Delivery => ({
  executionId: `b2f1a8d4-2f6b-4f0e-9c1d-7e7c3a5b9d${day}`,
  period: PERIOD,
  deliveredAt: `2026-11-${day}T08:52:00.000Z`,
  rows: 1_000_000 + day * 10_742,
  currency: 'USD',
  cost: `${Number(bedrockUsage) + 41_230.12}`,
  bedrockUsage,
  change: '1014.220000000217',
  changedDays: 3,
  difference: '0',
  state: 'superseded',
  why: null,
  ...changed,
});

export const deliveries: AnswerOf<'deliveries'> = {
  exportName: 'acme-cur',
  deliveries: [
    delivery(16, '15110.420000000217', { change: null, changedDays: null }),
    delivery(17, '16124.640000000217'),
    delivery(18, '17210.040000000217', {
      ...{ rows: null, cost: null, bedrockUsage: null, change: null, changedDays: null, difference: null },
      state: 'quarantined',
      why: 'File acme-00003.parquet ends in the middle of a row group; AWS may still write it. It is read again with the next notice.',
    }),
    delivery(19, '18201.470000000217', { state: 'published' }),
  ],
  dropped: { count: 0, afterDays: 140 },
  ripeness: [
    {
      family: 'On-demand tokens',
      hours: [1, 3, 6, 12, 24, 48, 72],
      share: [0.11, 0.42, 0.71, 0.9, 0.97, 0.995, 1],
    },
    { family: 'Marketplace models', hours: [6, 12, 24, 48, 72], share: [0.02, 0.2, 0.55, 0.81, 0.93] },
  ],
};

const FILE = { bytes: 18_211, sha256: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08' };

/** 5,900 of teams and 41,230.12 of the rest are what was delivered. */
export const statements: AnswerOf<'statements'> = {
  period: '2026-10',
  currency: 'USD',
  freshness,
  isClosed: true,
  teams: [
    {
      team: 'claims',
      lines: [
        { category: 'usage', words: 'Bedrock usage', period: null, cost: '4100.000000000001' },
        { category: 'credit', words: 'AWS credits', period: null, cost: '-200' },
        { category: 'tax', words: 'Tax', period: null, cost: '0' },
        { category: 'adjustment', words: 'Restated usage', period: '2026-09', cost: '12.5' },
      ],
      total: '3912.500000000001',
      adjustments: '0',
      due: '0',
      untaggedShare: 0,
      plans: [{ note: 'Evaluation of the new triage prompt', cap: '400', spent: '211.4' }],
      alerts: [
        { id: 'A1', headline: 'role/claims-eval · $12/h, 4× usual', outcome: 'planned', cost: '96.2' },
      ],
    },
    {
      team: 'unattributed',
      lines: [{ category: 'usage', words: 'Bedrock usage', period: null, cost: '1987.499999999999' }],
      total: '1987.499999999999',
      adjustments: '0',
      due: '0',
      untaggedShare: 1,
      plans: [],
      alerts: [],
    },
  ],
  rest: [
    { category: 'usage', words: 'Amazon EC2', period: null, cost: '30110' },
    { category: 'fee', words: 'AWS Support', period: null, cost: '11120.12' },
  ],
  total: '47130.12',
  delivered: '47130.12',
  difference: '0',
  untagged: { cost: '1987.499999999999', share: 0.326484 },
  weeks: [
    {
      ...{ name: '2026-W40', from: '2026-10-01', until: '2026-10-04', total: '1200' },
      top: [
        {
          ...{ principal: 'role/claims-triage@123456789012', team: 'claims', model: 'claude-opus-4-5' },
          ...{ cost: '900.000000000001', share: 0.75 },
        },
      ],
      others: { count: 14, cost: '299.999999999999' },
    },
  ],
  files: [
    { name: 'acme-cur-2026-10.csv', ...FILE },
    { name: 'acme-cur-2026-10.xlsx', ...FILE, bytes: 9_104 },
  ],
};

export const rules: AnswerOf<'rules'> = {
  version: 7,
  rules: [
    { rule: { by: 'principal-tag', key: 'team' }, words: "The team is the caller's tag team." },
    {
      rule: { by: 'principal', pattern: 'role/search-*@*', team: 'search' },
      words: 'Callers like role/search-*@* belong to search.',
    },
  ],
  effect: null,
};
export const rulesEffect: AnswerOf<'rules'>['effect'] = {
  ...{ period: '2026-11', currency: 'USD', untagged: '1987.499999999999', left: '1575.199999999999' },
  given: [{ team: 'claims', cost: '412.3', principals: 2 }],
  words: 'Nothing else moves. It counts from the next delivery on, for the whole of its month.',
};
