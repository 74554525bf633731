import { describe, expect, it, test } from 'vitest';
import { parseInstant } from '../../../../shared/domain/base/instant.ts';
import { approximate, parsePico } from '../../../../shared/domain/base/money.ts';
import type { Budget } from '../../../../shared/domain/evaluation/budget/budget.ts';
import { burnSeverity } from '../../../../shared/domain/evaluation/budget/burn-finding.ts';
import { EVALUATION_DEFAULTS } from '../../../../shared/domain/evaluation/defaults.ts';
import { evaluate } from '../../../../shared/domain/evaluation/evaluate.ts';
import type { Finding } from '../../../../shared/domain/evaluation/finding.ts';
import { aBook, aBudget } from '../../../builders/budget.ts';
import { aBurnFinding } from '../../../builders/burn-tellings.ts';
import { aJudging } from '../../../builders/judging.ts';
import { alertsAfter, replay, told } from '../../../builders/replay.ts';
import { aStream, at, plus, type Stream } from '../../../builders/series.ts';
import { createWorld } from '../../../builders/view.ts';

const whole = { arrived: () => 1 };
/** A delivery that knows the hours before 2026-11-11; those before 22:00 are ripe. */
const DELIVERY = '2026-11-11T05:00:00Z';

function judge(
  budget: Partial<Budget> & { dollars?: number },
  streams: readonly Stream[],
  asOf = DELIVERY,
): readonly Finding[] {
  const instant = parseInstant(asOf);
  const views = createWorld(streams, whole).viewsAt(instant);
  return evaluate({ views, budgets: aBook(aBudget(budget)), defaults: EVALUATION_DEFAULTS, asOf: instant });
}
const rulesOf = (findings: readonly Finding[]): readonly string[] => findings.map(({ rule }) => rule);

/** Ten principals at a dollar an hour each; from the hour on each costs `extra` more. */
const many = (from: string, extra: number, to?: string): readonly Stream[] =>
  Array.from({ length: 10 }, (_, index) =>
    aStream({
      principal: `role/${index}@123456789012`,
      cost: plus(() => 1, at(from), extra, to === undefined ? undefined : at(to)),
    }),
  );
/** Where rises are out of reach, so that a burn has to speak for itself. */
const calm = { minDollars: parsePico('1000000') };

describe('a budget that burns', () => {
  it('is told with its pair, its rate and plan, and the hour in which the budget ends', () => {
    // $10 an hour since September and $160 since 14:00; 720 hours of $20 would be on plan.
    const [found, ...others] = judge({ dollars: 14_400, ...calm }, many('2026-11-10T14:00', 15));
    expect(others).toEqual([]);
    const ripe = at('2026-11-10T22:00');
    expect(found).toMatchObject({
      rule: 'budget-burn',
      scope: { team: 'search' },
      severity: 'critical',
      startedAt: ripe - 6,
      costPerHour: parsePico('160'),
      burn: { hours: 6, shortHours: 1, to: ripe, percent: 6.6, planPerHour: parsePico('20') },
    });
    // $2,400 and ten hours of $150 are spent; the rest of $10,500 lasts for 65.6 hours at $160.
    expect(approximate(found!.budget!.spent)).toBe(3900);
    expect(found!.budget!.exhaustedAt).toBe(ripe + 65);
    expect(approximate(found!.impact.soFar)).toBe(6 * 140);
  });

  it('is not told while the month would end within it, were somebody at work to stop it in the morning', () => {
    // $9,900 are forecast, and $140 an hour on top of the plan for 35 hours are $4,900 more. The pair burns up to $16,400.
    expect(rulesOf(judge({ dollars: 14_700, ...calm }, many('2026-11-10T14:00', 15)))).toEqual([
      'budget-burn',
    ]);
    expect(rulesOf(judge({ dollars: 14_900, ...calm }, many('2026-11-10T14:00', 15)))).toEqual([]);
  });

  it('is not told where the team did as much twice in the months before', () => {
    const burst = (hour: number, day: string) => hour >= at(day) && hour < at(day) + 12;
    const streams = many('2026-11-10T14:00', 15).map((stream) => ({
      ...stream,
      cost: (hour: number) =>
        stream.cost(hour) + (['2026-09-20', '2026-10-20'].some((day) => burst(hour, day)) ? 13 : 0),
    }));
    expect(rulesOf(judge({ dollars: 14_400, ...calm }, streams))).toEqual([]);
  });

  it('burns slowly where three days cost a tenth of the month more than planned', () => {
    const [found] = judge({ dollars: 11_000, ...calm, thresholds: [90] }, many('2026-11-07T20:00', 2.6));
    expect(found).toMatchObject({
      rule: 'budget-forecast',
      burn: { hours: 72, shortHours: 6, sharePercent: 10 },
    });
  });

  it('is as severe as its dollars, and a warning at least', () => {
    const severity = (dollars: string) => {
      const impact = { ...aBurnFinding().impact, untilMorning: parsePico(dollars), untilMonthEnd: 0n };
      return burnSeverity(aJudging(), impact);
    };
    expect(['500', '499', '0'].map(severity)).toEqual(['critical', 'warning', 'warning']);
  });

  it('is a fact of the rise that explains it, and no message of its own', () => {
    const agent = aStream({
      principal: 'role/agent@123456789012',
      cost: plus(() => 1, at('2026-11-10T14:00'), 150),
    });
    const findings = judge({ dollars: 14_400 }, [...many('2027-01-01', 0), agent]);
    expect(rulesOf(findings)).toEqual(['spike']);
    expect(findings[0]!.burn).toMatchObject({ hours: 6 });
    // $2,640 and nine hours of $150 are spent at 23:00; $161 an hour from there on.
    expect(findings[0]!.impact.budgetEnds?.at).toBeGreaterThan(at('2026-11-13'));
    expect(findings[0]!.impact.budgetEnds?.at).toBeLessThan(at('2026-11-14T12:00'));
  });
});

