import { formatMoney, type Pico, parsePico } from '../../shared/domain/base/money.ts';
import type { EvidenceHour, EvidencePack } from '../../shared/domain/evidence/pack.ts';
import { type Io, styleOf } from './io.ts';
import { textTable } from './table.ts';

/** Hours shown of a long incident; the rest is in --csv and --json. */
const HOURS_SHOWN = 36;
const BAR = 24;
/** Narrower than this there is no room for bars. */
const BARS_MIN = 100;

/** Hour by hour, with the sum of those that make the amount. */
export function hourLines({ hours, amount, currency }: EvidencePack, io: Io): readonly string[] {
  const counted = hours.filter((hour) => hour.counted);
  const money = (pico: Pico): string => formatMoney(pico, currency);
  const shown = counted.length === 0 ? hours.slice(-HOURS_SHOWN) : aroundCounted(hours);
  if (shown.length === 0) return [];
  const top = Math.max(...shown.map(({ cost }) => Number(cost)), 1e-12);
  const withBars = io.width >= BARS_MIN;
  const rows = shown.map((row) => [
    `${row.hour.replace('T', ' ').replace('Z', '')}${row.counted ? ' *' : ''}`,
    money(parsePico(row.cost)),
    row.expected === undefined ? '' : money(parsePico(row.expected)),
    row.low === undefined || row.high === undefined
      ? ''
      : `${money(parsePico(row.low))} to ${money(parsePico(row.high))}`,
    tokensText(row),
    ...(withBars ? ['█'.repeat(Math.round((Math.max(0, Number(row.cost)) / top) * BAR))] : []),
  ]);
  const sum = sumOf(counted.map(({ cost }) => cost));
  const expected = amount.kind === 'spent' ? '' : money(sumOf(counted.map((row) => row.expected ?? '0')));
  const left = hours.length - shown.length;
  return [
    `${styleOf(io).bold('Hour by hour')} (UTC${left > 0 ? `; ${shown.length} of ${hours.length}, all in --csv hours` : ''})\n${textTable(
      [
        { title: 'hour' },
        { title: 'cost', align: 'right' },
        { title: 'expected', align: 'right' },
        { title: 'band', align: 'right' },
        { title: 'tokens' },
        ...(withBars ? [{ title: '' }] : []),
      ],
      [...rows, [`all ${counted.length} hours *`, money(sum), expected, '', '']],
      io.width,
    ).trimEnd()}\n${differenceLine('cost in the message', sum, parsePico(amount.cost), currency)}`,
  ];
}

/** The newest of the amount's own, and some before them for comparison. */
function aroundCounted(hours: readonly EvidenceHour[]): readonly EvidenceHour[] {
  const end = hours.findLastIndex(({ counted }) => counted) + 1;
  return hours.slice(Math.max(0, end - HOURS_SHOWN), end);
}

/** `in 1.2M out 300k`. */
function tokensText({ tokens }: EvidenceHour): string {
  return SHORT.flatMap(([kind, word]) => {
    const count = tokens[kind] ?? 0;
    return count === 0 ? [] : [`${word} ${compact(count)}`];
  }).join(' ');
}

const SHORT = [
  ['input', 'in'],
  ['output', 'out'],
  ['cache-read', 'read'],
  ['cache-write', 'write'],
] as const;

const compact = (count: number): string =>
  new Intl.NumberFormat('en-US', { notation: 'compact', maximumFractionDigits: 1 }).format(count);

export const sumOf = (amounts: readonly string[]): Pico =>
  amounts.reduce((sum, amount) => sum + parsePico(amount), 0n);

/** `cost in the message $1,234.56, difference $0.00`. */
export const differenceLine = (what: string, sum: Pico, amount: Pico, currency: string): string =>
  `${what} ${formatMoney(amount, currency)}, difference ${formatMoney(sum - amount, currency)}`;
