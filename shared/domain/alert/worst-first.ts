import { approximate } from '../base/money.ts';
import type { Alert } from './alert.ts';

const STATE = { firing: 0, pending: 1, resolved: 2 } as const;
const RANK = { critical: 0, warning: 1, info: 2 } as const;

/** Firing before what is muted before resolved, then by severity, causes before the budgets they break, and the dearest first. */
export const worstFirst = (a: Alert, b: Alert): number =>
  STATE[a.state] - STATE[b.state] ||
  RANK[a.finding.severity] - RANK[b.finding.severity] ||
  Number(a.finding.budget !== undefined) - Number(b.finding.budget !== undefined) ||
  approximate(b.finding.impact.untilMonthEnd) - approximate(a.finding.impact.untilMonthEnd) ||
  b.startsAt - a.startsAt;
