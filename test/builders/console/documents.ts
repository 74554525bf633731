import type { AnswerOf } from '../../../shared/api/documents.ts';
import {
  costBetween,
  DATA_THROUGH,
  type FixtureTeam,
  HOUR,
  hourCost,
  hoursBetween,
  MODELS,
  moneyOf,
  NOW,
  PERIOD,
  TEAMS,
  timeOf,
} from './company.ts';

const START = Date.parse('2026-11-01T00:00:00Z');
const BEFORE = Date.parse('2026-10-01T00:00:00Z');
const THROUGH = Date.parse(DATA_THROUGH);
const DAY = 24 * HOUR;

export const freshness: AnswerOf<'overview'>['freshness'] = {
  dataThrough: DATA_THROUGH,
  deliveredAt: '2026-11-19T08:52:00.000Z',
  executionId: 'b2f1a8d4-2f6b-4f0e-9c1d-7e7c3a5b9d10',
  ripeThrough: '2026-11-18T18:00:00.000Z',
  isStale: false,
};

export const me: AnswerOf<'me'> = {
  person: { id: 'you', name: 'You', role: 'finance', teams: '*' },
  exportName: 'acme-cur',
  currency: 'USD',
  now: NOW,
  periods: ['2026-08', '2026-09', '2026-10', PERIOD],
  teams: TEAMS.map(({ team }) => team),
  people: [
    { id: 'you', name: 'You', role: 'finance', teams: '*' },
    { id: 'ines', name: 'Ines Duarte', role: 'owner', teams: ['claims'] },
  ],
};

export const alerts: AnswerOf<'alerts'>['alerts'] = [
  {
    id: 'A7K2Q',
    kind: 'rate-rise',
    standing: 'firing',
    severity: 'critical',
    team: 'claims',
    principal: TEAMS[0]!.principals[0]!,
    model: 'claude-opus-4-5',
    headline: 'role/claims-agent · claude-opus-4-5 output · $52/h, 3.8× usual, since Tue 17 Nov 02:00 UTC',
    startedAt: '2026-11-17T02:00:00.000Z',
    endedAt: null,
    costPerHour: '52.410000000000',
    usualPerHour: '13.830000000000',
    soFar: '1976.221431000000',
  },
  {
    id: 'B9M4T',
    kind: 'forecast',
    standing: 'acknowledged by Ines',
    severity: 'warning',
    team: 'support',
    principal: null,
    model: null,
    headline: 'support will end the month at $4,410 to $4,790 of $4,000',
    startedAt: '2026-11-14T00:00:00.000Z',
    endedAt: null,
    costPerHour: '5.910000000000',
    usualPerHour: '5.600000000000',
    soFar: '0.000000000000',
  },
  {
    id: 'C1R8X',
    kind: 'first-seen',
    standing: 'firing',
    severity: 'info',
    team: 'unattributed',
    principal: 'unknown',
    model: 'nova-pro',
    headline: 'A spender without a name is new: $3.10/h on nova-pro since Wed 18 Nov 11:00 UTC',
    startedAt: '2026-11-18T11:00:00.000Z',
    endedAt: null,
    costPerHour: '3.100000000000',
    usualPerHour: '0.000000000000',
    soFar: '58.900000000000',
  },
];

type TeamRow = AnswerOf<'overview'>['teams'][number];

export function budgetUse(team: FixtureTeam): TeamRow['budget'] {
  if (team.budget === null) return null;
  const spent = costBetween(team, START, THROUGH);
  const days = (THROUGH - START) / DAY;
  const mid = (spent / days) * 30;
  return {
    amount: moneyOf(team.budget),
    spent: moneyOf(spent),
    percent: (100 * spent) / team.budget,
    forecast: { low: moneyOf(mid * 0.93), mid: moneyOf(mid), high: moneyOf(mid * 1.09) },
    pastErrors: [-3.2, 1.9, 4.4],
    burnPerDay: moneyOf((spent / days) * 1.07),
    allowedPerDay: moneyOf(Math.max(0, team.budget - spent) / (30 - days)),
    planUntil: null,
    endsAt: mid > team.budget ? '2026-11-25T14:00:00.000Z' : null,
  };
}

function teamRow(team: FixtureTeam): TeamRow {
  const spent = costBetween(team, START, THROUGH);
  const previous = costBetween(team, BEFORE, BEFORE + (THROUGH - START)) * 0.94;
  return {
    team: team.team,
    spent: moneyOf(spent),
    previous: moneyOf(previous),
    changePercent: 100 * (spent / previous - 1),
    budget: budgetUse(team),
    openAlerts: alerts.filter((alert) => alert.team === team.team).length,
    days: hoursBetween(START, THROUGH, DAY).map((day) => costBetween(team, day, day + DAY)),
  };
}

