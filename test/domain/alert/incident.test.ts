import { expect, it } from 'vitest';
import { parseInstant } from '../../../shared/domain/base/instant.ts';
import { approximate } from '../../../shared/domain/base/money.ts';
import { aBook, aBudget } from '../../builders/budget.ts';
import { alertsAfter, replay, told } from '../../builders/replay.ts';
import { aStream, at, plus, rhythm, times } from '../../builders/series.ts';
import { createWorld, type WorldOptions } from '../../builders/view.ts';

const START = at('2026-10-20T02:00');
const AGENT = 'role/claims-agent@123456789012';
const base = rhythm({ seed: 4, base: 3 });
const anAgent = (cost = plus(base, START, 60)) => aStream({ principal: AGENT, cost });
const play = (cost: ReturnType<typeof plus>, to: string, options?: WorldOptions) =>
  replay(createWorld([anAgent(cost)], options), '2026-10-18T05:04:00Z', to);

it('an open incident does not become normal before ten days, and does after', () => {
  const judged = play(plus(base, START, 60), '2026-11-05T05:04:00Z');
  const found = judged.filter(({ findings }) => findings.length > 0).map(({ asOf }) => asOf);
  expect(found[0]).toBe(parseInstant('2026-10-20T13:04:00Z'));
  // Ten days of data, plus the eight hours that data is behind.
  expect(found.at(-1)).toBe(parseInstant('2026-10-30T05:04:00Z'));
  expect(told(judged).at(-1)!.reason).toBe('resolved');
  for (const { findings } of judged.filter((each) => each.findings.length > 0)) {
    expect(approximate(findings[0]!.usualPerHour)).toBeLessThan(6);
    expect(Math.abs(findings[0]!.startedAt - START)).toBeLessThanOrEqual(1);
  }
});

it('an incident that ended is told as such, and its hours do not hide the next one', () => {
  const twice = plus(plus(base, START, 60, START + 48), START + 10 * 24, 60, START + 11 * 24);
  const judged = play(twice, '2026-11-05T05:04:00Z');
  const reasons = told(judged).map(({ reason }) => reason);
  expect(reasons.filter((reason) => reason === 'first')).toHaveLength(2);
  expect(reasons.filter((reason) => reason === 'resolved')).toHaveLength(2);
  const again = alertsAfter(judged).find(({ startsAt }) => startsAt > parseInstant('2026-10-25'))!;
  expect(again.finding.startedAt).toBe(START + 240);
});

it('a rise that a later delivery takes back is withdrawn with that delivery', () => {
  // Billed eight times too high for a day; from the 15th on every delivery has the right amount.
  const day = at('2026-11-13');
  const wrong = createWorld([anAgent(times(base, day, 8, day + 24))]);
  const right = createWorld([anAgent(base)]);
  const restated = parseInstant('2026-11-15T12:00:00Z');
  const world = { viewsAt: (asOf: number) => (asOf < restated ? wrong : right).viewsAt(asOf) };
  const judged = replay(world, '2026-11-13T05:04:00Z', '2026-11-18T21:04:00Z');
  const [first, last, ...others] = told(judged).filter(({ reason }) => reason !== 'grew');
  expect([first!.reason, last!.reason, others]).toEqual(['first', 'withdrawn', []]);
  expect(last!.after.history.at(-1)).toMatchObject({
    at: parseInstant('2026-11-15T13:04:00Z'),
    note: expect.stringMatching(/^\$[\d,.]+ -> \$[\d,.]+$/),
  });
});

it('a new month closes the budget alerts of the old one and keeps the spike', () => {
  const start = at('2026-10-29T02:00');
  const world = createWorld([anAgent(plus(base, start, 60))]);
  const budgets = aBook(aBudget({ dollars: 4000 }));
  const judged = replay(world, '2026-10-28T05:04:00Z', '2026-11-02T05:04:00Z', { budgets });
  const closed = told(judged).filter(({ reason }) => reason === 'period-closed');
  expect(new Set(closed.map(({ after }) => after.labels.billingPeriod))).toEqual(new Set(['2026-10']));
  const spikes = alertsAfter(judged).filter(({ finding }) => finding.rule === 'spike');
  expect(spikes.map(({ state, labels }) => [state, labels.principal])).toEqual([['firing', AGENT]]);
});

it('a rise of the whole team stays one alert of the team', () => {
  const start = at('2026-11-17T02:00');
  const swarm = Array.from({ length: 12 }, (_, index) =>
    aStream({
      principal: `role/worker-${index}@123456789012`,
      // One of them grows enough to be found for itself, later.
      cost: plus(
        rhythm({ seed: index + 50, base: 1 }),
        start,
        index === 0 ? (hour) => (hour - start) / 4 : 3,
      ),
    }),
  );
  const judged = replay(createWorld(swarm), '2026-11-16T05:04:00Z', '2026-11-20T21:04:00Z');
  expect(alertsAfter(judged).map(({ labels }) => labels)).toEqual([{ rule: 'spike', team: 'search' }]);
});

it('a budget alert knows the spikes that drive it, dearest first', () => {
  const other = 'role/batch@123456789012';
  const world = createWorld([
    aStream({ principal: other, cost: plus(rhythm({ seed: 9, base: 3 }), at('2026-11-17T02:00'), 250) }),
    anAgent(plus(base, at('2026-11-17T02:00'), 147)),
  ]);
  const budgets = aBook(aBudget({ dollars: 6000 }));
  const alerts = alertsAfter(replay(world, '2026-11-16T05:04:00Z', '2026-11-18T21:04:00Z', { budgets }));
  const budget = alerts.find(({ finding }) => finding.rule === 'budget-threshold')!;
  expect(budget.finding.causes!.map(({ principal }) => principal)).toEqual([other, AGENT]);
});
