import { type Instant, isoInstant } from '../base/instant.ts';
import { formatMoney, picoText } from '../base/money.ts';
import { periodOf } from '../base/period.ts';
import { amountIn, type Budget } from '../evaluation/budget/budget.ts';
import type { ReplayedChange, ThresholdChange } from '../report/threshold-change.ts';
import type { LabelledValue, Notification } from './notification.ts';
import { REPLAY_NOTE, replayText } from './replay-words.ts';
import { asOfText, reportMessage } from './report-message.ts';
import { cutText, plainText } from './text.ts';
import { instantText, teamWords } from './words.ts';

export interface ThresholdTelling {
  readonly id: string;
  readonly now: Instant;
  /** Absent before the first delivery. */
  readonly replay?: ReplayedChange;
}

const NAME_MAX = 40;

/** To finance and the team: what the limit was and is, since when, by whom and why, and what it would have told. */
export function composeThresholdChange(
  change: ThresholdChange,
  { id, now, replay }: ThresholdTelling,
): Notification {
  const { team, at, by, before, after, reason, version } = change;
  const who = cutText(plainText(by), NAME_MAX);
  return reportMessage({
    id,
    rule: 'threshold-change',
    team,
    state: 'REPORT',
    severity: 'info',
    reason: 'first',
    word: 'BUDGET',
    subject: teamWords(team),
    amount: `${amountText(before, at)} → ${amountText(after, at)}`,
    when: `by ${who}, from ${instantText(at)}`,
    facts: [
      { label: 'From', value: instantText(at) },
      { label: 'By', value: who },
      { label: 'Why', value: reason === undefined || reason === '' ? 'no reason given' : reason },
    ],
    sections: [
      { title: 'What changed', rows: changesOf(before, after) },
      {
        title: 'What it would have told',
        rows: replay === undefined ? [] : replayRows(replay, before, after),
      },
    ],
    notes: replay === undefined ? [] : [REPLAY_NOTE],
    people: [by, ...[before, after].flatMap((budget) => budget?.owner ?? [])],
    freshness: asOfText(now),
    data: {
      report: 'threshold-change',
      team,
      version,
      at: isoInstant(at),
      by,
      ...(before === undefined ? {} : { before: picoText(amountIn(before, periodOf(at))) }),
      ...(after === undefined ? {} : { after: picoText(amountIn(after, periodOf(at))) }),
    },
  });
}

const amountText = (budget: Budget | undefined, at: Instant): string =>
  budget === undefined
    ? 'no budget'
    : `${formatMoney(amountIn(budget, periodOf(at)), budget.currency)} a month`;

/** Every field that is not as it was, as `was → is`. */
function changesOf(before: Budget | undefined, after: Budget | undefined): readonly LabelledValue[] {
  return FIELDS.flatMap(([label, show]) => {
    const [was, is] = [before, after].map((budget) => (budget === undefined ? '–' : show(budget)));
    return was === is ? [] : [{ label, value: `${was} → ${is}` }];
  });
}

const FIELDS: readonly (readonly [string, (budget: Budget) => string])[] = [
  ['Amount', ({ amount, currency }) => formatMoney(amount, currency)],
  [
    'Months of their own',
    ({ months = {}, currency }) =>
      Object.entries(months)
        .map(([month, amount]) => `${month} ${formatMoney(amount, currency)}`)
        .join(', ') || 'none',
  ],
  ['Thresholds', ({ thresholds }) => thresholds.map((each) => `${each} %`).join(', ') || 'as usual'],
  [
    'Rises from',
    ({ minDollars, minPercent, currency }) =>
      [
        minDollars === undefined ? '' : formatMoney(minDollars, currency),
        minPercent === undefined ? '' : `${minPercent} %`,
      ]
        .filter((part) => part !== '')
        .join(' and ') || 'as usual',
  ],
  ['False alerts', ({ alertsPer }) => (alertsPer === undefined ? 'as usual' : `about one a ${alertsPer}`)],
  ['Channel', ({ channel }) => channel ?? 'none'],
  ['Owner', ({ owner }) => owner ?? 'none'],
];

const replayRows = (
  replay: ReplayedChange,
  before: Budget | undefined,
  after: Budget | undefined,
): readonly LabelledValue[] => [
  ...(before === undefined ? [] : [{ label: 'Before', value: replayText(replay.before) }]),
  ...(after === undefined ? [] : [{ label: 'Now', value: replayText(replay.after) }]),
];
