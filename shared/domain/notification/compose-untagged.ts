import { formatMoney, picoText } from '../base/money.ts';
import { principalAccount } from '../charge/principal.ts';
import type { LikelyOwner } from '../report/likely-owner.ts';
import { sumOf } from '../report/spenders.ts';
import type { NeverTagged } from '../report/tag-command.ts';
import type { Fix, UntaggedReport } from '../report/untagged.ts';
import { type ReportTelling, weekText } from './compose-weekly.ts';
import type { LabelledValue, Notification, Section } from './notification.ts';
import { counted, differenceText, freshnessOf, nameOf, reportMessage } from './report-message.ts';
import { plainText } from './text.ts';
import { shareText, teamWords } from './words.ts';

/** What no team owns, and what to do about most of it. */
export function composeUntagged(report: UntaggedReport, telling: ReportTelling): Notification {
  const { currency, cost, share, week, fixes, grew, trend } = report;
  const before = trend.at(-2);
  const removable = sumOf(fixes.map((fix) => fix.cost));
  return reportMessage({
    ...telling,
    rule: 'untagged',
    team: '',
    state: grew ? 'FIRING' : 'REPORT',
    severity: grew ? 'warning' : 'info',
    word: grew ? 'WARNING · UNTAGGED' : 'UNTAGGED',
    subject: 'spend without a team',
    amount: `${formatMoney(cost, currency)}, ${shareText(share)} of the bill${before === undefined ? '' : `, was ${shareText(before.share)}`}`,
    when: weekText(week),
    facts: [
      { label: 'Without a team', value: formatMoney(cost, currency) },
      { label: 'Share of Bedrock', value: shareText(share) },
      {
        label: 'Against last week',
        value:
          before === undefined
            ? 'not known'
            : report.isWhole
              ? differenceText(cost, before.cost, currency)
              : 'the week is not billed whole yet',
      },
      {
        label: fixes.length === 1 ? 'This fix removes' : `These ${fixes.length} fixes remove`,
        value: `${formatMoney(removable, currency)} a week`,
      },
    ],
    sections: [
      ...fixes.map((fix, index) => fixSection(fix, index + 1, currency)),
      { title: 'Besides', rows: restRows(report) },
    ],
    notes: [
      'A tag reaches the bill only from then on: up to 24 h until it appears, and up to 24 h more until it is active as a cost allocation tag.',
      ...(report.tagKey === undefined
        ? [
            'No attribution rule reads a tag of the caller: add principal-tag under attribution: rules: in billhook.yml, or name the principal there.',
          ]
        : []),
    ],
    // In a command a user's name stands by itself.
    people: fixes.flatMap(({ principal }) => /^user\/(.+)@\d{12}$/u.exec(principal)?.[1] ?? []),
    freshness: freshnessOf(telling.pointer),
    data: {
      report: 'untagged',
      week: week.name,
      currency,
      cost: picoText(cost),
      total: picoText(report.total),
      share,
      grew: String(grew),
      removable: picoText(removable),
      executionId: telling.pointer.executionId,
    },
  });
}

function fixSection({ principal, cost, share, tag, owner }: Fix, rank: number, currency: string): Section {
  const account = principalAccount(principal);
  return {
    title: `${rank}. ${nameOf(principal)}, ${formatMoney(cost, currency)} (${shareText(share)})`,
    rows: [
      { label: 'Likely', value: owner === undefined ? 'nobody known' : ownerText(owner) },
      ...(tag.way === 'command'
        ? [
            {
              label: account === undefined ? 'Run' : `Run in ${account}`,
              value: tag.command,
              code: true,
            } as const,
          ]
        : [{ label: 'Tag', value: 'in Identity Center: attributes for access control become session tags' }]),
    ],
  };
}

/** The team, and why it is thought of. */
export function ownerText(owner: LikelyOwner): string {
  const team = teamWords(owner.team);
  switch (owner.by) {
    case 'team-in-name':
      return `${team}: its name is in it`;
    case 'shared-sessions':
      return `${team}: ${counted(owner.sessions, 'session')} of it also ${owner.sessions === 1 ? 'calls' : 'call'} as ${nameOf(owner.with)}`;
    case 'alike-name':
      return `${team}: it is named like ${nameOf(owner.with)}`;
    case 'account':
      return `${team}: has ${shareText(owner.share)} of account ${plainText(owner.account)}`;
  }
}

const NEVER_WORDS: Readonly<Record<NeverTagged, string>> = {
  'no-caller': 'Calls without a caller, never taggable',
  root: 'Root users, never taggable',
  'federated-user': 'Federated users, tagged only by their sessions',
  'unknown-caller': 'Callers of an unknown form',
  'unfit-name': 'Callers whose name IAM would not take',
};

function restRows({ others, never, currency, trend }: UntaggedReport): readonly LabelledValue[] {
  return [
    ...(others.count === 0
      ? []
      : [{ label: counted(others.count, 'smaller principal'), value: formatMoney(others.cost, currency) }]),
    ...never.map(({ what, cost }) => ({ label: NEVER_WORDS[what], value: formatMoney(cost, currency) })),
    ...(trend.length < 2
      ? []
      : [
          {
            label: `Share, last ${trend.length} weeks`,
            value: trend.map((week) => shareText(week.share)).join(' → '),
          },
        ]),
  ];
}
