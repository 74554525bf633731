import { formatMoney, parsePico } from '../../shared/domain/base/money.ts';
import type { EvidencePack, EvidenceUse } from '../../shared/domain/evidence/pack.ts';
import { type Io, literal, styleOf } from './io.ts';

/** Our own sentences; a line with a name in it is never broken, since the name would be. */
function wrapped(text: string, io: Io, indent = ''): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + word.length + 3 > io.width) {
      lines.push(line);
      line = indent + word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line];
}

const titled = (io: Io, title: string, lines: readonly string[]): readonly string[] =>
  lines.length === 0
    ? []
    : [[styleOf(io).bold(title), ...lines.map((line) => `  ${literal(line)}`)].join('\n')];

/** Rule, parameters and expectation. */
export function ruleLines(
  { rule, amount, currency, sinceStart: since }: EvidencePack,
  io: Io,
): readonly string[] {
  const money = (text: string): string => formatMoney(parsePico(text), currency);
  const { baseline } = rule;
  return titled(io, 'How it was judged', [
    ...wrapped(rule.text, io),
    ...rule.parameters.map(({ name, value }) => `${name}: ${value}`),
    `${amount.from} to ${amount.to}: ${money(amount.cost)}${amount.kind === 'spent' ? '' : `, expected ${money(amount.expected)}`}`,
    ...(baseline === undefined
      ? []
      : [
          ...(baseline.history === 0 ? [] : wrapped(normallyText(baseline, money), io)),
          ...wrapped(`expected: ${baseline.method}`, io),
        ]),
    ...(since === undefined
      ? []
      : wrapped(
          `since it began (${since.from}): ${money(since.cost)}, usually ${money(since.usual)}: ${money(since.extra)} extra so far`,
          io,
        )),
  ]);
}

const normallyText = (
  { low, high, history, score }: NonNullable<EvidencePack['rule']['baseline']>,
  money: (text: string) => string,
): string =>
  `normally ${money(low)} to ${money(high)}, from ${history} earlier windows; score ${score.toFixed(1)}: ${rarity(score)}`;

/** A score is -log10 of how rarely it happens; beyond a billion nobody counts. */
const rarity = (score: number): string =>
  score >= 9
    ? 'less than once in 1,000,000,000 such windows'
    : `about once in ${Math.round(10 ** score).toLocaleString('en-US')} such windows`;

export const ruledOutLines = ({ ruledOut }: EvidencePack, io: Io): readonly string[] =>
  titled(
    io,
    'What else it could be',
    ruledOut.flatMap(({ what, verdict, text }) =>
      wrapped(`${`${what}:`.padEnd(16)} ${verdict}. ${text}`, io, ' '.repeat(17)),
    ),
  );

/** Sessions of the amount's hours, who else uses the principal, and other alerts. */
export function aroundLines(
  { sessions, lastDay, linked, currency }: EvidencePack,
  io: Io,
): readonly string[] {
  const use = ({ team, cost, sessions: count, names }: EvidenceUse): string =>
    `team ${team}: ${formatMoney(parsePico(cost), currency)}, ${count} session${count === 1 ? '' : 's'}${listed(names, count)}`;
  return [
    ...titled(
      io,
      'Sessions',
      sessions.count === 0
        ? []
        : [`${sessions.count} on the busiest day${listed(sessions.names, sessions.count)}`],
    ),
    ...titled(io, 'Who used it in the last day of data', lastDay.map(use)),
    ...titled(io, 'Linked', [
      ...(linked.mutedBy === undefined ? [] : [`kept still by ${linked.mutedBy.by} ${linked.mutedBy.id}`]),
      ...(linked.digest === undefined ? [] : [`told in ${linked.digest}`]),
      ...linked.causes.map(
        ({ team, principal, model }) =>
          `found with it: ${[principal ?? `team ${team}`, model].filter((part) => part !== undefined).join(' · ')}`,
      ),
      ...linked.alerts.map((id) => `also firing: ${id}`),
    ]),
  ];
}

const NAMES_SHOWN = 5;

const listed = (names: readonly string[], count: number): string =>
  names.length === 0
    ? ''
    : ` (${names.slice(0, NAMES_SHOWN).join(', ')}${count > Math.min(names.length, NAMES_SHOWN) ? ', …' : ''})`;

export function dataLines({ data, deliveries, made, alertVersion }: EvidencePack, io: Io): readonly string[] {
  const percent = (share: number): string => `${Math.round(share * 1000) / 10} %`;
  const { complete } = data;
  return titled(io, 'What it was judged from', [
    ...deliveries
      .filter(({ holdsAmount }) => holdsAmount)
      .map(
        ({ billingPeriod, executedAt, executionId, rows }) =>
          `delivery of ${executedAt.slice(0, 16)}Z for ${billingPeriod}: execution ${executionId}, ${rows.toLocaleString('en-US')} rows`,
      ),
    `data through ${data.through}, ${data.ageHours} h before the delivery; taken as complete through ${data.ripeThrough}`,
    complete.mid >= 1
      ? 'its hours are complete'
      : `its hours are ${percent(complete.mid)} complete (${percent(complete.low)} to ${percent(complete.high)})`,
    made === 'when-judged'
      ? `kept with version ${alertVersion} of the alert, when it was told`
      : 'no evidence was kept: this was made now, from the ledger as it is now',
  ]);
}
