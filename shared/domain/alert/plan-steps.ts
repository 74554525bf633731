import { DAY_MS } from '../base/instant.ts';
import type { Pico } from '../base/money.ts';
import { byText } from '../base/order.ts';
import type { Finding } from '../evaluation/finding.ts';
import type { Alert, Transition } from './alert.ts';
import { muteNote } from './mute-note.ts';
import type { Plan } from './plan.ts';
import { isCountable, leavingOf, type PlanTime, planHours, planSpent } from './plan-state.ts';

/** What a plan came to, for its message: when it is left, and once more when it is over. */
export interface PlanReport {
  /** As it now is: in `left` how it was left, if it was. */
  readonly plan: Plan;
  readonly event: 'left' | 'ended';
  /** By the whole scope between start and end, as far as it was delivered. */
  readonly spent: Pico;
  /** Alerts that it muted, by id. */
  readonly alerts: readonly string[];
}

/** One stored change of a plan and what is told of it. */
export interface PlanStep {
  readonly before: Plan;
  readonly after: Plan;
  readonly spent: Pico;
  readonly event: PlanReport['event'];
}

/** Late hours of an export that stopped are not waited for. */
const REPORT_AFTER_MS = 7 * DAY_MS;

/** What this delivery changes of the plans that are known, in their order; at most one change each. */
export function planSteps(
  plans: readonly Plan[],
  findings: readonly Finding[],
  time: PlanTime,
): readonly PlanStep[] {
  return plans.flatMap((before): readonly PlanStep[] => {
    const why = leavingOf(before, findings, time);
    const isReported = isOver(before, time);
    if (why === undefined && !isReported) return [];
    const after: Plan = {
      ...before,
      version: before.version + 1,
      ...(why === undefined ? {} : { left: { at: time.asOf, why } }),
      ...(isReported ? { reportedAt: time.asOf } : {}),
    };
    return [{ before, after, spent: planSpent(after, time.tree), event: isReported ? 'ended' : 'left' }];
  });
}

/** Its last hour is complete. */
function isOver(plan: Plan, time: PlanTime): boolean {
  if (plan.reportedAt !== undefined || time.asOf < plan.endsAt || !isKnown(plan, time)) return false;
  return time.ripeEnd >= planHours(plan, time.tree).to || time.asOf >= plan.endsAt + REPORT_AFTER_MS;
}

/** What began before the first hour that is known is reported with what is known of it. */
const isKnown = (plan: Plan, time: PlanTime): boolean =>
  isCountable(plan, time) || (plan.createdAt <= time.asOf && plan.currency === time.tree.newest.currency);

/** With what it muted, as the alerts are after this delivery. */
export const planReport = (
  { after: plan, spent, event }: PlanStep,
  alerts: readonly Alert[],
  transitions: readonly Transition[],
): PlanReport => {
  const now = new Map(
    [...alerts, ...transitions.map(({ after }) => after)].map((alert) => [alert.id, alert]),
  );
  const note = muteNote(plan);
  const muted = [...now.values()].filter(({ history }) =>
    history.some((change) => change.reason === 'muted' && change.note === note),
  );
  return { plan, event, spent, alerts: muted.map(({ id }) => id).sort(byText) };
};

/** The plans as these steps leave them. */
export function plansAfter(plans: readonly Plan[], steps: readonly PlanStep[]): readonly Plan[] {
  const changed = new Map(steps.map(({ after }) => [after.id, after]));
  return plans.map((plan) => changed.get(plan.id) ?? plan);
}
