import fc from 'fast-check';
import { expect, test } from 'vitest';
import { approximate, parsePico } from '../../../shared/domain/base/money.ts';
import type { Finding } from '../../../shared/domain/evaluation/finding.ts';
import type { EvidencePack } from '../../../shared/domain/evidence/pack.ts';
import { evidenceText, parseEvidence } from '../../../shared/domain/evidence/pack-text.ts';
import { aBook, aBudget } from '../../builders/budget.ts';
import { packsOf, sumOf } from '../../builders/evidence.ts';
import { aStream, at, plus, rhythm, times } from '../../builders/series.ts';
import { createWorld } from '../../builders/view.ts';

/** Companies of many small callers and models, in which one or two go wrong, one comes and one goes silent. */
const worlds = fc.record({
  seed: fc.nat(10_000),
  callers: fc.integer({ min: 2, max: 24 }),
  extra: fc.integer({ min: 40, max: 400 }),
  startsAt: fc.integer({ min: at('2026-11-04'), max: at('2026-11-17') }),
  dollars: fc.integer({ min: 1_000, max: 60_000 }),
  happening: fc.constantFrom('one', 'team', 'newcomer', 'model', 'silence', 'account'),
});
type World = typeof worlds extends fc.Arbitrary<infer T> ? T : never;

function streamsOf({ seed, callers, extra, startsAt, happening }: World) {
  const streams = Array.from({ length: callers }, (_, index) => {
    const cost = rhythm({ seed: seed + index, base: happening === 'silence' ? 4 : 0.7 });
    const rises = happening === 'team' ? index < callers : happening === 'one' && index < 2;
    return aStream({
      team: index % 5 === 4 ? 'support' : 'search',
      principal: `role/caller-${index % 20}@123456789012`,
      model: index % 3 === 0 ? 'nova-lite' : 'claude-sonnet-4.6',
      cost: rises
        ? plus(cost, startsAt, extra / (happening === 'team' ? callers : index + 1))
        : happening === 'silence' && index === 0
          ? times(cost, startsAt, 0)
          : cost,
    });
  });
  if (!['newcomer', 'model', 'account'].includes(happening)) return streams;
  const fresh = aStream({
    principal: happening === 'account' ? 'role/new@999999999999' : 'role/new@123456789012',
    model: happening === 'model' ? 'claude-opus-5' : 'nova-lite',
    cost: plus(() => 0, startsAt, extra / 10),
  });
  return [...streams, fresh];
}

const RUNS = Number(process.env.BILLHOOK_EVIDENCE_RUNS ?? 18);

test('whatever is told, the rows of its evidence sum to its amount, to the picodollar', () => {
  const seen = new Map<string, number>();
  fc.assert(
    fc.property(worlds, (world) => {
      const asOf = (world.startsAt + 40) * 3_600_000;
      const views = createWorld(streamsOf(world), { from: at('2026-10-01') }).viewsAt(asOf);
      const budgets = aBook(aBudget({ dollars: world.dollars }));
      for (const { alert, pack, usualIn } of packsOf({ views, budgets, asOf })) {
        seen.set(pack.rule.name, (seen.get(pack.rule.name) ?? 0) + 1);
        expectSums(pack);
        expectSameDays(alert.finding, usualIn(alert.finding));
        expect(parseEvidence(evidenceText(pack), 'a pack')).toEqual(pack);
      }
    }),
    { numRuns: RUNS, seed: 7 },
  );
  expect([...seen.keys()].toSorted()).toEqual(
    expect.arrayContaining(['budget-threshold', 'drop', 'first-seen', 'newcomer', 'spike']),
  );
});

/** The days behind the hours are those behind the judgement: what it expected beyond their mean is the bridge's part. */
function expectSameDays({ rule, cause, baseline }: Finding, usual: number): void {
  if (rule !== 'spike' || cause === undefined || baseline === undefined) return;
  expect(usual).toBeCloseTo(approximate(baseline.expected + cause.bridge.anticipated), 2);
}

function expectSums({ amount, hours, contributions, bridge, query, rule, sinceStart }: EvidencePack): void {
  const counted = hours.filter((row) => row.counted);
  expect(sumOf(counted.map(({ cost }) => cost))).toBe(parsePico(amount.cost));
  expect(sumOf(contributions.map(({ cost }) => cost))).toBe(parsePico(amount.cost));
  expect(sumOf(contributions.map(({ usual }) => usual))).toBe(parsePico(amount.expected));
  expect(sumOf(contributions.map(({ rise }) => rise))).toBe(parsePico(amount.amount));
  if (amount.kind !== 'spent') {
    expect(sumOf(counted.map(({ expected }) => expected))).toBe(parsePico(amount.expected));
  }
  if (rule.baseline !== undefined) {
    expect(sumOf(counted.map(({ low }) => low))).toBe(parsePico(rule.baseline.low));
    expect(sumOf(counted.map(({ high }) => high))).toBe(parsePico(rule.baseline.high));
  }
  if (sinceStart !== undefined) {
    const since = hours.filter(({ hour }) => hour >= sinceStart.from && hour < sinceStart.to);
    expect(sumOf(since.map(({ cost }) => cost))).toBe(parsePico(sinceStart.cost));
  }
  if (bridge !== undefined) expect(sumOf(Object.values(bridge))).toBe(parsePico(amount.amount));
  expect(query.gives).toBe(amount.cost);
  expect(new Set(hours.map(({ hour }) => hour)).size).toBe(hours.length);
}
