import { type Instant, isoInstant } from '../base/instant.ts';
import { formatMoney, picoText } from '../base/money.ts';
import type { Onboarding } from '../report/proposal.ts';
import type { Notification } from './notification.ts';
import { REPLAY_NOTE, replayText } from './replay-words.ts';
import { asOfText, counted, nameOf, reportMessage } from './report-message.ts';
import { plainText } from './text.ts';
import { shareText, teamWords } from './words.ts';

export interface OnboardingTelling {
  readonly id: string;
  readonly now: Instant;
}

/** A first card for a team that spends and has no limit: what it owns, what is proposed and how that was found. */
export function composeOnboarding(
  { team, currency, principals, top, others, months, proposed, thresholds, replay }: Onboarding,
  { id, now }: OnboardingTelling,
): Notification {
  const last = months.at(-1)!;
  return reportMessage({
    id,
    rule: 'onboarding',
    team,
    state: 'REPORT',
    severity: 'info',
    reason: 'first',
    word: 'NEW TEAM',
    subject: teamWords(team),
    amount: `${counted(principals, 'principal')}, ${formatMoney(last.cost, currency)} in ${last.period}`,
    when: `proposed budget ${formatMoney(proposed, currency)}`,
    facts: [
      { label: 'Proposed budget', value: `${formatMoney(proposed, currency)} a month` },
      { label: 'Warned at', value: thresholds.map((each) => `${each} %`).join(', ') },
      ...months.map(({ period, cost }) => ({ label: period, value: formatMoney(cost, currency) })),
    ],
    sections: [
      {
        title: `Who spent it in ${last.period}`,
        rows: [
          ...top.map(({ principal, cost, share, model }) => ({
            label: `${nameOf(principal)} · ${plainText(model)}`,
            value: `${formatMoney(cost, currency)} (${shareText(share)})`,
          })),
          ...(others.count === 0
            ? []
            : [{ label: counted(others.count, 'other'), value: formatMoney(others.cost, currency) }]),
        ],
      },
      { title: 'What it would have told', rows: [{ label: 'Proposed', value: replayText(replay) }] },
    ],
    notes: [
      'The proposal is the dearer of the last month and the median month, plus 10 %, rounded up to two digits.',
      'You will get: each threshold once a month, rises as they are billed, one report on Mondays, one test a month.',
      REPLAY_NOTE,
    ],
    actions: [
      {
        name: 'approve',
        label: `Accept ${formatMoney(proposed, currency)}`,
        value: picoText(proposed),
        style: 'primary',
      },
      { name: 'raise', label: 'Change' },
      { name: 'not-mine', label: 'Not mine' },
    ],
    freshness: asOfText(now),
    data: {
      report: 'onboarding',
      team,
      currency,
      principals,
      lastMonth: picoText(last.cost),
      proposed: picoText(proposed),
      at: isoInstant(now),
    },
  });
}
