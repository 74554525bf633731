import fc from 'fast-check';
import { expect, it } from 'vitest';
import { dayOfHour } from '../../../shared/domain/base/instant.ts';
import { createFold } from '../../../shared/domain/ledger/fold.ts';
import { costOfEntry } from '../../../shared/domain/ledger/reconcile.ts';
import { AN_HOUR, aBatch } from '../../builders/batch.ts';
import { aFacts } from '../../builders/facts.ts';

/** The tag of the caller as it stood when it called: what AWS writes on each row. */
const OF_TEAM = new Map(
  ['search', 'support', ''].map((team) => [team, aFacts({ tags: new Map([['iamPrincipal/team', team]]) })]),
);
const row = fc.record({
  team: fc.constantFrom('search', 'support', ''),
  hour: fc.integer({ min: AN_HOUR - 100, max: AN_HOUR + 100 }),
  cents: fc.integer({ min: -500, max: 50_000 }),
});

it('a caller who moves between teams is counted once, each hour for the team of that hour', () => {
  fc.assert(
    fc.property(fc.array(row, { minLength: 1, maxLength: 60 }), (rows) => {
      const fold = createFold({
        attribution: { rules: [{ by: 'principal-tag', key: 'team' }], tagDimensions: [] },
        billingPeriod: '2026-11',
      });
      fold.add(
        aBatch(
          rows.map(({ team, hour, cents }) => ({ facts: OF_TEAM.get(team)!, hour, cost: `${cents / 100}` })),
        ),
      );
      const snapshot = fold.finish({
        exportName: 'company-cur',
        executionId: 'e-1',
        executedAt: Date.UTC(2026, 10, 23),
      });
      const entries = snapshot.entries.filter(({ scope }) => scope.dimension === 'principal');
      const expected = new Map<string, bigint>();
      for (const { team, hour, cents } of rows) {
        const key = `${team || 'unattributed'} ${dayOfHour(hour)}`;
        expected.set(key, (expected.get(key) ?? 0n) + BigInt(cents) * 10n ** 10n);
      }
      const found = new Map(entries.map((entry) => [`${entry.scope.team} ${entry.day}`, costOfEntry(entry)]));
      expect(found).toEqual(expected);
      expect(new Set(entries.map(({ scope }) => scope.value)).size).toBe(1);
    }),
  );
});
