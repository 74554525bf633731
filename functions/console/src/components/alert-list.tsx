import type { ComponentChildren } from 'preact';
import type { AnswerOf } from '../../../../shared/api/documents.ts';
import { toAlert } from '../router/addresses.ts';
import { Link } from '../router/link.tsx';
import { moneyText } from '../text/money.ts';
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
            {moneyText(alert.soFar, currency)} so far · {moneyText(alert.costPerHour, currency)} an hour,
            usually {moneyText(alert.usualPerHour, currency)}
          </div>
        </li>
      ))}
    </ul>
  );
}

/** The headline without state and severity in front, which badges say already. */
export const subjectOf = ({ headline }: Pick<AlertRow, 'headline'>): string =>
  headline.replace(/^([A-Z]+ · )?(CRITICAL|WARNING|INFO) · /, '');
