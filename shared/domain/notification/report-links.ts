import type { ReportRecord } from '../report/report-record.ts';
import type { Notification } from './notification.ts';

/** Where a report goes on: the console's page of what it is about. None without a console, and for what has no page. */
export function reportLinks(
  { rule, team }: Pick<ReportRecord, 'rule' | 'team'>,
  { billingPeriod = '' }: Notification['data'],
  consoleUrl: string | undefined,
): Notification['links'] {
  if (consoleUrl === undefined) return [];
  const link = (label: string, path: string): Notification['links'] => [
    { label, url: `${consoleUrl.replace(/\/+$/, '')}${path}` },
  ];
  switch (rule) {
    case 'close':
      return link('Open statement and files', `/statements/${billingPeriod}`);
    case 'weekly':
    case 'onboarding':
    case 'plan-report':
      return link('See the team', `/teams/${encodeURIComponent(team.toWellFormed())}`);
    case 'threshold-change':
    case 'raise':
      return link('See the budgets', '/budgets');
    case 'untagged':
      return link('See all of it', '/untagged');
    case 'drill':
    case 'system':
      return [];
  }
}