export function overview(teams: readonly FixtureTeam[] = TEAMS): AnswerOf<'overview'> {
  const rows = teams.map(teamRow).toSorted((a, b) => Number(b.spent) - Number(a.spent));
  const sum = rows.reduce((total, row) => total + Number(row.spent), 0);
  const before = rows.reduce((total, row) => total + Number(row.previous ?? 0), 0);
  const untagged = Number(rows.find((row) => row.team === 'unattributed')?.spent ?? 0);
  const mid = (sum / ((THROUGH - START) / DAY)) * 30;
  return {
    period: PERIOD,
    periods: ['2026-08', '2026-09', '2026-10', PERIOD],
    currency: 'USD',
    freshness,
    spent: moneyOf(sum),
    previous: moneyOf(before),
    forecast: { low: moneyOf(mid * 0.94), mid: moneyOf(mid), high: moneyOf(mid * 1.07) },
    untagged: { cost: moneyOf(untagged), share: untagged / sum, previousShare: 0.094 },
    teams: rows,
    open: alerts,
    months: [
      { period: '2026-08', spent: moneyOf(13_804.2), changePercent: null },
      { period: '2026-09', spent: moneyOf(15_211.9), changePercent: 10.2 },
      { period: '2026-10', spent: moneyOf(16_940.4), changePercent: 11.4 },
      { period: PERIOD, spent: moneyOf(sum), changePercent: 100 * (sum / before - 1) },
    ],
  };
}

type SpendRow = AnswerOf<'team'>['principals'][number];

/** Shares that fall off, of a total. */
function spendRows(keys: readonly string[], total: number): readonly SpendRow[] {
  const weights = keys.map((_, index) => 1 / (index + 1) ** 1.4);
  const all = weights.reduce((sum, weight) => sum + weight, 0);
  return keys.map((key, index) => {
    const cost = (total * weights[index]!) / all;
    const isNew = index === keys.length - 1 && keys.length > 2;
    return {
      key,
      cost: moneyOf(cost),
      share: cost / total,
      previous: isNew ? null : moneyOf(cost * (0.62 + 0.3 * index)),
      changePercent: isNew ? null : 100 * (1 / (0.62 + 0.3 * index) - 1),
      tokens: { input: cost * 210_000, output: cost * 31_000, 'cache-read': cost * 1_400_000 },
      isNew,
    };
  });
}

export function team(name: string, from?: string, to?: string): AnswerOf<'team'> {
  const found = TEAMS.find(({ team }) => team === name) ?? TEAMS[0]!;
  const end = to === undefined ? Date.parse('2026-11-20T00:00:00Z') : Date.parse(to);
  const start = from === undefined ? end - 14 * DAY : Date.parse(from);
  const grain = end - start > 14 * DAY ? 'day' : 'hour';
  const step = grain === 'hour' ? HOUR : DAY;
  const times = hoursBetween(start, end, step);
  const usual = (at: number): number =>
    hourCost('usual', found.usual, at) * (step / HOUR) * (grain === 'day' ? 0.6 : 1);
  const total = costBetween(found, start, end);
  return {
    team: found.team,
    owner: 'ines@acme.example',
    channel: `#${found.team}-ai`,
    currency: 'USD',
    freshness,
    budget: budgetUse(found),
    grain,
    times: times.map(timeOf),
    cost: times.map((at) => costBetween(found, at, at + step)),
    expected: times.map((at) => ({ low: usual(at) * 0.66, mid: usual(at), high: usual(at) * 1.42 })),
    total: moneyOf(total),
    principals: [...spendRows(found.principals, total)],
    models: [...spendRows(MODELS, total)],
    tokenKinds: [...spendRows(['output', 'input', 'cache-read', 'cache-write'], total)],
    plans: [
      {
        id: 'P4',
        note: 'Evaluation of the new triage prompt',
        from: '2026-11-10T06:00:00.000Z',
        to: '2026-11-12T18:00:00.000Z',
        cap: '400.000000000000',
        spent: '211.400000000000',
      },
    ],
    alerts: alerts.filter((alert) => alert.team === found.team),
  };
}

export const bridge: AnswerOf<'bridge'> = {
  currency: 'USD',
  before: '2411.204000000000',
  after: '4480.913250000001',
  parts: [
    { part: 'volume', cost: '1211.300000000000', words: '50 % more tokens at the same mix' },
    { part: 'mix', cost: '602.109250000001', words: 'More output, and more of it from dearer models' },
    { part: 'cache', cost: '311.800000000000', words: 'Cache reads fell from 71 % to 40 % of the input' },
    { part: 'price', cost: '-120.500000000000', words: 'A lower price a token for nova-pro' },
    { part: 'new', cost: '92.000000000000', words: 'claims-eval on claude-haiku-4-5' },
    { part: 'gone', cost: '-27.000000000000', words: 'claims-triage on nova-pro' },
  ],
  principals: [
    {
      principal: TEAMS[0]!.principals[0]!,
      model: 'claude-opus-4-5',
      tokenKind: 'output',
      change: '1711.302000000000',
    },
    {
      principal: TEAMS[0]!.principals[1]!,
      model: 'nova-pro',
      tokenKind: 'input',
      change: '-27.000000000000',
    },
  ],
};

export function principal(id: string): AnswerOf<'principal'> {
  const page = team('claims');
  return {
    principal: id,
    kind: 'role',
    account: '123456789012',
    teams: ['claims'],
    firstSeen: '2026-03-04T07:00:00.000Z',
    currency: 'USD',
    freshness,
    grain: page.grain,
    times: page.times,
    cost: page.cost.map((cost) => cost * 0.6),
    total: moneyOf(Number(page.total) * 0.6),
    models: page.models,
    tokenKinds: page.tokenKinds,
    sessions: { count: 214, sample: ['run-2026-11-17-02', 'run-2026-11-17-03', 'nightly-eval'] },
    alerts: page.alerts,
  };
}
