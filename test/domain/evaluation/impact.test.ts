import { expect, it } from 'vitest';
import { hourOf, parseInstant } from '../../../shared/domain/base/instant.ts';
import { parsePico, picoText } from '../../../shared/domain/base/money.ts';
import { EVALUATION_DEFAULTS } from '../../../shared/domain/evaluation/defaults.ts';
import { impactOf, severityOf } from '../../../shared/domain/evaluation/impact.ts';

const RATE = { costPerHour: parsePico('150'), usualPerHour: parsePico('3') };
const impactAt = (asOf: string, dataEnd: string) =>
  impactOf(RATE, 0n, { dataEnd: hourOf(parseInstant(dataEnd)), asOf: parseInstant(asOf) });

it('carries the excess rate to three horizons', () => {
  const impact = impactAt('2026-11-17T13:00:00Z', '2026-11-17T07:00:00Z');
  // 147 an hour: 14 hours, 26 hours, and 13 days with 17 hours.
  expect([impact.untilNextDelivery, impact.untilMorning, impact.untilMonthEnd].map(picoText)).toEqual([
    `${147 * 14}`,
    `${147 * 26}`,
    `${147 * (13 * 24 + 17)}`,
  ]);
});

it('looks past the month’s last hours: the loop does not end at midnight', () => {
  const impact = impactAt('2026-11-30T22:00:00Z', '2026-11-30T16:00:00Z');
  expect(picoText(impact.untilMonthEnd)).toBe(`${147 * 17}`);
});

it.each([
  ['0', '0', 'info'],
  ['49.99', '499.99', 'info'],
  ['50', '0', 'warning'],
  ['0', '500', 'warning'],
  ['500', '0', 'critical'],
  ['0', '5000', 'critical'],
])('extra of $%s by morning and $%s by month end is %s', (untilMorning, untilMonthEnd, severity) => {
  const impact = { untilMorning: parsePico(untilMorning), untilMonthEnd: parsePico(untilMonthEnd) };
  expect(severityOf(impact, EVALUATION_DEFAULTS)).toBe(severity);
});