describe('one budget has one finding', () => {
  it('which tells its threshold, that it heads over, and that it burns', () => {
    const streams = many('2026-11-10T14:00', 15);
    const findings = judge({ dollars: 7200, ...calm }, streams);
    expect(rulesOf(findings)).toEqual(['budget-threshold']);
    expect(findings[0]).toMatchObject({ severity: 'critical', budget: { threshold: 50, headsOver: true } });
    expect(findings[0]!.burn).toBeDefined();
  });

  it('which is the forecast where no threshold is reached', () => {
    const findings = judge({ dollars: 8000, ...calm, thresholds: [90] }, many('2026-11-09T14:00', 5));
    expect(rulesOf(findings)).toEqual(['budget-forecast']);
    expect(findings[0]!.burn).toBeDefined();
  });
});

test('a month that was planned otherwise has its own amount', () => {
  const amounts = (asOf: string) =>
    judge(
      { dollars: 2000, months: { '2026-11': parsePico('3000') } },
      [aStream({ cost: () => 10 })],
      asOf,
    ).map(({ budget }) => [approximate(budget!.amount), budget!.threshold]);
  expect(amounts(DELIVERY)).toEqual([[3000, 80]]);
  expect(amounts('2026-10-11T05:00:00Z')).toEqual([[2000, 100]]);
});

test('a burn is told once, and is over with the first delivery whose newest hours no longer show it', () => {
  const world = createWorld(many('2026-11-10T14:00', 15, '2026-11-11T06:00'), whole);
  const budgets = aBook(aBudget({ dollars: 14_400, ...calm, thresholds: [99] }));
  const judged = replay(world, '2026-11-10T05:00:00Z', '2026-11-12T13:00:00Z', { budgets });
  expect(told(judged).map(({ after, reason }) => `${after.id.split('-')[0]} ${reason}`)).toEqual([
    'burn first',
    'burn resolved',
  ]);
  const [alert] = alertsAfter(judged);
  expect(alert!.labels).toEqual({ rule: 'budget-burn', team: 'search', billingPeriod: '2026-11' });
  // It ran until 06:00; of the delivery of 13:00 the hours before that are ripe, of the next one those before 14:00.
  expect(alert!.endsAt).toBe(parseInstant('2026-11-11T21:00:00Z'));
});

test('a forecast that a threshold tells from then on is merged without a sound', () => {
  const world = createWorld([aStream({ cost: () => 10 })], whole);
  const budgets = aBook(aBudget({ dollars: 4800, thresholds: [50] }));
  const judged = replay(world, '2026-11-04T05:00:00Z', '2026-11-13T05:00:00Z', { budgets });
  expect(told(judged).map(({ after, reason }) => `${after.id.split('-')[0]} ${reason}`)).toEqual([
    'forecast first',
    'budget first',
  ]);
  const forecast = alertsAfter(judged).find(({ id }) => id.startsWith('forecast'));
  expect(forecast).toMatchObject({ state: 'resolved', history: [{}, { reason: 'updated' }] });
});
