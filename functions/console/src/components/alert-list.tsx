import type { ComponentChildren } from 'preact';
import type { AnswerOf } from '../../../../shared/api/documents.ts';
import { toAlert } from '../router/addresses.ts';
import { Link } from '../router/link.tsx';
import { moneyText, picoOf } from '../text/money.ts';
import { shortTime } from '../text/time.ts';
import { Badge, SeverityBadge } from './badge.tsx';
import { Empty } from './states.tsx';

type AlertRow = AnswerOf<'alerts'>['alerts'][number];

interface AlertListProps {
  readonly alerts: readonly AlertRow[];
  readonly currency: string;
  readonly empty: ComponentChildren;
}

/** Alerts one below the other, in the order in which they are given. */
export function AlertList({ alerts, currency, empty }: AlertListProps) {
  if (alerts.length === 0) return <Empty>{empty}</Empty>;
  return (
    <ul class="alert-list">
      {alerts.map((alert) => (
        <li key={alert.id}>
          <div class="alert-line">
            <SeverityBadge severity={alert.severity} />
            <Badge tone="plain">{alert.standing}</Badge>
            <span class="soft small">since {shortTime(alert.startedAt)}</span>
          </div>
          <Link href={toAlert(alert.id)}>{subjectOf(alert)}</Link>
          <div class="soft small">
            {extraText(alert, currency)}
            {moneyText(alert.costPerHour, currency)} an hour, usually{' '}
            {moneyText(alert.usualPerHour, currency)}
          </div>
        </li>
      ))}
    </ul>
  );
}

/** A budget that is not used up yet has cost nothing extra, and does not say so. */
function extraText({ kind, soFar }: AlertRow, currency: string): string {
  if (!isBudget(kind)) return `${moneyText(soFar, currency)} extra so far · `;
  return picoOf(soFar) > 0n ? `${moneyText(soFar, currency)} over the budget · ` : '';
}

/** Alerts whose extra is what is spent over a budget. */
export const isBudget = (kind: string): boolean => kind.startsWith('budget');

/** The headline without state and severity in front, which badges say already. */
export const subjectOf = ({ headline }: Pick<AlertRow, 'headline'>): string =>
  headline.replace(/^([A-Z]+ · )?(CRITICAL|WARNING|INFO) · /, '');
