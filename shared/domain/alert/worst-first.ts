import { approximate } from '../base/money.ts';
import type { Alert } from './alert.ts';

const RANK = { critical: 0, warning: 1, info: 2 } as const;

/** Firing before resolved, then by severity, causes before the budgets they break, and the dearest first. */
export const worstFirst = (a: Alert, b: Alert): number =>
  (a.state === b.state ? 0 : a.state === 'firing' ? -1 : 1) ||
  RANK[a.finding.severity] - RANK[b.finding.severity] ||
  Number(a.finding.budget !== undefined) - Number(b.finding.budget !== undefined) ||
  approximate(b.finding.impact.untilMonthEnd) - approximate(a.finding.impact.untilMonthEnd) ||
  b.startsAt - a.startsAt;
