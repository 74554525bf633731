import type { Alert } from '../alert/alert.ts';
import { type Standing, standingOf } from '../alert/standing.ts';
import type { Instant } from '../base/instant.ts';
import type { PointerFacts } from './body.ts';
import { composeNotification } from './compose.ts';
import type { Notification } from './notification.ts';

/** An alert in one line of a list. */
export interface AlertLine {
  readonly alert: Alert;
  readonly standing: Standing;
  /** First line of its message. */
  readonly headline: string;
}

export const alertLineOf = (alert: Alert, pointer: PointerFacts, now: Instant): AlertLine => ({
  alert,
  standing: standingOf(alert, now),
  headline: lastTold(alert, pointer).headline,
});

/** The message of its last change, as it would be written now. */
export const lastTold = (alert: Alert, pointer: PointerFacts): Notification =>
  composeNotification(
    { reason: alert.history.at(-1)?.reason ?? 'first', after: alert, tell: false },
    pointer,
  );
