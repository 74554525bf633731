import { describe, expect, it } from 'vitest';
import { HISTORY_MAX } from '../../../shared/domain/alert/history.ts';
import { parsePico } from '../../../shared/domain/base/money.ts';
import type { Finding } from '../../../shared/domain/evaluation/finding.ts';
import { aBudgetAt, aSpikeOf, createLife, reasons } from '../../builders/alert.ts';
import { aFinding } from '../../builders/transition.ts';

const found = (finding: Finding | undefined): readonly Finding[] => (finding === undefined ? [] : [finding]);

describe('a spike', () => {
  it.each([
    ['the same again', 8, [150, 1480], 'updated'],
    ['time goes by', 24, [150, 14_000], 'updated'],
    ['the rate is just below double', 24, [299, 1480], 'updated'],
    ['the rate doubled', 24, [300, 1480], 'grew!'],
    ['the rate doubled within a day', 23, [300, 1480], 'updated'],
    ['ten times the money so far', 8, [150, 14_800], 'grew!'],
    ['the rate halved', 24, [75, 1480], 'updated'],
  ] as const)('%s', (_, hours, [rate, soFar], expected) => {
    const life = createLife();
    expect(reasons(life.next([aSpikeOf(150, 1480)]))).toEqual(['first!']);
    expect(reasons(life.next([aSpikeOf(rate, soFar)], { hours }))).toEqual([expected]);
  });

  it('compares growth with what was told, not with the delivery before', () => {
    const life = createLife();
    life.next([aSpikeOf(100, 1000)]);
    const told = [130, 160, 190, 220, 250].map((rate) => reasons(life.next([aSpikeOf(rate, 1000)]))[0]);
    expect(told).toEqual(['updated', 'updated', 'updated', 'grew!', 'updated']);
  });

  it.each([
    ['a fifth less', 0.8, 'revised!'],
    ['a fifth more', 1.2, 'revised!'],
    ['four percent less', 0.96, 'updated'],
  ])('is revised when the same hours cost %s', (_, factor, expected) => {
    const life = createLife();
    life.next([aFinding()]);
    const series = aFinding().series.map(({ hour, cost }) => ({
      hour,
      cost: (cost * BigInt(factor * 100)) / 100n,
    }));
    expect(reasons(life.next([aFinding({ series })]))).toEqual([expected]);
    expect(reasons(life.next([aFinding({ series })]))).toEqual(['updated']);
  });

  it('resolves after two silent deliveries and a day, once', () => {
    const life = createLife();
    life.next([aFinding()]);
    expect([1, 2, 3, 4, 5].map(() => reasons(life.next([])))).toEqual([
      ['revised'],
      ['revised'],
      ['revised'],
      ['resolved!'],
      [],
    ]);
    expect(life.alerts()[0]).toMatchObject({ state: 'resolved', finding: aFinding() });
  });

  it('needs two silent deliveries however long they are apart', () => {
    const life = createLife();
    life.next([aFinding()]);
    expect(reasons(life.next([], { hours: 72 }))).toEqual(['revised']);
    expect(reasons(life.next([], { hours: 72 }))).toEqual(['resolved!']);
  });

  it('forgets silence when it comes back before it resolved', () => {
    const life = createLife();
    life.next([aFinding()]);
    life.next([]);
    life.next([]);
    expect(reasons(life.next([aFinding()]))).toEqual(['updated']);
    expect(life.alerts()[0]).toMatchObject({ quiet: 0, state: 'firing' });
    expect(life.alerts()[0]!.quietSince).toBeUndefined();
  });

  it('fires again as the same alert soon after its end, and as a new one later', () => {
    const life = createLife();
    life.next([aFinding()]);
    for (const _ of [1, 2, 3, 4]) life.next([]);
    const soon = aFinding({ startedAt: aFinding().startedAt + 40 });
    expect(reasons(life.next([soon]))).toEqual(['fired-again!']);
    for (const _ of [1, 2, 3, 4]) life.next([]);
    expect(reasons(life.next([aFinding({ startedAt: aFinding().startedAt + 400 })]))).toEqual(['first!']);
    expect(new Set(life.alerts().map(({ id }) => id)).size).toBe(2);
  });

  it('is withdrawn at once when its hours lose half of their excess', () => {
    const life = createLife();
    life.next([aFinding()]);
    const { id } = life.alerts()[0]!;
    const again = (dollars: string) => ({ recounted: new Map([[id, parsePico(dollars)]]) });
    expect(reasons(life.next([], again('800')))).toEqual(['revised']);
    expect(reasons(life.next([], again('40')))).toEqual(['withdrawn!']);
    expect(life.alerts()[0]!.history.at(-1)!.note).toBe('$1,513.70 -> $40.00');
  });
});

