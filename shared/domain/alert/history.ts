import type { Alert, AlertChange } from './alert.ts';

/** Changes kept with an alert, newest last. */
export const HISTORY_MAX = 40;

export const withChange = (alert: Alert, change: AlertChange): readonly AlertChange[] =>
  [...alert.history, change].slice(-HISTORY_MAX);
