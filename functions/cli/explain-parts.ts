import { formatMoney, parsePico } from '../../shared/domain/base/money.ts';
import type { EvidencePack } from '../../shared/domain/evidence/pack.ts';
import { differenceLine, sumOf } from './explain-hours.ts';
import { type Io, styleOf } from './io.ts';
import { textTable } from './table.ts';

const TITLES: Readonly<Record<EvidencePack['amount']['kind'], string>> = {
  rise: 'What the rise is made of',
  spent: 'Who spent it',
  missing: 'What is missing',
};

/** Below this a part's cost and usual are left out: what it adds is what counts. */
const WIDE_MIN = 110;

/** Principal, model and token kind with their parts, which sum to the amount of the message. */
export function partLines({ contributions, amount, currency }: EvidencePack, io: Io): readonly string[] {
  if (contributions.length === 0) return [];
  const money = (text: string): string => formatMoney(parsePico(text), currency);
  const total = sumOf(contributions.map(({ rise }) => rise));
  const withCost = amount.kind !== 'spent' && io.width >= WIDE_MIN;
  const rows = contributions.map(({ principal, model, tokenKind, cost, usual, rise }) => [
    principal,
    model,
    tokenKind,
    ...(withCost ? [money(cost), money(usual)] : []),
    money(rise),
    total === 0n ? '' : `${(Number((parsePico(rise) * 1000n) / total) / 10).toFixed(1)} %`,
  ]);
  const sums = withCost ? [money(amount.cost), money(amount.expected)] : [];
  return [
    `${styleOf(io).bold(TITLES[amount.kind])}\n${textTable(
      [
        { title: 'principal' },
        { title: 'model' },
        { title: 'tokens', whole: true },
        ...(withCost
          ? ([
              { title: 'cost', align: 'right' },
              { title: 'usual', align: 'right' },
            ] as const)
          : []),
        { title: amount.kind === 'spent' ? 'spent' : 'rise', align: 'right' },
        { title: 'share', align: 'right' },
      ],
      [...rows, ['all', '', '', ...sums, formatMoney(total, currency), '']],
      io.width,
    ).trimEnd()}\n${differenceLine('amount in the message', total, parsePico(amount.amount), currency)}`,
  ];
}