describe('a budget', () => {
  const pathOf = (...spent: readonly number[]) => {
    const life = createLife();
    return spent.map((each) => reasons(life.next(found(aBudgetAt(each)), { spent: `${each}` })).join());
  };

  it('speaks once a threshold, and only of the highest', () => {
    expect(pathOf(4999, 5000, 5001, 7999, 8000, 9999.999999, 10_000, 12_000)).toEqual([
      '',
      'first!',
      'updated',
      'updated',
      'threshold!',
      'updated',
      'threshold!',
      'updated',
    ]);
    expect(pathOf(4000, 11_000, 12_000)).toEqual(['', 'first!', 'updated']);
  });

  it('takes back what a delivery took back', () => {
    expect(pathOf(8200, 7000, 7100)).toEqual(['first!', 'revised!', 'updated']);
    expect(pathOf(8200, 4000)).toEqual(['first!', 'resolved!']);
    expect(pathOf(5010, 4990, 4990, 4990, 4990)).toEqual([
      'first!',
      'revised',
      'revised',
      'revised',
      'resolved!',
    ]);
  });

  it('ends when the budget was raised above what is spent', () => {
    const life = createLife();
    life.next(found(aBudgetAt(8200)));
    expect(reasons(life.again([], { spent: '8200' }))).toEqual(['resolved!']);
  });

  it('is no news when the month is over and within its amount', () => {
    const after = createLife('2026-12-01T05:00:00Z');
    expect(reasons(after.next(found(aBudgetAt(8200))))).toEqual([]);
    expect(reasons(after.next(found(aBudgetAt(10_000))))).toEqual(['first!']);
  });

  it('ends with its month', () => {
    const life = createLife('2026-11-30T05:00:00Z');
    life.next(found(aBudgetAt(8200)));
    const [before] = life.alerts();
    const december = { ...before!, labels: { ...before!.labels, billingPeriod: '2026-10' } };
    expect(reasons(life.next([], { alerts: [december] }))).toEqual(['period-closed!']);
  });

  it.each([
    [11_900, 'updated'],
    [12_100, 'grew!'],
  ])('speaks of its forecast again when the overspend doubled: %d', (mid, expected) => {
    const life = createLife();
    const forecast = (dollars: number): Finding => {
      const finding = aBudgetAt(8200, { rule: 'budget-forecast' })!;
      const end = parsePico(String(dollars));
      return { ...finding, budget: { ...finding.budget!, forecast: { low: end, mid: end, high: end } } };
    };
    life.next([forecast(11_000)]);
    expect(reasons(life.next([forecast(mid)]))).toEqual([expected]);
  });

  it('is told anew when its amount was changed', () => {
    const life = createLife();
    life.next(found(aBudgetAt(8200)));
    const raised = aBudgetAt(8200)!;
    const amount = parsePico('16000');
    const finding = { ...raised, budget: { ...raised.budget!, amount, threshold: 50 } };
    expect(reasons(life.next([finding]))).toEqual(['revised!']);
  });

  it('ends the forecast when it came true', () => {
    const life = createLife();
    const forecast = aBudgetAt(8200, { rule: 'budget-forecast' })!;
    life.next([forecast]);
    expect(reasons(life.next(found(aBudgetAt(10_100)), { spent: '10100' }))).toEqual(['first!', 'resolved!']);
    expect(life.alerts()[0]!.history.at(-1)!.note).toBe('the budget is used up');
  });
});

describe('deliveries', () => {
  it('change nothing when they are judged again', () => {
    const life = createLife();
    life.next([aFinding(), ...found(aBudgetAt(8200))]);
    expect(life.again([aFinding(), ...found(aBudgetAt(8200))])).toEqual([]);
    life.next([]);
    expect(life.again([], { spent: '7900' })).toEqual([]);
  });

  it('never change an alert that was judged from a newer one', () => {
    const life = createLife();
    life.next([aFinding()]);
    const late = life.alerts().map((alert) => ({ ...alert, judgedFrom: '2027-01-01T00:00:00.000Z~x' }));
    expect(life.next([], { alerts: late })).toEqual([]);
    expect(life.next([aSpikeOf(9000, 90_000)], { alerts: late })).toEqual([]);
  });

  it('keep a version a change and a bounded history', () => {
    const life = createLife();
    for (let round = 1; round <= HISTORY_MAX + 5; round += 1)
      life.next([aSpikeOf(3 ** round, 1)], { hours: 24 });
    const [alert] = life.alerts();
    expect(alert!.version).toBe(HISTORY_MAX + 5);
    expect(alert!.history).toHaveLength(HISTORY_MAX);
  });
});
