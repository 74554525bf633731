import fc from 'fast-check';
import { expect, it } from 'vitest';
import { HOUR_MS, parseInstant } from '../../../shared/domain/base/instant.ts';
import { EVALUATION_DEFAULTS } from '../../../shared/domain/evaluation/defaults.ts';
import { evaluate } from '../../../shared/domain/evaluation/evaluate.ts';
import type { Finding } from '../../../shared/domain/evaluation/finding.ts';
import { aBook, aBudget } from '../../builders/budget.ts';
import { aStream, at, plus, rhythm, type Stream } from '../../builders/series.ts';
import { createWorld } from '../../builders/view.ts';

const FROM = at('2026-10-01');
const TEAMS = ['search', 'support'];

/** A small company in which something may go wrong, and the delivery that tells. */
const worlds = fc.record({
  seed: fc.nat(1000),
  principals: fc.integer({ min: 1, max: 5 }),
  base: fc.integer({ min: 1, max: 60 }),
  extra: fc.integer({ min: 0, max: 300 }),
  startsAt: fc.integer({ min: at('2026-11-04'), max: at('2026-11-19') }),
  hoursLater: fc.integer({ min: 8, max: 200 }),
  dollars: fc.integer({ min: 0, max: 60_000 }),
});
type WorldFacts = typeof worlds extends fc.Arbitrary<infer T> ? T : never;

function streamsOf({ seed, principals, base, extra, startsAt }: WorldFacts): Stream[] {
  return Array.from({ length: principals }, (_, index) => {
    const cost = rhythm({ seed: seed + index, base });
    return aStream({
      team: TEAMS[index % 2]!,
      principal: `role/${index}@123456789012`,
      cost: index === 0 ? plus(cost, startsAt, extra) : cost,
    });
  });
}

function judge(facts: WorldFacts, streams = streamsOf(facts)): readonly Finding[] {
  const asOf = Math.min((facts.startsAt + facts.hoursLater) * HOUR_MS, parseInstant('2026-11-28'));
  const views = createWorld(streams, { from: FROM }).viewsAt(asOf);
  const budgets = aBook(...TEAMS.map((team) => aBudget({ team, dollars: facts.dollars })));
  return evaluate({ views, budgets, defaults: EVALUATION_DEFAULTS, asOf });
}

it('gives the same findings in the same order, whatever the order of the entries', () => {
  fc.assert(
    fc.property(worlds, (facts) => {
      const asOf = (facts.startsAt + facts.hoursLater) * HOUR_MS;
      const views = createWorld(streamsOf(facts), { from: FROM }).viewsAt(asOf);
      const budgets = aBook(...TEAMS.map((team) => aBudget({ team, dollars: facts.dollars })));
      const input = { views, budgets, defaults: EVALUATION_DEFAULTS, asOf };
      const reversed = views.map((view) => ({ ...view, entries: [...view.entries].reverse() }));
      const findings = evaluate(input);
      expect(names(evaluate({ ...input, views: reversed }))).toEqual(names(findings));
      expect(evaluate(input)).toEqual(findings);
    }),
    { numRuns: 20 },
  );
});

const names = (findings: readonly Finding[]): readonly string[] =>
  findings.map(({ rule, scope, startedAt }) => `${rule} ${Object.values(scope).join(' ')} ${startedAt}`);

it('holds together: parts sum to the rise, shares are shares, horizons are in order', () => {
  let found = 0;
  fc.assert(
    fc.property(worlds, (facts) => {
      for (const { baseline, budget, contributions, shareOfRise, impact, startedAt, series } of judge(
        facts,
      )) {
        found += 1;
        const rise = baseline === undefined ? budget!.spent : baseline.actual - baseline.expected;
        expect(contributions.reduce((sum, part) => sum + part.rise, 0n)).toBe(rise);
        expect(shareOfRise).toBeGreaterThan(0);
        expect(shareOfRise).toBeLessThanOrEqual(1);
        expect(impact.soFar >= 0n && impact.untilNextDelivery >= 0n).toBe(true);
        expect(impact.untilMorning >= impact.untilNextDelivery).toBe(true);
        expect(impact.untilMonthEnd >= impact.untilMorning).toBe(true);
        if (baseline !== undefined) {
          expect(startedAt).toBeLessThan(baseline.to);
          // A week of hours is shown at most.
          const shown = series.some(({ hour }) => hour === startedAt);
          expect(shown || startedAt < series[0]!.hour).toBe(true);
        }
        if (budget !== undefined) {
          const { low, mid, high } = budget.forecast;
          expect(budget.spent <= low + 1_000_000n && low <= mid && mid <= high).toBe(true);
        }
      }
    }),
    { numRuns: 60 },
  );
  expect(found).toBeGreaterThan(30);
});

it('never drops a budget finding because more was spent', () => {
  const more = fc.record({
    facts: worlds,
    hour: fc.integer({ min: at('2026-11-01'), max: at('2026-11-19') }),
    hours: fc.integer({ min: 1, max: 72 }),
    dollars: fc.integer({ min: 1, max: 500 }),
  });
  fc.assert(
    fc.property(more, ({ facts, hour, hours, dollars }) => {
      const streams = streamsOf(facts);
      const [first, ...others] = streams;
      const dearer = [{ ...first!, cost: plus(first!.cost, hour, dollars, hour + hours) }, ...others];
      const before = budgetFindings(judge(facts, streams));
      const after = budgetFindings(judge(facts, dearer));
      for (const [team, threshold] of before.thresholds) {
        expect(after.thresholds.get(team) ?? 0).toBeGreaterThanOrEqual(threshold);
      }
      // A forecast that came true is told as the threshold of 100 percent.
      for (const team of before.forecasts) {
        expect(after.forecasts.includes(team) || after.thresholds.get(team) === 100).toBe(true);
      }
      // A burn is told by itself, with a threshold or forecast, or with the rise that explains it.
      expect(after.burns).toEqual(expect.arrayContaining([...before.burns]));
    }),
    { numRuns: 40 },
  );
});

function budgetFindings(findings: readonly Finding[]) {
  const of = (rule: string) => findings.filter((finding) => finding.rule === rule);
  return {
    thresholds: new Map(of('budget-threshold').map(({ scope, budget }) => [scope.team, budget!.threshold])),
    burns: findings.filter(({ burn }) => burn !== undefined).map(({ scope }) => scope.team),
    // A threshold tells the forecast of its team as well.
    forecasts: findings
      .filter(({ rule, budget }) => rule === 'budget-forecast' || budget?.headsOver === true)
      .map(({ scope }) => scope.team),
  };
}
