import fc from 'fast-check';
import { expect, it } from 'vitest';
import { isoInstant, startOfHour } from '../../../../shared/domain/base/instant.ts';
import { aStream, at } from '../../../builders/series.ts';
import { judge, type Tagged } from './judged-values.ts';

const FROM = at('2026-10-20');

const one = fc.record({
  role: fc.constantFrom('role/a@111111111111', 'role/b@111111111111', 'role/c@222222222222', 'none'),
  model: fc.constantFrom('m', 'n', 'o'),
  region: fc.constantFrom('us-east-1', 'eu-west-1', 'unknown'),
  project: fc.constantFrom('p', 'q', 'untagged'),
  since: fc.integer({ min: 0, max: 30 * 24 }),
  dollars: fc.integer({ min: 1, max: 200 }),
});
const company = fc.array(one, { minLength: 1, maxLength: 6 });

const streamsOf = (
  facts: readonly (typeof one extends fc.Arbitrary<infer T> ? T : never)[],
): readonly Tagged[] =>
  facts.map(({ role, model, region, project, since, dollars }) => ({
    ...aStream({ principal: role, model, kinds: { input: 1 } }),
    cost: (hour) => (hour >= FROM + since ? dollars : 0),
    in: { region, project },
  }));
/** What each of them did before: something new is then no newcomer's, and too small to be a rise. */
const always = ['role/a@111111111111', 'role/b@111111111111', 'role/c@222222222222'].map(
  (principal): Tagged => ({
    ...aStream({ principal, model: 'old', kinds: { input: 1 }, cost: () => 20 }),
    in: { region: 'us-east-1', project: 'untagged' },
  }),
);
const seen = (streams: readonly Tagged[], hour: number) =>
  judge(streams, { from: FROM, asOf: isoInstant(startOfHour(hour)) }).flatMap(({ firstSeen }) =>
    firstSeen === undefined ? [] : [`${firstSeen.kind} ${firstSeen.value}`],
  );

it('calls nothing new in the first two weeks, whatever begins in them', () => {
  const days = fc.integer({ min: 1, max: 14 * 24 });
  fc.assert(
    fc.property(company, days, (facts, hours) => {
      const first = Math.min(...facts.map(({ since }) => since));
      expect(seen(streamsOf(facts), FROM + first + hours)).toEqual([]);
    }),
    { numRuns: 30 },
  );
});

it('names each value once, in one order, whatever the order of the charges', () => {
  let found = 0;
  const small = company.map((facts) => facts.map((each) => ({ ...each, dollars: 2.2 + each.dollars / 100 })));
  fc.assert(
    fc.property(small, fc.integer({ min: 18 * 24, max: 37 * 24 }), (facts, hours) => {
      const forced: Tagged = {
        ...always[0]!,
        model: 'forced',
        cost: (hour) => (hour >= FROM + hours - 72 ? 3 : 0),
      };
      const streams = [...always, forced, ...streamsOf(facts)];
      const names = seen(streams, FROM + hours);
      found += names.length;
      expect(new Set(names).size).toBe(names.length);
      expect(seen([...streams].reverse(), FROM + hours)).toEqual(names);
    }),
    { numRuns: 30 },
  );
  expect(found).toBeGreaterThan(3);
});
