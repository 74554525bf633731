import type { Alert, Transition } from '../../shared/domain/alert/alert.ts';
import { parsePico } from '../../shared/domain/base/money.ts';
import type { Finding } from '../../shared/domain/evaluation/finding.ts';
import type { FirstSeen } from '../../shared/domain/evaluation/first-seen/facts.ts';
import { aFinding, anAlert, aTransition, hour } from './transition.ts';

const DAY = { from: 24, to: 48 };

export const aFirstSeen = (overrides: Partial<FirstSeen> = {}): FirstSeen => ({
  kind: 'model',
  value: 'claude-opus-5',
  unseenDays: 30,
  knownFrom: hour('2026-09-01T00:00:00Z'),
  learning: { day: 2, of: 7 },
  cohort: {
    kind: 'model',
    ofTeam: false,
    size: 4,
    ...DAY,
    median: parsePico('31.2'),
    own: parsePico('212.4'),
  },
  users: [
    { team: 'growth', principal: 'role/ad-copy-lab@123456789012', cost: parsePico('180.1') },
    { team: 'support', principal: 'role/faq-bot@123456789012', cost: parsePico('32.3') },
  ],
  also: [],
  ...overrides,
});

/** Without what only a rise has. */
const causeless = (overrides: Partial<Finding>): Finding => {
  const { cause: _cause, ...finding } = aFinding(overrides);
  return finding;
};

export const aSeenFinding = (
  firstSeen = aFirstSeen(),
  scope: Finding['scope'] = { team: 'growth', model: 'claude-opus-5' },
): Finding =>
  causeless({
    rule: 'first-seen',
    severity: 'info',
    scope,
    costPerHour: parsePico('8.85'),
    usualPerHour: 0n,
    shareOfRise: 1,
    sessions: 0,
    impact: {
      soFar: parsePico('240.61'),
      untilNextDelivery: parsePico('70.8'),
      untilMorning: parsePico('177'),
      untilMonthEnd: parsePico('2832'),
    },
    baseline: {
      from: hour('2026-11-16T13:00:00Z'),
      to: hour('2026-11-17T13:00:00Z'),
      actual: parsePico('212.4'),
      expected: 0n,
      band: { low: 0n, high: 0n },
      history: 0,
      score: 0,
    },
    contributions: [
      {
        principal: firstSeen.kind === 'model' ? 'role/ad-copy-lab@123456789012' : firstSeen.value,
        model: 'claude-opus-5',
        tokenKind: 'output',
        rise: parsePico('212.4'),
      },
    ],
    firstSeen,
  });

const LAST_SEEN = hour('2026-11-16T06:00:00Z');

export const aDropFinding = (overrides: Partial<Finding> = {}): Finding => {
  const { baseline: _, ...finding } = causeless({
    rule: 'drop',
    severity: 'info',
    scope: { team: 'claims', principal: 'role/nightly-triage@123456789012' },
    startedAt: LAST_SEEN,
    costPerHour: 0n,
    usualPerHour: parsePico('8.8333'),
    shareOfRise: 1,
    impact: { soFar: 0n, untilNextDelivery: 0n, untilMorning: 0n, untilMonthEnd: 0n },
    contributions: [],
    sessions: 0,
    series: Array.from({ length: 79 }, (_, index) => ({
      hour: LAST_SEEN - 48 + index,
      cost: index < 48 ? parsePico(`${8 + (index % 4) / 2}`) : 0n,
    })),
    drop: {
      lastSeen: LAST_SEEN,
      to: hour('2026-11-17T13:00:00Z'),
      usualPerDay: parsePico('212'),
      expected: parsePico('273.83'),
      actual: 0n,
      weeks: 4,
      parts: [],
      others: { running: 14, of: 15 },
    },
  });
  return { ...finding, ...overrides };
};

const newborn = causeless({
  rule: 'newcomer',
  severity: 'warning',
  scope: { team: 'growth', principal: 'role/ad-copy-lab@123456789012', model: 'claude-sonnet-4.6' },
  costPerHour: parsePico('8.85'),
  usualPerHour: 0n,
  contributions: [],
  cohort: { kind: 'role', ofTeam: true, size: 9, ...DAY, median: parsePico('4'), own: parsePico('212.4') },
  learning: { day: 2, of: 10 },
});
const region = aSeenFinding(
  aFirstSeen({
    kind: 'region',
    value: 'ap-south-1',
    users: [],
    cohort: { ...aFirstSeen().cohort!, kind: 'region', size: 1 },
    also: [{ kind: 'tag', key: 'project', value: 'checkout' }],
  }),
  { team: 'unattributed' },
);
const drop = aDropFinding();
const ofTeam = aDropFinding({
  scope: { team: 'claims' },
  startedAt: LAST_SEEN + 2,
  drop: {
    ...drop.drop!,
    parts: ['nightly-triage', 'intake', 'summaries'].map((name, index) => ({
      principal: `role/${name}@123456789012`,
      expected: parsePico(String(150 - 40 * index)),
    })),
  },
});
const quiet: Partial<Alert> = {
  state: 'resolved',
  quiet: 1,
  endsAt: hour('2026-11-17T16:00:00Z') * 3_600_000,
};

/** What is told once: something new, and a workload that stopped. */
export const ONCE_TELLINGS: Readonly<Record<string, Transition>> = {
  'newcomer-first-cohort': aTransition({ after: anAlert({ id: 'newcomer-2d3e4f50', finding: newborn }) }),
  'new-model-first': aTransition({ after: anAlert({ id: 'new-5d2e88a1', finding: aSeenFinding() }) }),
  'new-region-first': aTransition({ after: anAlert({ id: 'new-90bc11fe', finding: region }) }),
  'drop-first': aTransition({ after: anAlert({ id: 'drop-7c10aa92', finding: drop }) }),
  'drop-first-whole-team': aTransition({ after: anAlert({ id: 'drop-1b77c0d3', finding: ofTeam }) }),
  'drop-fired-again': aTransition({
    reason: 'fired-again',
    before: anAlert({ finding: drop }),
    after: anAlert({ id: 'drop-7c10aa92', finding: drop, version: 4 }),
  }),
  'drop-resolved': aTransition({
    reason: 'resolved',
    before: anAlert({ finding: drop }),
    after: anAlert({ id: 'drop-7c10aa92', finding: drop, ...quiet }),
  }),
};
