import { type Instant, isoInstant } from '../base/instant.ts';
import type { BillingPeriod } from '../base/period.ts';
import type { DrillResult, DrillStanding } from '../report/drill.ts';
import type { Notification } from './notification.ts';
import { asOfText, counted, reportMessage } from './report-message.ts';
import { instantText, teamWords } from './words.ts';

export interface DrillTelling {
  readonly id: string;
  readonly team: string;
  readonly period: BillingPeriod;
  readonly now: Instant;
}

/** A test of the way that an alert takes, to be tapped: about nothing that was spent. */
export function composeDrill({ id, team, period, now }: DrillTelling): Notification {
  return reportMessage({
    id,
    rule: 'drill',
    team,
    state: 'TEST',
    severity: 'info',
    reason: 'first',
    word: '[TEST]',
    subject: teamWords(team),
    amount: 'please tap Confirm, nothing is wrong',
    when: `drill of ${period}`,
    facts: [
      { label: 'What this is', value: 'The monthly test of the way that your alerts take' },
      { label: 'What to do', value: 'Tap Confirm: then we know that somebody reads this channel' },
    ],
    notes: ['Who has not tapped within three days is named to the operator. No alert waits for this.'],
    actions: [{ name: 'confirm', label: 'Confirm', style: 'primary' }],
    freshness: asOfText(now),
    data: { report: 'drill', team, billingPeriod: period, sentAt: isoInstant(now) },
  });
}

/** To the operator: whose channel nobody reads. */
export function composeDrillResult(
  { period, teams }: DrillResult,
  {
    id,
    now,
    reason,
  }: { readonly id: string; readonly now: Instant; readonly reason: Notification['reason'] },
): Notification {
  const silent = teams.filter(({ outcome }) => outcome !== 'confirmed');
  const all = silent.length === 0;
  return reportMessage({
    id,
    rule: 'drill',
    team: '',
    state: all ? 'REPORT' : 'FIRING',
    severity: all ? 'info' : 'warning',
    reason,
    word: all ? 'DRILL' : 'WARNING · DRILL',
    subject: `drill of ${period}`,
    amount: all
      ? `${counted(teams.length, 'team')} confirmed`
      : `${silent.length} of ${counted(teams.length, 'team')} did not confirm`,
    when: 'after 3 days',
    facts: [
      { label: 'Confirmed', value: String(teams.length - silent.length) },
      { label: 'Not confirmed', value: String(silent.length) },
    ],
    sections: [
      { title: 'Did not confirm', rows: silent.map(standingRow) },
      { title: 'Confirmed', rows: teams.filter(({ outcome }) => outcome === 'confirmed').map(standingRow) },
    ],
    notes: all
      ? []
      : ['Ask the owner whether anybody reads the channel: an alert there would not be seen either.'],
    people: teams.flatMap(({ by }) => (by === undefined ? [] : [by.name, by.id])),
    freshness: asOfText(now),
    data: { report: 'drill-result', billingPeriod: period, teams: teams.length, silent: silent.length },
  });
}

const standingRow = (standing: DrillStanding) => ({
  label: `${teamWords(standing.team)} · ${standing.channel}`,
  value: standingText(standing),
});

function standingText({ outcome, by, at, why }: DrillStanding): string {
  switch (outcome) {
    case 'confirmed':
      return `${by?.name ?? 'somebody'}${at === undefined ? '' : `, ${instantText(at)}`}`;
    case 'refused':
      return `the channel refused it: ${why ?? 'no reason given'}`;
    case 'not-sent':
      return 'was not sent';
    case 'not-confirmed':
      return 'arrived, nobody tapped';
  }
}
