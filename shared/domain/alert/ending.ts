import { DAY_MS, isoInstant } from '../base/instant.ts';
import { formatMoney, type Pico, parsePico } from '../base/money.ts';
import type { Finding } from '../evaluation/finding.ts';
import type { Alert } from './alert.ts';
import { onceEnding } from './ending-once.ts';
import { type Ending, isJudgedBy, type JudgedPointer } from './step.ts';

/** A finding must be missing in so many deliveries, and for so long, before its alert resolves. */
export const RESOLVE_AFTER = { deliveries: 2, ms: DAY_MS } as const;

/** Note of a forecast that came true. */
export const USED_UP = 'the budget is used up';
/** Note of a forecast or a burn that another alert of the team tells from now on. */
export const TAKEN_OVER = 'another alert of this team tells it now';
/** Note of a burn that is over: its short window no longer burns. */
export const COOLED = 'the newest hours no longer burn';

/** What is known about an alert whose finding is missing. */
export interface Missing {
  readonly alert: Alert;
  readonly findings: readonly Finding[];
  readonly pointer: JudgedPointer;
  readonly asOf: number;
  /** Cost now of the hours that were told, where it was counted again. */
  readonly recounted: Pico | undefined;
}

/** Why an alert ends with this delivery; undefined while it stays open. */
export function endingOf(missing: Missing): Ending | undefined {
  const once = onceEnding(missing.alert, missing.findings, missing.asOf);
  if (once !== undefined) return once === 'not yet' ? undefined : once;
  return (
    periodClosed(missing) ??
    usedUp(missing) ??
    takenOver(missing) ??
    cooled(missing) ??
    budgetCleared(missing) ??
    withdrawn(missing) ??
    quietLong(missing)
  );
}

/** A new month starts with a clean state; the old month's budget alerts have nothing more to say. */
function periodClosed({ alert, pointer }: Missing): Ending | undefined {
  const period = alert.labels.billingPeriod;
  return period !== undefined && period < pointer.billingPeriod
    ? { reason: 'period-closed', note: `${period} is over`, tell: true }
    : undefined;
}

/** The forecast came true: the threshold alert goes on, and this message must not speak of a future that is past. */
function usedUp({ alert, findings }: Missing): Ending | undefined {
  if (alert.finding.rule !== 'budget-forecast') return undefined;
  const cameTrue = findings.some(
    ({ rule, scope, budget }) =>
      rule === 'budget-threshold' &&
      scope.team === alert.finding.scope.team &&
      budget !== undefined &&
      budget.spent >= budget.amount,
  );
  return cameTrue ? { reason: 'resolved', note: USED_UP, tell: true } : undefined;
}

/** Told by an alert that stays longer, or by the rise behind it: two messages would say the same. Kept true in silence. */
function takenOver({ alert, findings }: Missing): Ending | undefined {
  const { rule, scope } = alert.finding;
  const isTold = ({ budget, burn }: Finding): boolean =>
    rule === 'budget-forecast' ? budget?.headsOver === true : rule === 'budget-burn' && burn !== undefined;
  const other = findings.find((finding) => finding.scope.team === scope.team && isTold(finding));
  return other === undefined ? undefined : { reason: 'updated', note: TAKEN_OVER, tell: true };
}

/** The short window is there to end a burn soon; the long one would burn for days after it. */
function cooled({ alert, pointer }: Missing): Ending | undefined {
  if (alert.finding.rule !== 'budget-burn') return undefined;
  return isJudgedBy(alert, { order: pointer.order, period: pointer.billingPeriod })
    ? undefined
    : { reason: 'resolved', note: COOLED, tell: true };
}

/** Clearly below the threshold, or past it and still no finding: then the budget itself was changed. */
function budgetCleared({ alert, pointer }: Missing): Ending | undefined {
  const { rule, budget, scope, currency } = alert.finding;
  if (rule !== 'budget-threshold' || budget === undefined) return undefined;
  const spent = parsePico(pointer.totals.teams[scope.team]?.[currency] ?? '0');
  const limit = (budget.amount * BigInt(Math.round(budget.threshold * 1000))) / 100_000n;
  const told = formatMoney(budget.spent, currency);
  if (spent > 0n && spent >= limit) {
    return {
      reason: 'resolved',
      note: `the budget of ${formatMoney(budget.amount, currency)} was changed`,
      tell: true,
    };
  }
  return spent * 100n < limit * 95n
    ? { reason: 'resolved', note: `${told} -> ${formatMoney(spent, currency)}`, tell: true }
    : undefined;
}

/** The same hours now cost so much less that there was no rise: a delivery took the reason back. */
function withdrawn({ alert, recounted }: Missing): Ending | undefined {
  const { baseline, currency } = alert.told;
  if (recounted === undefined || baseline === undefined) return undefined;
  const excess = recounted - baseline.expected;
  if (excess * 2n >= baseline.actual - baseline.expected) return undefined;
  const note = `${formatMoney(baseline.actual, currency)} -> ${formatMoney(recounted, currency)}`;
  return { reason: 'withdrawn', note, tell: true };
}

function quietLong({ alert, pointer, asOf }: Missing): Ending | undefined {
  if (
    alert.quietSince === undefined ||
    isJudgedBy(alert, { order: pointer.order, period: pointer.billingPeriod })
  )
    return undefined;
  const long = alert.quiet + 1 >= RESOLVE_AFTER.deliveries && asOf - alert.quietSince >= RESOLVE_AFTER.ms;
  return long
    ? { reason: 'resolved', note: `quiet since ${isoInstant(alert.quietSince)}`, tell: true }
    : undefined;
}
