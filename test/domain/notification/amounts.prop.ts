import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseInstant } from '../../../shared/domain/base/instant.ts';
import { type Pico, parsePico } from '../../../shared/domain/base/money.ts';
import type { Finding } from '../../../shared/domain/evaluation/finding.ts';
import { composeNotification } from '../../../shared/domain/notification/compose.ts';
import type { Notification } from '../../../shared/domain/notification/notification.ts';
import {
  aBudget,
  aBudgetFinding,
  aFinding,
  anAlert,
  aPointer,
  aTransition,
} from '../../builders/transition.ts';

const PICO = 10n ** 12n;
const amount = fc.oneof(
  fc.bigInt({ min: 1n, max: 10n ** 7n * PICO }),
  fc.bigInt({ min: 1n, max: PICO }),
  fc.constantFrom(1n, PICO / 200n, PICO / 100n, 99n * PICO + 995n * (PICO / 1000n)),
);
const rate = fc.record({ now: amount, usual: fc.oneof(fc.constant(0n), amount), soFar: amount });

const share = fc.oneof(
  fc.double({ min: 0, max: 1, noNaN: true }),
  fc.constantFrom(0, 0.00001, 0.005, 0.99, 0.995, 0.9975, 0.9999, 1),
);

const tell = (finding: Finding): Notification =>
  composeNotification(aTransition({ after: anAlert({ finding }) }), aPointer);
const fact = ({ facts }: Notification, label: string): string =>
  facts.find((one) => one.label === label)!.value;

/** Read back as a person would: digits, point and sign, and how much the last digit shown stands for. */
function read(text: string): { readonly pico: Pico; readonly unit: Pico } {
  const [, sign, whole, decimals = ''] = /(-?)\$([\d,]+)(?:\.(\d+))?/.exec(text)!;
  const pico = parsePico(`${whole!.replaceAll(',', '')}.${decimals || '0'}`);
  return { pico: sign === '-' ? -pico : pico, unit: PICO / 10n ** BigInt(decimals.length) };
}
function expectShown(text: string, exact: Pico): void {
  const { pico, unit } = read(text);
  const off = pico > exact ? pico - exact : exact - pico;
  expect(2n * off <= unit, `${text} for ${exact}`).toBe(true);
}

test('a rise is told in the numbers of its finding: rounded by half a digit at most, exact for programs', () => {
  fc.assert(
    fc.property(rate, share, ({ now, usual, soFar }, shareOfRise) => {
      const impact = {
        soFar,
        untilNextDelivery: 2n * soFar,
        untilMorning: 3n * soFar,
        untilMonthEnd: 9n * soFar,
      };
      const message = tell(aFinding({ costPerHour: now, usualPerHour: usual, shareOfRise, impact }));
      expectShown(fact(message, 'Now'), now);
      expectShown(message.parts!.amount, now);
      if (usual > 0n) expectShown(fact(message, 'Usual'), usual);
      else expect(fact(message, 'Usual')).toBe('nothing');
      expectShown(fact(message, 'Extra so far'), soFar);
      for (const [index, extra] of [2n, 3n, 9n].entries())
        expectShown(message.outlook[index]!.value, extra * soFar);
      const percent = Number.parseFloat(fact(message, 'Share of the team’s rise'));
      expect(Math.abs(percent - 100 * shareOfRise)).toBeLessThanOrEqual(1);
      expect(percent === 100).toBe(shareOfRise === 1);
      const { data } = message;
      expect(
        [data.costPerHour, data.usualPerHour, data.extraSoFar].map((text) => parsePico(`${text}`)),
      ).toEqual([now, usual, soFar]);
      const startedAt = parseInstant(`${data.startedAt}`.replace('Z', ':00Z'));
      expect(startedAt).toBe(aFinding().startedAt * 3_600_000);
    }),
    { numRuns: 500 },
  );
});

test('a budget is told in the numbers of its finding', () => {
  const spending = fc.record({
    limit: amount,
    spent: amount,
    percent: fc.nat(5_000).map((tenths) => tenths / 10),
  });
  fc.assert(
    fc.property(spending, ({ limit, spent, percent }) => {
      const budget = aBudget({ amount: limit, spent, percent });
      const message = tell(aBudgetFinding({ budget }));
      expectShown(fact(message, 'Spent this month'), spent);
      expectShown(fact(message, 'Budget'), limit);
      expect(Number.parseFloat(fact(message, 'Used'))).toBe(percent);
      expect(message.data).toMatchObject({ percent });
      expect(message.gauges?.[0]).toEqual({ label: 'Budget', share: percent / 100 });
    }),
    { numRuns: 500 },
  );
});
