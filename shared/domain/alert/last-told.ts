import type { Instant } from '../base/instant.ts';
import type { Alert } from './alert.ts';

/** When people last heard of it: what moves on without a sound leaves no trace in the history. */
export const lastToldAt = ({ history, startsAt }: Pick<Alert, 'history' | 'startsAt'>): Instant =>
  history.at(-1)?.at ?? startsAt;
