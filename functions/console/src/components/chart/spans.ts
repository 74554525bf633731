import type { AnswerOf } from '../../../../../shared/api/documents.ts';
import type { ChartSpan } from './chart-facts.ts';

interface Dated {
  readonly alerts: AnswerOf<'team'>['alerts'];
  readonly plans?: AnswerOf<'team'>['plans'];
  readonly freshness: AnswerOf<'team'>['freshness'];
}

/** What was told and announced in this stretch of time, and from where on the bill may still grow. */
export function spansBetween(
  { alerts, plans = [], freshness }: Dated,
  from: number,
  to: number,
): readonly ChartSpan[] {
  const spans: readonly ChartSpan[] = [
    ...plans.map((plan) => ({
      label: `Plan: ${plan.note}`,
      from: Date.parse(plan.from),
      to: Date.parse(plan.to),
      tone: 'good' as const,
    })),
    ...alerts.map((alert) => ({
      label: alert.headline,
      from: Date.parse(alert.startedAt),
      to: alert.endedAt === null ? to : Date.parse(alert.endedAt),
      tone: alert.severity,
    })),
    {
      label: 'May still grow: not everything is billed yet',
      from: Date.parse(freshness.ripeThrough),
      to: Date.parse(freshness.dataThrough),
      tone: 'line-strong',
    },
  ];
  return spans.filter((span) => span.from < to && span.to > from);
}
