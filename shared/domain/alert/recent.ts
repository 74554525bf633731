import { DAY_MS, isoInstant } from '../base/instant.ts';
import { byText } from '../base/order.ts';
import type { Alert } from './alert.ts';

export const RECENT_DAYS = 45;

/**
 * Alerts that a judgement must know: firing ones, and those that ended at most 45 days before the newest delivery
 * any of them was judged from. Counted in the data's time, not by the wall clock, so that a replay sees the same.
 */
export function recentAlerts(alerts: readonly Alert[]): readonly Alert[] {
  // An order begins with its execution time as ISO text, and so compares with one.
  const newest =
    alerts
      .map((alert) => alert.judgedFrom)
      .sort(byText)
      .at(-1) ?? '';
  // A firing alert has no end.
  return alerts.filter(
    (alert) =>
      alert.endsAt === undefined || isoInstant(alert.endsAt + RECENT_DAYS * DAY_MS) >= newest.slice(0, 24),
  );
}
