import type { AnswerOf } from '../../../shared/api/documents.ts';
import type { EvidencePack } from '../../../shared/domain/evidence/pack.ts';
import type { StopCard } from '../../../shared/domain/evidence/stop-card.ts';
import { DATA_THROUGH, HOUR, hourCost, hoursBetween, moneyOf, NOW, TEAMS } from './company.ts';
import { alerts } from './documents.ts';

const FROM = Date.parse('2026-11-17T02:00:00Z');
const TO = Date.parse('2026-11-18T02:00:00Z');
const THROUGH = Date.parse(DATA_THROUGH);
const hourText = (at: number): string => `${new Date(at).toISOString().slice(0, 16)}Z`;
const usualAt = (at: number): number => hourCost('claims', 14.2, at) - (at >= FROM ? 38 : 0);
const agent = TEAMS[0]!.principals[0]!;

const hours: EvidencePack['hours'] = hoursBetween(THROUGH - 30 * 24 * HOUR, THROUGH).map((at) => {
  const counted = at >= FROM && at < TO;
  const usual = usualAt(at);
  return {
    hour: hourText(at),
    cost: moneyOf(hourCost('claims', 14.2, at)),
    expected: moneyOf(usual),
    ...(counted ? { low: moneyOf(usual * 0.7), high: moneyOf(usual * 1.6) } : {}),
    tokens: { input: 210_000, output: 31_000 },
    counted,
  };
});

const sum = (of: (at: number) => number): number =>
  hoursBetween(FROM, TO).reduce((total, at) => total + of(at), 0);
const cost = sum((at) => hourCost('claims', 14.2, at));
const expected = sum(usualAt);
const rise = cost - expected;

const part = (principal: string, model: string, tokenKind: 'input' | 'output' | 'other', share: number) => ({
  ...{ principal, model, tokenKind },
  cost: moneyOf((expected + rise) * share),
  usual: moneyOf(expected * share),
  rise: moneyOf(rise * share),
});

/** Of the claims agent's runaway night. */
export const evidence: EvidencePack = {
  schema: 'billhook.evidence/1',
  ...{ exportName: 'acme-cur', alertId: 'A7K2Q', alertVersion: 3, delivery: '2026-11-19T08:52' },
  made: 'when-judged',
  labels: { team: 'claims', rule: 'spike' },
  severity: 'critical',
  currency: 'USD',
  ...{ team: 'claims', principal: agent, model: 'claude-opus-4-5', tokenKind: 'output' },
  startedAt: hourText(FROM),
  amount: {
    kind: 'rise',
    from: hourText(FROM),
    to: hourText(TO),
    cost: moneyOf(cost),
    expected: moneyOf(expected),
    amount: moneyOf(rise),
  },
  rule: {
    name: 'spike',
    text: 'The hours cost more than the same hours of earlier days: by more than a floor of money and of percent, and more rarely than the limit lets pass. Of all windows that do, the rarest is told.',
    parameters: [
      { name: 'floor in money', value: '$25.00' },
      { name: 'floor above the usual', value: '20 %' },
      { name: 'score limit', value: '3.1' },
      { name: 'alerts per', value: 'quarter' },
    ],
    baseline: {
      ...{ expected: moneyOf(expected), low: moneyOf(expected * 0.7), high: moneyOf(expected * 1.6) },
      ...{ history: 42, score: 9.4 },
      method: 'weighted mean of the same hours of earlier days, the same weekday counting more',
    },
  },
  deliveries: [
    {
      billingPeriod: '2026-11',
      executionId: 'b2f1a8d4-2f6b-4f0e-9c1d-7e7c3a5b9d10',
      executedAt: '2026-11-19T08:52:00.000Z',
      dataThrough: hourText(THROUGH),
      ...{ files: 4, rows: 1_204_311, holdsAmount: true },
    },
  ],
  data: {
    judgedAsOf: NOW,
    through: hourText(THROUGH),
    ageHours: 3,
    ripeThrough: '2026-11-18T18:00Z',
    complete: { low: 0.97, mid: 0.99, high: 1 },
  },
  hours,
  contributions: [
    part(agent, 'claude-opus-4-5', 'output', 0.71),
    part(agent, 'claude-opus-4-5', 'input', 0.22),
    part(TEAMS[0]!.principals[1]!, 'claude-sonnet-4-5', 'output', 0.05),
    part('others', '', 'other', 0.02),
  ],
  bridge: {
    volume: moneyOf(rise * 0.72),
    models: moneyOf(rise * 0.16),
    direction: moneyOf(rise * 0.1),
    cache: moneyOf(rise * 0.07),
    price: '0',
    newPrincipals: '0',
    other: moneyOf(rise * -0.05),
    anticipated: '0',
  },
  ruledOut: [
    {
      what: 'price change',
      verdict: 'ruled out',
      value: '0 %',
      text: 'A token costs what it cost the week before, to 0.1 %.',
    },
    {
      what: 'restatement',
      verdict: 'ruled out',
      value: '$0.00',
      text: 'No earlier delivery had these hours otherwise.',
    },
    {
      what: 'month-end habit',
      verdict: 'possible',
      value: '1 day',
      text: 'One of the last three months rose on this day.',
    },
  ],
  sessions: { policy: 'initials', count: 214, names: ['r.2026.11.17.02', 'r.2026.11.17.03', 'n.e.'] },
  lastDay: [{ team: 'claims', cost: moneyOf(1_182), sessions: 198, names: ['r.2026.11.17.02', 'n.e.'] }],
  linked: { causes: [{ team: 'claims', principal: TEAMS[0]!.principals[1]! }], alerts: ['B9M4T'] },
  history: [
    { at: '2026-11-17T09:02:00.000Z', reason: 'fired', note: '', delivery: '2026-11-17T08:52' },
    { at: '2026-11-18T09:01:00.000Z', reason: 'revised', note: '', delivery: '2026-11-18T08:52' },
  ],
  query: {
    gives: moneyOf(cost),
    selects: { callers: [agent], model: 'claude-opus-4-5' },
    duckdb: `-- Billhook alert A7K2Q\nSELECT sum(CAST(line_item_unblended_cost AS DECIMAL(38, 12)))\nFROM read_parquet('EXPORT/data/BILLING_PERIOD=2026-11/*.parquet')\nWHERE line_item_usage_start_date >= TIMESTAMP '2026-11-17 02:00';`,
    athena: `-- Billhook alert A7K2Q\nSELECT sum(CAST(line_item_unblended_cost AS DECIMAL(38, 12)))\nFROM export_table\nWHERE billing_period = '2026-11';`,
  },
};

