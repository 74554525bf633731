import type { Instant } from '../base/instant.ts';
import type { Alert, AlertChange } from './alert.ts';

/** The one word that says how an alert stands. */
export type Standing =
  | 'pending' // found, and nobody was told so far
  | 'firing'
  | 'acknowledged'
  | 'snoozed'
  | 'muted' // told once; a silence or another alert keeps it still now
  | 'planned' // inside a plan, or called planned
  | 'revised'
  | 'resolved'
  | 'withdrawn'
  | 'period closed';

const ENDINGS: Readonly<Partial<Record<AlertChange['reason'], Standing>>> = {
  resolved: 'resolved',
  withdrawn: 'withdrawn',
  'period-closed': 'period closed',
  // Another alert of the team tells it from then on.
  updated: 'resolved',
};

/** The change that ended it last; what was said or restated after its end is none. */
export const lastEnding = ({ history }: Pick<Alert, 'history'>): AlertChange | undefined =>
  history.findLast(({ reason }) => ENDINGS[reason] !== undefined);

/** What the data says of its end comes first, then what keeps it still, then who takes care of it. */
export function standingOf(alert: Alert, now: Instant): Standing {
  const { state, mute, handling = {}, history } = alert;
  if (state === 'resolved') return ENDINGS[lastEnding(alert)?.reason ?? 'resolved'] ?? 'resolved';
  if (mute?.by === 'plan' || handling.verdict?.verdict === 'planned') return 'planned';
  if (state === 'pending') return 'pending';
  if (mute !== undefined) return 'muted';
  if (handling.snoozed !== undefined && now < handling.snoozed.until) return 'snoozed';
  // Noise that fires on was seen by somebody.
  if (handling.acknowledged !== undefined || handling.verdict !== undefined) return 'acknowledged';
  return history.at(-1)?.reason === 'revised' ? 'revised' : 'firing';
}
