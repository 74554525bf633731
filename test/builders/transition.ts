import type { Alert, Transition } from '../../shared/domain/alert/alert.ts';
import { hourOf, parseInstant } from '../../shared/domain/base/instant.ts';
import { parsePico } from '../../shared/domain/base/money.ts';
import type { BudgetFacts, Finding } from '../../shared/domain/evaluation/finding.ts';
import type { PointerFacts } from '../../shared/domain/notification/body.ts';
import { RUNAWAY_CAUSE } from './causes.ts';

export const hour = (text: string): number => hourOf(parseInstant(text));

const STARTED = hour('2026-11-17T02:00:00Z');

/** 36 hours up to the data's end: three dollars an hour, then a climb to 148. */
export const RUNAWAY_SERIES = Array.from({ length: 36 }, (_, index) => {
  const at = STARTED - 25 + index;
  const climb = [
    '61.4',
    '118.9',
    '139.75',
    '151.02',
    '147.5',
    '150.1',
    '149.33',
    '146.9',
    '148.2',
    '152.4',
    '148.2',
  ];
  const cost = at < STARTED ? `${2 + (index % 5) / 2}` : (climb[at - STARTED] ?? '148.2');
  return { hour: at, cost: parsePico(cost) };
});

/** The runaway agent of the demo: $148.20 an hour against a usual $3.02. */
export const aFinding = (overrides: Partial<Finding> = {}): Finding => ({
  rule: 'spike',
  scope: {
    team: 'support',
    principal: 'role/claims-agent@123456789012',
    model: 'claude-opus-4.6',
    tokenKind: 'output',
  },
  severity: 'critical',
  billingPeriod: '2026-11',
  currency: 'USD',
  startedAt: STARTED,
  costPerHour: parsePico('148.2'),
  usualPerHour: parsePico('3.0245'),
  shareOfRise: 0.962,
  impact: {
    soFar: parsePico('1480.43'),
    untilNextDelivery: parsePico('1161.404'),
    untilMorning: parsePico('2903.51'),
    untilMonthEnd: parsePico('47030.8612'),
  },
  baseline: {
    from: STARTED,
    to: STARTED + 11,
    actual: parsePico('1513.7'),
    expected: parsePico('33.27'),
    band: { low: parsePico('21.1'), high: parsePico('48.02') },
    history: 9,
    score: 6.2,
  },
  contributions: [
    part('role/claims-agent@123456789012', 'claude-opus-4.6', 'output', '1480.43'),
    part('role/claims-agent@123456789012', 'claude-opus-4.6', 'input', '41.2'),
    part('role/faq-bot@123456789012', 'nova-lite', 'output', '17.25'),
  ],
  series: RUNAWAY_SERIES,
  sessions: 3,
  cause: RUNAWAY_CAUSE,
  ...overrides,
});

const part = (principal: string, model: string, tokenKind: 'input' | 'output', rise: string) => ({
  principal,
  model,
  tokenKind,
  rise: parsePico(rise),
});

export const aBudget = (overrides: Partial<BudgetFacts> = {}): BudgetFacts => ({
  amount: parsePico('11000'),
  spent: parsePico('9064.18'),
  percent: 82.4,
  threshold: 80,
  forecast: { low: parsePico('13120'), mid: parsePico('14212.5'), high: parsePico('15910') },
  exhaustedAt: hour('2026-11-22T14:00:00Z'),
  ...overrides,
});

export const aBudgetFinding = (overrides: Partial<Finding> = {}): Finding => {
  const {
    baseline: _,
    cause: __,
    ...finding
  } = aFinding({
    rule: 'budget-threshold',
    scope: { team: 'claims' },
    severity: 'warning',
    startedAt: hour('2026-11-17T09:00:00Z'),
    costPerHour: parsePico('21.9'),
    usualPerHour: parsePico('15.28'),
    shareOfRise: 1,
    budget: aBudget(),
    contributions: [
      part('role/claims-agent@123456789012', 'claude-opus-4.6', 'output', '4210.55'),
      part('role/claims-agent@123456789012', 'claude-opus-4.6', 'input', '1100'),
      part('sso/Adjusters@123456789012', 'claude-sonnet-4.6', 'output', '2380.1'),
      part('user/nightly-batch@123456789012', 'nova-lite', 'output', '903.53'),
      part('role/triage@123456789012', 'nova-lite', 'output', '300'),
      part('role/intake@123456789012', 'nova-lite', 'output', '170'),
    ],
    sessions: 0,
  });
  return { ...finding, ...overrides };
};

export const anAlert = (overrides: Partial<Alert> = {}): Alert => {
  const finding = overrides.finding ?? aFinding();
  return {
    id: 'spike-3f9a2c71',
    fingerprint: '3f9a2c71',
    labels: { rule: finding.rule, team: finding.scope.team },
    state: 'firing',
    version: 1,
    startsAt: finding.startedAt * 3_600_000,
    finding,
    told: finding,
    judgedFrom: '2026-11-17T21:04:00.000Z~exec-2',
    judgedPeriod: '2026-11',
    quiet: 0,
    history: [],
    ...overrides,
  };
};

export const aTransition = (overrides: Partial<Transition> = {}): Transition => ({
  reason: 'first',
  after: anAlert(),
  tell: true,
  ...overrides,
});

export const aPointer: PointerFacts = {
  executedAt: parseInstant('2026-11-17T21:04:00Z'),
  dataThrough: hour('2026-11-17T13:00:00Z'),
  executionId: 'exec-2',
};