const stopCard: Omit<StopCard, 'hits'> & Readonly<Record<'hits', readonly unknown[]>> = {
  ...{ alertId: 'A7K2Q', principal: agent, scope: 'principal', currency: 'USD' },
  target: 'role claims-agent in account 123456789012',
  policyName: 'billhook-stop-A7K2Q',
  policy:
    '{\n  "Version": "2012-10-17",\n  "Statement": [{ "Effect": "Deny", "Action": "bedrock:*", "Resource": "*" }]\n}',
  runIn: 'account 123456789012',
  apply: [
    'aws iam put-role-policy --role-name claims-agent --policy-name billhook-stop-A7K2Q --policy-document \'{"Version":"2012-10-17"}\'',
  ],
  check: 'aws iam get-role-policy --role-name claims-agent --policy-name billhook-stop-A7K2Q',
  undo: ['aws iam delete-role-policy --role-name claims-agent --policy-name billhook-stop-A7K2Q'],
  hits: [{ team: 'claims', cost: moneyOf(1_182), sessions: 198, names: ['r.2026.11.17.02'] }],
  holdsNot: ['Streams that are under way go on to their end.', 'The same job may assume a second role.'],
};

export const alertDetail: AnswerOf<'alert'> = {
  alert: alerts[0]!,
  version: 3,
  currency: 'USD',
  why: [{ label: 'Pattern', value: 'likely self-talk: output’s share of all tokens 2 % → 20 %' }],
  outlook: [
    { label: 'By the next delivery (≈ 16:00 UTC)', value: '+$266' },
    { label: 'By Fri 20 Nov 09:00 UTC', value: '+$912' },
    { label: 'By month end', value: '+$10,640' },
  ],
  actions: [
    { decision: 'acknowledge', allowed: true, words: '' },
    { decision: 'snooze', hours: 1, allowed: true, words: 'about $38 extra' },
    { decision: 'snooze', hours: 8, allowed: true, words: 'about $304 extra' },
    { decision: 'snooze', hours: 24, allowed: true, words: 'about $912 extra' },
    { decision: 'verdict', allowed: true, words: '' },
    { decision: 'not-mine', allowed: true, words: '' },
  ],
  history: [
    { at: '2026-11-17T09:02:00.000Z', reason: 'fired', note: 'told #claims-ai', by: null },
    {
      at: '2026-11-18T09:01:00.000Z',
      reason: 'revised',
      note: '$412 were $371; still firing',
      by: null,
    },
  ],
  messages: [
    {
      channel: 'slack #claims-ai',
      state: 'sent',
      sentAt: '2026-11-17T09:02:11.000Z',
      headline: alerts[0]!.headline,
      why: null,
    },
    {
      channel: 'pagerduty claims',
      state: 'refused',
      sentAt: null,
      headline: alerts[0]!.headline,
      why: 'the routing key is not known',
    },
  ],
  evidence: { ...evidence },
  stopCard: { ...stopCard },
};
