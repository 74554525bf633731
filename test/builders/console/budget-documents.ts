import type { AnswerOf } from '../../../shared/api/documents.ts';
import { alerts } from './documents.ts';

export const budgets: AnswerOf<'budgets'> = {
  version: 7,
  budgets: [
    {
      team: 'claims',
      amount: '11000',
      currency: 'USD',
      thresholds: [50, 80, 100],
      owner: 'ines@acme.example',
      channel: '#claims-ai',
      minDollars: '25',
      months: { '2026-12': '14000' },
      ...{ spent: '6804.123400000217', percent: 61.9, hasSpend: true },
    },
    {
      team: 'search',
      amount: '9500',
      currency: 'USD',
      thresholds: [80, 100],
      channel: '#search',
      alertsPer: 'month',
      ...{ spent: '3190.440000000217', percent: 33.6, hasSpend: true },
    },
    {
      team: 'support',
      amount: '4000',
      currency: 'USD',
      owner: 'ada@acme.example',
      ...{ spent: '4102.870000000217', percent: 102.6, hasSpend: true },
    },
    { team: 'suport', amount: '500', currency: 'USD', spent: '0', percent: 0, hasSpend: false },
  ],
  without: [
    {
      team: 'fraud',
      spent: '1044.200000000217',
      proposed: '1900',
      proposal: 'the dearest of the last three months ($1,702) and a tenth, rounded up',
    },
    { team: 'docs', spent: '70.110000000217', proposed: '150', proposal: 'one month so far, and a fifth' },
  ],
  sum: '25000',
  defaults: { thresholds: [50, 80, 100], minDollars: '100', minPercent: 30 },
  cap: '26000',
};

export const backtest: NonNullable<AnswerOf<'backtest'>['result']> = {
  from: '2026-10-20T08:51:00.000Z',
  to: '2026-11-19T08:52:00.000Z',
  deliveries: 61,
  missing: 1,
  ...{ fired: 4, real: 1, planned: 2, noise: 1, unjudged: 0 },
  incidents: [
    {
      alert: 'A7K2Q',
      kind: 'spike',
      severity: 'critical',
      principal: alerts[0]!.principal,
      model: 'claude-opus-4-5',
      budget: null,
      toldAt: '2026-11-17T09:02:00.000Z',
      amount: '412.300000000217',
      verdict: 'real',
      hoursEarlier: 11,
      would: 'told',
    },
    {
      alert: 'B8C2D',
      kind: 'budget-threshold',
      severity: 'info',
      principal: null,
      model: null,
      budget: { period: '2026-11', threshold: 50 },
      toldAt: '2026-11-16T09:03:00.000Z',
      amount: '6012.4',
      verdict: 'planned',
      hoursEarlier: 0,
      would: 'told',
    },
    {
      alert: 'Z3K1B',
      kind: 'spike',
      severity: 'warning',
      principal: null,
      model: 'nova-pro',
      budget: null,
      toldAt: null,
      amount: '31.200000000217',
      verdict: 'noise',
      hoursEarlier: null,
      would: 'silent',
    },
  ],
  quietFloor: { dollars: 40, words: 'From a floor of $40 on there would have been no false alarm.' },
  words: 'Would have fired 4 times: 1 real, 2 planned, 1 noise.',
};

/** The same as the API hands it out. */
export const backtestJob: AnswerOf<'backtest'> = {
  ...{ id: 'backtest-4f2a9c10', team: 'claims', days: 30, state: 'done', done: 61, of: 61 },
  words: backtest.words,
  result: backtest,
};

export const changes: AnswerOf<'budgetChanges'> = {
  changes: [
    {
      at: '2026-11-01T09:00:00.000Z',
      by: { id: 'you', name: 'You' },
      version: 5,
      team: '',
      reason: 'Plan of the year',
      before: { cap: '24000' },
      after: { cap: '26000' },
    },
    {
      at: '2026-11-02T10:11:00.000Z',
      by: { id: 'you', name: 'You' },
      version: 6,
      team: 'claims',
      reason: 'Agents go live',
      before: { amount: '9000', thresholds: [80, 100] },
      after: { amount: '11000', thresholds: [50, 80, 100], months: { '2026-12': '14000' } },
    },
    {
      at: '2026-11-03T16:40:00.000Z',
      by: { id: 'ada', name: 'Ada Stone' },
      version: 7,
      team: 'suport',
      reason: '',
      before: null,
      after: { amount: '500' },
    },
  ],
};
