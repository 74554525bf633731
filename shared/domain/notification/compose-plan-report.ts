import type { Plan } from '../alert/plan.ts';
import type { PlanReport } from '../alert/plan-steps.ts';
import { isoInstant } from '../base/instant.ts';
import { formatMoney, picoText } from '../base/money.ts';
import { percentUsed } from '../evaluation/budget/budget.ts';
import type { ReportTelling } from './compose-weekly.ts';
import type { Notification } from './notification.ts';
import { counted, freshnessOf, nameOf, reportMessage } from './report-message.ts';
import { cutText, plainText } from './text.ts';
import { instantText, teamWords } from './words.ts';

const NAME_MAX = 40;
const ALERTS = 8;

const LEFT: Readonly<Record<NonNullable<Plan['left']>['why'], string>> = {
  amount: 'spent more than planned',
  scope: 'spends outside its scope',
  time: 'spends on after its end',
};

/** Planned against spent: when a plan is left, since it mutes nothing any more, and once it is over. */
export function composePlanReport(
  { plan, event, spent, alerts }: PlanReport,
  telling: ReportTelling,
): Notification {
  const { team, principal, model, cap, currency, startsAt, endsAt, by, left } = plan;
  const money = (pico: bigint): string => formatMoney(pico, currency);
  const isOpen = event === 'left';
  const what = [principal === undefined ? '' : nameOf(principal), model ?? ''].filter((part) => part !== '');
  const used = cap > 0n ? ` (${percentUsed(spent, cap)} %)` : '';
  return reportMessage({
    ...telling,
    rule: 'plan-report',
    team,
    state: isOpen ? 'FIRING' : 'REPORT',
    severity: left === undefined ? 'info' : 'warning',
    word: isOpen ? 'WARNING · PLAN LEFT' : 'PLAN OVER',
    subject: [teamWords(team), ...what].join(' · '),
    amount: `${money(spent)} of ${money(cap)} planned`,
    when: left === undefined ? `until ${instantText(endsAt)}` : LEFT[left.why],
    facts: [
      { label: 'Planned', value: money(cap) },
      { label: 'Spent', value: `${money(spent)}${used}` },
      { label: 'From', value: instantText(startsAt) },
      { label: 'Until', value: instantText(endsAt) },
      { label: 'Declared by', value: cutText(plainText(by.name), NAME_MAX) },
      { label: 'For', value: plan.note === '' ? 'no reason given' : plan.note },
      ...(left === undefined ? [] : [{ label: 'Left', value: `${LEFT[left.why]}, ${instantText(left.at)}` }]),
    ],
    sections: [
      {
        title: 'Alerts that it muted',
        rows: [
          ...alerts.slice(0, ALERTS).map((id, index) => ({ label: String(index + 1), value: id })),
          ...(alerts.length > ALERTS ? [{ label: 'and more', value: String(alerts.length - ALERTS) }] : []),
        ],
      },
    ],
    notes: [
      isOpen
        ? 'The plan mutes nothing from here on; its alerts speak again.'
        : `It muted ${counted(alerts.length, 'alert')}. Late charges may still change the amount.`,
    ],
    people: [by.name, by.id],
    freshness: freshnessOf(telling.pointer),
    data: {
      report: 'plan-report',
      plan: plan.id,
      team,
      currency,
      planned: picoText(cap),
      spent: picoText(spent),
      startsAt: isoInstant(startsAt),
      endsAt: isoInstant(endsAt),
      event,
      ...(left === undefined ? {} : { left: left.why }),
      executionId: telling.pointer.executionId,
    },
  });
}
