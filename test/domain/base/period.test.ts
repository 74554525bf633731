import { describe, expect, it } from 'vitest';
import { isoInstant } from '../../../shared/domain/base/instant.ts';
import {
  isBillingPeriod,
  parsePeriod,
  periodDays,
  periodEnd,
  periodHours,
  periodOf,
  periodStart,
  shiftPeriod,
} from '../../../shared/domain/base/period.ts';

describe('billing periods', () => {
  it('are UTC months: the last millisecond belongs to the old one', () => {
    expect(periodOf(Date.UTC(2026, 10, 30, 23, 59, 59, 999))).toBe('2026-11');
    expect(periodOf(Date.UTC(2026, 11, 1))).toBe('2026-12');
  });

  it.each([
    ['2026-02', 28],
    ['2028-02', 29],
    ['2026-11', 30],
    ['2026-12', 31],
  ])('%s has %d days, half-open', (period, days) => {
    const { from, to } = periodDays(period);
    expect(to - from).toBe(days);
    const hours = periodHours(period);
    expect(hours.to - hours.from).toBe(days * 24);
    expect(isoInstant(periodStart(period))).toBe(`${period}-01T00:00:00.000Z`);
    expect(periodEnd(period)).toBe(periodStart(shiftPeriod(period, 1)));
  });

  it('shift over years both ways', () => {
    expect(shiftPeriod('2026-12', 1)).toBe('2027-01');
    expect(shiftPeriod('2026-01', -1)).toBe('2025-12');
    expect(shiftPeriod('2026-03', -27)).toBe('2023-12');
    expect(shiftPeriod('2026-03', 0)).toBe('2026-03');
  });

  it.each([
    '',
    '2026',
    '2026-13',
    '2026-00',
    '2026-1',
    '26-01',
    '2026-11-01',
    '2026/11',
    '0050-01',
    ' 2026-11',
  ])('refuse "%s"', (text) => {
    expect(isBillingPeriod(text)).toBe(false);
    expect(() => parsePeriod(text)).toThrow(
      expect.objectContaining({
        kind: 'misconfigured',
        detail: { expected: 'YYYY-MM', found: JSON.stringify(text) },
      }),
    );
    expect(() => periodStart(text)).toThrow('not a billing period');
  });
});
