import { describe, expect, it, test } from 'vitest';
import type { Alert } from '../../../shared/domain/alert/alert.ts';
import { restatedAlerts } from '../../../shared/domain/alert/restated.ts';
import { standingOf } from '../../../shared/domain/alert/standing.ts';
import { parseInstant } from '../../../shared/domain/base/instant.ts';
import { formatMoney } from '../../../shared/domain/base/money.ts';
import { buildCostTree } from '../../../shared/domain/evaluation/series/cost-tree.ts';
import { exactCost } from '../../../shared/domain/evaluation/series/exact-cost.ts';
import { aBook, aBudget } from '../../builders/budget.ts';
import { alertsAfter, replay, told } from '../../builders/replay.ts';
import { aStream, at, plus, rhythm, times } from '../../builders/series.ts';
import { createWorld } from '../../builders/view.ts';

const START = at('2026-10-20T02:00');
const END = START + 24;
const base = rhythm({ seed: 4, base: 3 });
const rise = plus(base, START, 60, END);
const { team } = aStream({});
const worldOf = (cost: typeof base) => createWorld([aStream({ cost })]);
const from = '2026-10-18T05:04:00Z';

/** From `since` on every delivery bills the rise `factor` times as high. */
function restating(factor: number, since: string, to: string, more: Parameters<typeof replay>[3] = {}) {
  const [before, after] = [worldOf(rise), worldOf(times(rise, START, factor, END))];
  const time = parseInstant(since);
  return replay({ viewsAt: (asOf) => (asOf < time ? before : after).viewsAt(asOf) }, from, to, more);
}

/** When the rise is long over. */
const LATER = '2026-11-01T00:00:00Z';
const lastOf = (judged: ReturnType<typeof replay>) => {
  const transitions = told(judged);
  return { ...transitions.at(-1)!, count: transitions.length };
};

describe('an alert that is over', () => {
  it.each([0.8, 1.3])('is restated to %f of it: still over, with the numbers as they are now', (factor) => {
    const { reason, before, after, count } = lastOf(restating(factor, LATER, '2026-11-05T05:04:00Z'));
    expect([reason, count]).toEqual(['revised', 3]);
    expect([after.state, standingOf(after, 0), after.endsAt]).toEqual([
      'resolved',
      'resolved',
      before!.endsAt,
    ]);
    const tree = buildCostTree(worldOf(times(rise, START, factor, END)).viewsAt(parseInstant(LATER)))!;
    const cost = (hours: { from: number; to: number }) => exactCost(tree.teams[0]!.entries, hours);
    const { baseline, series, startedAt, impact, costPerHour } = after.finding;
    const shown = { from: startedAt, to: series.at(-1)!.hour + 1 };
    expect(baseline!.actual).toBe(cost(baseline!));
    expect(series).toEqual(series.map(({ hour }) => ({ hour, cost: cost({ from: hour, to: hour + 1 }) })));
    const sum = ({ finding }: Alert) =>
      finding.series.reduce((all, each) => (each.hour < startedAt ? all : all + each.cost), 0n);
    expect(after.history.at(-1)!.note).toBe(`${formatMoney(sum(before!))} -> ${formatMoney(cost(shown))}`);
    expect(impact.soFar - before!.finding.impact.soFar).toBe(cost(shown) - sum(before!));
    expect(costPerHour).toBe((before!.finding.costPerHour * cost(shown)) / sum(before!));
  });

  it('is withdrawn where less than half of its extra cost is left', () => {
    const { reason, after } = lastOf(restating(0.4, LATER, '2026-11-05T05:04:00Z'));
    expect([reason, after.state, standingOf(after, 0)]).toEqual(['withdrawn', 'resolved', 'withdrawn']);
  });

  it('hears nothing of rounding', () => {
    expect(lastOf(restating(0.96, LATER, '2026-11-05T05:04:00Z'))).toMatchObject({
      count: 2,
      reason: 'resolved',
    });
  });

  it('is restated for 45 days, and no longer', () => {
    const alerts = alertsAfter(restating(1, LATER, '2026-11-01T05:04:00Z'));
    const tree = buildCostTree(
      worldOf(times(rise, START, 2, END)).viewsAt(parseInstant('2026-12-10T00:00Z')),
    )!;
    const after = (days: number) => restatedAlerts(tree, alerts, alerts[0]!.endsAt! + days * 86_400_000).size;
    expect([after(45), after(46)]).toEqual([1, 0]);
  });
});

test('what nobody was told, what lies before the known months and what is in another currency is never restated', () => {
  const alerts = alertsAfter(restating(1, LATER, '2026-11-01T05:04:00Z'));
  const views = worldOf(times(rise, START, 2, END)).viewsAt(parseInstant('2026-11-05T00:00:00Z'));
  const restated = (some: readonly Alert[], months = views) =>
    restatedAlerts(buildCostTree(months)!, some, parseInstant('2026-11-05T00:00:00Z')).size;
  const euro = views.map((view) => ({ ...view, pointer: { ...view.pointer, currency: 'EUR' } }));
  expect(restated(alerts)).toBe(1);
  expect(restated(alerts.map((alert) => ({ ...alert, untold: true })))).toBe(0);
  expect(restated(alerts, views.slice(-1))).toBe(0);
  expect(restated(alerts, euro)).toBe(0);
});

it('hours that a firing alert told are restated while its finding is missing', () => {
  // The rise is over at 02:00 on the 21st; its alert is open for another day.
  const judged = restating(0.8, '2026-10-22T18:00:00Z', '2026-10-26T05:04:00Z');
  const revised = told(judged).filter(({ reason }) => reason === 'revised');
  expect(revised).toMatchObject([{ after: { state: 'firing', quiet: expect.any(Number) } }]);
  expect(revised[0]!.after.quiet).toBeGreaterThan(0);
});

it("a closed month's budget tells what the month came to in the end", () => {
  const budgets = aBook(aBudget({ team, dollars: 4000 }));
  const judged = restating(3, '2026-11-06T00:00:00Z', '2026-11-08T05:04:00Z', { budgets });
  const alert = alertsAfter(judged).find(({ labels }) => labels.billingPeriod === '2026-10')!;
  const [closed, revised] = alert.history.slice(-2);
  expect([closed!.reason, revised!.reason]).toEqual(['period-closed', 'revised']);
  const { spent, forecast, percent } = alert.finding.budget!;
  expect(revised!.note).toMatch(new RegExp(` -> \\${formatMoney(spent)}$`));
  expect(forecast).toEqual({ low: spent, mid: spent, high: spent });
  expect(percent).toBe(Math.floor(Number(spent) / 1e12 / 4) / 10);
  expect(standingOf(alert, 0)).toBe('period closed');
});
