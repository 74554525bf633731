import {
  dayOfHour,
  type Hour,
  hourOf,
  hourOfDay,
  type Instant,
  isoDay,
  isoInstant,
  weekdayOf,
} from '../base/instant.ts';
import { formatMoney, PICO_PER_UNIT, type Pico } from '../base/money.ts';
import { type BillingPeriod, periodEnd } from '../base/period.ts';
import type { TokenKind } from '../charge/charge.ts';
import { NO_PRINCIPAL, UNATTRIBUTED } from '../charge/principal.ts';
import { plainText } from './text.ts';

const WEEKDAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** `17 Nov`. */
export function dayText(hour: Hour): string {
  const [, month, day] = isoDay(dayOfHour(hour)).split('-');
  return `${Number(day)} ${MONTHS[Number(month) - 1]}`;
}

/** `Tue 17 Nov 02:00`, in UTC but without saying so. */
export const hourText = (hour: Hour): string =>
  `${WEEKDAYS[weekdayOf(dayOfHour(hour))]} ${dayText(hour)} ${clockText(hour)}`;

/** `02:00`. */
export const clockText = (hour: Hour): string => `${String(hourOfDay(hour)).padStart(2, '0')}:00`;

/** `Tue 17 Nov 21:04 UTC`. */
export const instantText = (instant: Instant): string =>
  `${hourText(hourOf(instant)).slice(0, -5)}${isoInstant(instant).slice(11, 16)} UTC`;

/** Half-open: `Tue 17 Nov 02:00–13:00 UTC (11 h)`, with both days where they differ. */
export function windowText(from: Hour, to: Hour): string {
  const end = dayOfHour(from) === dayOfHour(to) ? `–${clockText(to)}` : ` – ${hourText(to)}`;
  return `${hourText(from)}${end} UTC (${to - from} h)`;
}

/** `30 Nov`: the last day of the period. */
export const lastDayText = (period: BillingPeriod): string => dayText(hourOf(periodEnd(period)) - 1);

export const perHour = (cost: Pico, currency: string): string => `${formatMoney(cost, currency)}/h`;

/** A computed amount: whole dollars from 100 up, so that it does not look more exact than it is. */
export function estimateText(amount: Pico, currency: string): string {
  const size = amount < 0n ? -amount : amount;
  if (size < 100n * PICO_PER_UNIT) return formatMoney(amount, currency);
  const half = amount < 0n ? -PICO_PER_UNIT / 2n : PICO_PER_UNIT / 2n;
  const whole = ((amount + half) / PICO_PER_UNIT) * PICO_PER_UNIT;
  return formatMoney(whole, currency).replace('.00', '');
}

/** `49×`, `3.4×`; undefined where the usual is nothing. */
export function timesText(actual: Pico, usual: Pico): string | undefined {
  if (usual <= 0n || actual < 0n) return undefined;
  const tenths = (actual * 20n + usual) / (2n * usual);
  if (tenths >= 100_000n) return 'over 9,999×';
  if (tenths >= 100n) return `${((tenths + 5n) / 10n).toString().replace(/\B(?=\d{3}$)/, ',')}×`;
  return `${tenths / 10n}.${tenths % 10n}×`;
}

/** Of a share 0–1: `96 %`, `0.4 %`. Never `100 %` for less than all. */
export function shareText(share: number): string {
  const percent = share * 100;
  if (percent > 0 && percent < 1) return `${Math.max(percent, 0.1).toFixed(1)} %`;
  return percent > 99 && percent < 100 ? '99 %' : `${Math.round(percent)} %`;
}

const TOKEN_WORDS: Readonly<Record<TokenKind, string>> = {
  input: 'input',
  output: 'output',
  'cache-read': 'cache reads',
  'cache-write': 'cache writes',
  other: 'other usage',
};

export const tokenWords = (kind: TokenKind): string => TOKEN_WORDS[kind];

/** `team search`; the bucket of what no rule claims has a name of its own. */
export const teamWords = (team: string): string =>
  team === UNATTRIBUTED ? 'unattributed spend' : `team ${plainText(team)}`;

/** Name and account of a principal id such as `role/claims-agent@123456789012`. */
export function principalWords(id: string): { readonly name: string; readonly account?: string } {
  if (id === NO_PRINCIPAL) return { name: 'calls without a caller' };
  const match = /^(.*)@(\d{12})$/su.exec(id);
  if (match === null) return { name: plainText(id) || 'a caller without a name' };
  return { name: plainText(match[1]!) || 'a caller without a name', account: match[2]! };
}
