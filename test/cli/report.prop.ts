import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { reportOf } from '../../functions/cli/report-rows.ts';
import { type Pico, parsePico, picoText } from '../../shared/domain/base/money.ts';
import { aCell, anEntry } from '../builders/entry.ts';
import { totalsOf } from '../builders/snapshot.ts';

const PICO = 10n ** 12n;
const cost = fc.oneof(
  fc.bigInt({ min: -1_000n * PICO, max: 100_000n * PICO }),
  fc.bigInt({ min: -PICO / 50n, max: PICO / 50n }),
);
const spending = fc.uniqueArray(
  fc.record({ team: fc.constantFrom('search', 'support', 'fraud', 'ops', 'unattributed'), cost }),
  { selector: ({ team }) => team, minLength: 1 },
);

const entriesOf = (all: readonly { readonly team: string; readonly cost: Pico }[]) =>
  all.map(({ team, cost: own }) =>
    anEntry({ team, value: `role/${team}@123456789012`, cells: [aCell({ cost: own })] }),
  );
const sum = (parts: readonly Pico[]): Pico => parts.reduce((total, part) => total + part, 0n);
/** A shown amount as a person adds it up. */
const shown = (text: string): Pico => parsePico(text.replace(/[$,]/g, ''));

/** To the nearest cent, half a cent up. */
function roundedAlone(amount: Pico): Pico {
  const unit = PICO / 100n;
  const raised = amount + unit / 2n;
  return raised - (((raised % unit) + unit) % unit);
}

describe('a table of teams', () => {
  test('adds up to the total below it, in cents as in picodollars, unattributed spend among them', () => {
    fc.assert(
      fc.property(spending, (all) => {
        const entries = entriesOf(all);
        const report = reportOf(
          'showback',
          entries,
          { totals: totalsOf(entries), currency: 'USD' },
          undefined,
        );
        const [total, ...parts] = report.shown.map((row) => shown(row[1]!)).toReversed();
        expect(sum(parts)).toBe(total);
        const exact = sum(all.map((one) => one.cost));
        const off = total! > exact ? total! - exact : exact - total!;
        expect(off <= PICO / 200n).toBe(true);
        const isMoved = all.some(({ team, cost: own }) => {
          const line = report.shown.find(([name]) => name === team);
          return shown(line![1]!) !== roundedAlone(own);
        });
        expect(report.note !== undefined).toBe(isMoved);
        expect(sum(report.json.map((line) => parsePico(`${line.cost}`)))).toBe(exact);
        expect(report.json.map((line) => line.team).toSorted()).toEqual(
          all.map(({ team }) => team).toSorted(),
        );
      }),
      { numRuns: 300 },
    );
  });

  test('shows a credit apart from the teams, and a month that is negative as negative', () => {
    const credit = fc.bigInt({ min: 1n, max: 200_000n * PICO });
    fc.assert(
      fc.property(spending, credit, (all, given) => {
        const entries = entriesOf(all);
        const totals = totalsOf(entries);
        const byCategory = {
          ...totals.bedrock.byCategory,
          credit: { rows: 1, cost: { USD: picoText(-given) } },
        };
        const bill = { ...totals, bedrock: { ...totals.bedrock, byCategory } };
        const report = reportOf('showback', entries, { totals: bill, currency: 'USD' }, undefined);
        const whole = sum(all.map((one) => one.cost)) - given;
        const [total, line] = report.shown.toReversed();
        expect(line![0]).toBe('(credit)');
        expect(shown(line![1]!) <= 0n).toBe(true);
        // Half a cent may be shown as none.
        if (whole < -PICO / 200n) expect(total![1]).toMatch(/^-\$/);
        if (whole > PICO / 200n) expect(total![1]).toMatch(/^\$/);
        const teams = report.json.filter(({ team }) => team !== '(credit)');
        expect(sum(teams.map((one) => parsePico(`${one.cost}`)))).toBe(sum(all.map((one) => one.cost)));
      }),
      { numRuns: 300 },
    );
  });
});
