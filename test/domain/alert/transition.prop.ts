import fc from 'fast-check';
import { expect, it } from 'vitest';
import { aBudgetAt, aSpikeOf, createLife, isLoud } from '../../builders/alert.ts';

/** Money around the limit of $5,000, in dollars and cents, as deliveries restate it up and down. */
const paths = fc.array(fc.integer({ min: 470_000, max: 530_000 }), { minLength: 2, maxLength: 60 });

it('says at most two things for each time the money crosses a threshold', () => {
  fc.assert(
    fc.property(paths, (cents) => {
      const life = createLife();
      let [messages, crossings, above] = [0, 0, false];
      for (const each of cents) {
        const finding = aBudgetAt(each / 100);
        const now = finding !== undefined;
        if (now !== above) crossings += 1;
        above = now;
        const transitions = life.next(finding ? [finding] : [], { spent: `${each / 100}` });
        messages += transitions.filter((one) => isLoud(one) && one.reason !== 'revised').length;
      }
      expect(messages).toBeLessThanOrEqual(2 * crossings);
    }),
    { numRuns: 1000 },
  );
});

it('stays silent on a path that stays within five percent below the limit for less than a day', () => {
  const wobble = fc.array(fc.constantFrom(4990, 4800, 5010, 5100), { minLength: 1, maxLength: 40 });
  fc.assert(
    fc.property(wobble, (path) => {
      const life = createLife();
      life.next([aBudgetAt(5050)!]);
      let told = 0;
      for (const [index, spent] of path.entries()) {
        // Every third delivery is above again, so no silence lasts a day.
        const now = index % 3 === 2 ? 5050 : spent;
        const finding = aBudgetAt(now);
        told += life.next(finding ? [finding] : [], { spent: `${now}` }).filter(isLoud).length;
      }
      expect(told).toBe(0);
    }),
    { numRuns: 300 },
  );
});

it('has one firing alert a label set, growing versions and told findings that only move with messages', () => {
  const step = fc.option(fc.record({ rate: fc.integer({ min: 1, max: 2000 }), start: fc.nat(300) }), {
    nil: undefined,
  });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      const life = createLife();
      const versions = new Map<string, number>();
      for (const each of steps) {
        const finding = each && aSpikeOf(each.rate, each.rate * 3, { startedAt: 490_000 + each.start });
        const transitions = life.next(finding ? [finding] : []);
        for (const transition of transitions) {
          const { before, after } = transition;
          expect(after.version).toBe((versions.get(after.id) ?? 0) + 1);
          versions.set(after.id, after.version);
          if (!isLoud(transition)) expect(after.told).toBe(before!.told);
        }
        expect(life.alerts().filter(({ state }) => state === 'firing').length).toBeLessThanOrEqual(1);
      }
    }),
    { numRuns: 300 },
  );
});
