import fc from 'fast-check';
import { expect, it } from 'vitest';
import { isoInstant, startOfHour } from '../../../../shared/domain/base/instant.ts';
import { aStream, at, plus, type Stream } from '../../../builders/series.ts';
import { drops } from './judged-drops.ts';
import { everyHour, hoursOf, NIGHT, OFFICE, until } from './workloads.ts';

const RHYTHMS: readonly Stream['cost'][] = [
  everyHour(3),
  OFFICE,
  NIGHT,
  hoursOf(40, [0, 1, 2, 3, 4], 12, 14),
];
const MODELS = ['nova-lite', 'claude-opus-4.6', 'llama-3'];

const workload = fc.record({
  rhythm: fc.nat(RHYTHMS.length - 1),
  model: fc.nat(MODELS.length - 1),
  team: fc.constantFrom('t', 'u'),
});
const company = fc.array(workload, { minLength: 1, maxLength: 7 });
const asOf = fc.integer({ min: at('2026-11-09'), max: at('2026-11-30') });

/** Whose charges show that those of a family have come in. */
const alive = MODELS.map((model, index) =>
  aStream({
    team: 'v',
    principal: `role/alive-${index}@123456789012`,
    model: `${model}-x`,
    kinds: { input: 1 },
    cost: () => 1,
  }),
);
const streamsOf = (
  facts: readonly (typeof company extends fc.Arbitrary<readonly (infer T)[]> ? T : never)[],
) =>
  facts.map(({ rhythm, model, team }, index) =>
    aStream({
      team,
      principal: `role/${index}@123456789012`,
      model: MODELS[model]!,
      kinds: { input: 1 },
      cost: RHYTHMS[rhythm]!,
    }),
  );
const judgedWith = (streams: readonly Stream[], ...more: Rest) => drops([...streams, ...alive], ...more);
type Rest = Parameters<typeof drops> extends readonly [unknown, ...infer T] ? T : never;
const names = (...args: Parameters<typeof drops>) =>
  judgedWith(...args).findings.map(({ scope }) => `${scope.team} ${scope.principal ?? ''}`);
const instant = (hour: number): string => isoInstant(startOfHour(hour));

it('nobody stopped, so nobody is missed, whatever has arrived of the hours that are not ripe', () => {
  const arrival = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 2, maxLength: 2 });
  fc.assert(
    fc.property(company, asOf, arrival, (facts, hour, shares) => {
      const arrived = (age: number): number => shares[age] ?? 1;
      expect(names(streamsOf(facts), instant(hour), { arrived })).toEqual([]);
    }),
    { numRuns: 30 },
  );
});

it('spending more since then makes nobody missed who was not', () => {
  const extra = fc.record({
    from: fc.integer({ min: at('2026-11-17T11:00'), max: at('2026-11-19') }),
    hours: fc.integer({ min: 1, max: 48 }),
    dollars: fc.integer({ min: 1, max: 60 }),
  });
  let missed = 0;
  fc.assert(
    fc.property(
      company,
      fc.integer({ min: 0, max: 100 }),
      extra,
      (facts, later, { from, hours, dollars }) => {
        const [first, ...others] = streamsOf(facts);
        const stopped = { ...first!, cost: until(first!.cost, at('2026-11-17T10:00')) };
        const dearer = { ...stopped, cost: plus(stopped.cost, from, dollars, from + hours) };
        const time = instant(at('2026-11-18T20:00') + later);
        const before = names([stopped, ...others], time);
        missed += before.length;
        if (before.length === 0) expect(names([dearer, ...others], time)).toEqual([]);
      },
    ),
    { numRuns: 30 },
  );
  expect(missed).toBeGreaterThan(3);
});

it('has one order, whatever the order of those it judges', () => {
  fc.assert(
    fc.property(company, (facts) => {
      const all = streamsOf(facts).map((one, index) =>
        index % 2 === 0 ? { ...one, cost: until(one.cost, at('2026-11-17T10:00')) } : one,
      );
      const time = instant(at('2026-11-20'));
      expect(names([...all].reverse(), time)).toEqual(names(all, time));
    }),
    { numRuns: 15 },
  );
});
