import { describe, expect, test } from 'vitest';
import { parseInstant } from '../../../shared/domain/base/instant.ts';
import { periodEnd, periodHours } from '../../../shared/domain/base/period.ts';
import type { Pointer } from '../../../shared/domain/ledger/snapshot.ts';
import {
  isFinalMonth,
  monthCloseOf,
  type Stated,
  statedBy,
} from '../../../shared/domain/report/month-close.ts';
import { REPORT_BUDGETS } from '../../builders/report-world.ts';
import { aPointer } from '../../builders/snapshot.ts';

/** A month's bill: usage by team, and what belongs to none. */
function aBill(
  billingPeriod: string,
  teams: Readonly<Record<string, string>>,
  more: { credit?: string; total?: string; executedAt?: string } = {},
): Pointer {
  const { credit = '0', executedAt = '2026-12-05T06:00:00Z' } = more;
  const usage = sum(Object.values(teams));
  const total = more.total ?? sum([usage, credit]);
  const pointer = aPointer({ billingPeriod, executedAt: parseInstant(executedAt) });
  const of = (cost: string) => ({ rows: 1, cost: { USD: cost } });
  return {
    ...pointer,
    dataThrough: periodHours(billingPeriod).to,
    totals: {
      ...pointer.totals,
      bedrock: {
        ...of(total),
        usageCost: { USD: usage },
        byCategory: { usage: of(usage), ...(credit === '0' ? {} : { credit: of(credit) }) },
      },
      teams: Object.fromEntries(Object.entries(teams).map(([team, cost]) => [team, { USD: cost }])),
    },
  };
}

/** To twelve decimals, as the bills of these tests have. */
const sum = (texts: readonly string[]): string => {
  const pico = texts.reduce((all, text) => {
    const [whole = '0', part = ''] = text.replace('-', '').split('.');
    return all + (text.startsWith('-') ? -1n : 1n) * BigInt(whole + part.padEnd(12, '0'));
  }, 0n);
  const digits = pico.toString().padStart(13, '0');
  return `${digits.slice(0, -12)}.${digits.slice(-12)}`;
};

const close = (pointers: readonly Pointer[], period: string, stated: Stated = {}) =>
  monthCloseOf({ pointers, budgets: REPORT_BUDGETS, learned: undefined }, period, stated)!;

const TEAMS = { claims: '9000.000000000001', search: '4100.5', unattributed: '812.333333333333' };

describe('the statement of a month', () => {
  test('ties to the bill to the last decimal, credits included', () => {
    const told = close([aBill('2026-11', TEAMS, { credit: '-250.25' })], '2026-11');
    expect(told.difference).toBe('0');
    expect(told.categories).toEqual([{ name: 'credit', cost: '-250.25' }]);
    expect(told.teams.map(({ team, budget }) => [team, budget])).toEqual([
      ['claims', 11_000n * 10n ** 12n],
      ['search', 5_000n * 10n ** 12n],
      ['unattributed', undefined],
    ]);
  });

  test('says by how much it does not, to the last decimal', () => {
    const told = close([aBill('2026-11', TEAMS, { total: '13912.833333333335' })], '2026-11');
    expect(told.difference).toBe('0.000000000001');
  });

  test('names what changed in months that earlier statements named, and nothing else', () => {
    const september = aBill('2026-09', { claims: '10', search: '5' });
    const october = aBill('2026-10', { claims: '20', search: '7' });
    const first = statedBy({ pointers: [september, october] });
    const later = [
      aBill('2026-09', { claims: '10', search: '4.25' }),
      aBill('2026-10', { claims: '20', growth: '0.5' }),
      aBill('2026-11', TEAMS),
    ];
    const told = close(later, '2026-11', first);
    expect(told.adjustments).toEqual([
      { period: '2026-09', team: 'search', was: '5', now: '4.25', difference: '-0.75' },
      { period: '2026-10', team: 'growth', was: '0', now: '0.5', difference: '0.5' },
      { period: '2026-10', team: 'search', was: '7', now: '0', difference: '-7' },
    ]);
    // Once stated, an adjustment is not told again.
    expect(
      close([...later, aBill('2026-12', TEAMS)], '2026-12', statedBy({ pointers: later })).adjustments,
    ).toEqual([]);
    expect(close(later, '2026-11').adjustments).toEqual([]);
  });

  test('is final three days after the month, where its last day is complete', () => {
    const end = periodEnd('2026-11');
    const at = (hours: number) => ({ ...aBill('2026-11', TEAMS), executedAt: end + hours * 3_600_000 });
    expect(isFinalMonth(at(71), undefined)).toBe(false);
    expect(isFinalMonth(at(300), undefined)).toBe(true);
    expect(isFinalMonth({ ...at(300), executedAt: end - 3_600_000 }, undefined)).toBe(false);
  });

  test('tells how complete the last days are, oldest first', () => {
    const { ripeness } = close([aBill('2026-11', TEAMS, { executedAt: '2026-12-01T06:00:00Z' })], '2026-11');
    expect(ripeness.map(({ day }) => day)).toEqual([20_784, 20_785, 20_786, 20_787]);
    const shares = ripeness.map(({ share }) => share);
    expect(shares.toSorted((a, b) => b - a)).toEqual(shares);
    expect(shares.at(-1)).toBeLessThan(0.99);
  });
});
