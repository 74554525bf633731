import fc from 'fast-check';
import { expect, it } from 'vitest';
import { alertIdOf, fingerprintOf, labelsOf } from '../../../shared/domain/alert/fingerprint.ts';
import { aBudgetFinding, aFinding } from '../../builders/transition.ts';

const printOf = (...args: Parameters<typeof aFinding>) => fingerprintOf(labelsOf(aFinding(...args)));
const scope = { team: 'support', principal: 'role/claims-agent@123456789012' };

it('stays the same when only amounts, model, token kind or hour are known better', () => {
  const better = {
    scope: { ...scope, model: 'other' },
    startedAt: 7,
    costPerHour: 1n,
    severity: 'info',
  } as const;
  expect(printOf(better)).toBe(printOf());
});

it('differs by team, by principal, by rule, and for budgets by month', () => {
  const prints = [
    printOf(),
    printOf({ scope: { team: 'search', principal: scope.principal } }),
    printOf({ scope: { team: 'support', principal: 'role/other@123456789012' } }),
    printOf({ scope: { team: 'support' } }),
    printOf({ rule: 'newcomer' }),
    fingerprintOf(labelsOf(aBudgetFinding())),
    fingerprintOf(labelsOf(aBudgetFinding({ billingPeriod: '2026-12' }))),
    fingerprintOf(labelsOf(aBudgetFinding({ rule: 'budget-forecast' }))),
  ];
  expect(new Set(prints).size).toBe(prints.length);
});

it.each([
  [aFinding(), 'spike', { rule: 'spike', team: 'support', principal: scope.principal }],
  [aFinding({ scope: { team: 'support' } }), 'spike', { rule: 'spike', team: 'support' }],
  [aFinding({ rule: 'newcomer', scope: { team: 'x' } }), 'newcomer', { rule: 'newcomer', team: 'x' }],
  [aBudgetFinding(), 'budget', { rule: 'budget-threshold', team: 'claims', billingPeriod: '2026-11' }],
  [
    aBudgetFinding({ rule: 'budget-forecast' }),
    'forecast',
    { rule: 'budget-forecast', team: 'claims', billingPeriod: '2026-11' },
  ],
])('names what makes an incident, and how people call it: %#', (finding, word, labels) => {
  expect(labelsOf(finding)).toStrictEqual(labels);
  expect(alertIdOf(finding, fingerprintOf(labels), new Set()).replace(/-[0-9a-f]{8}$/, '')).toBe(word);
});

it('lengthens a name as often as it is taken, up to the whole digest', () => {
  const taken = new Set<string>();
  const lengths = Array.from({ length: 4 }, () => {
    const id = alertIdOf(aFinding(), printOf(), taken);
    taken.add(id);
    return id.length - 'spike-'.length;
  });
  expect(lengths).toEqual([8, 12, 16, 32]);
});

it('does not depend on the order of the labels, and no two sets of labels share it', () => {
  const labels = fc.dictionary(fc.string({ maxLength: 4 }), fc.string({ maxLength: 4 }), { maxKeys: 4 });
  const seen = new Map<string, string>();
  fc.assert(
    fc.property(labels, (some) => {
      const entries = Object.entries(some);
      expect(fingerprintOf(Object.fromEntries(entries.reverse()))).toBe(fingerprintOf(some));
      const text = JSON.stringify(Object.entries(some).sort());
      expect(seen.get(fingerprintOf(some)) ?? text).toBe(text);
      seen.set(fingerprintOf(some), text);
    }),
    { numRuns: 2000 },
  );
});

it('gives a short name that neighbouring starts do not share', () => {
  const fingerprint = printOf();
  const ids = Array.from({ length: 2000 }, (_, index) =>
    alertIdOf(aFinding({ startedAt: 490_000 + index }), fingerprint, new Set()),
  );
  expect(ids[0]).toMatch(/^spike-[0-9a-f]{8}$/);
  expect(new Set(ids).size).toBe(ids.length);
  expect(alertIdOf(aFinding({ startedAt: 490_000 }), fingerprint, new Set(ids))).toMatch(
    /^spike-[0-9a-f]{12}$/,
  );
});
