import type { Alert } from '../alert/alert.ts';
import type { Plan } from '../alert/plan.ts';
import { type TimeZone, UTC } from '../base/time-zone.ts';
import type { Budget, BudgetBook } from '../evaluation/budget/budget.ts';
import type { LabelledValue } from './notification.ts';
import { plainText } from './text.ts';

/** What is known beside an alert and belongs into its message; each may be missing. */
export interface Around {
  /** Owner, time zone and amount of its team. */
  readonly budgets?: BudgetBook;
  /** Others of the same judgement: those that it speaks for. */
  readonly alerts?: readonly Alert[];
  readonly plans?: readonly Plan[];
}

const NAMED_MAX = 3;

export const agreedWith = ({ budgets }: Around, { finding }: Alert): Budget | 'nothing' | undefined =>
  budgets && (budgets.budgets.find(({ team }) => team === finding.scope.team) ?? 'nothing');

/** As the finding says it, which was judged by it; else as it is agreed. */
export const zoneOf = ({ finding }: Alert, agreed: Budget | 'nothing' | undefined): TimeZone =>
  finding.impact.horizons?.timeZone ?? (agreed === 'nothing' ? UTC : (agreed?.timeZone ?? UTC));

export const planOf = ({ plans = [] }: Around, { mute }: Alert): Plan | undefined =>
  mute?.by === 'plan' ? plans.find(({ id }) => id === mute.id) : undefined;

/** Free text: a person or a group. */
export const ownerOf = (agreed: Budget | 'nothing' | undefined): string | undefined =>
  agreed === 'nothing' ? undefined : agreed?.owner;

/** Who owns it, whether it was announced, and who keeps still for it. */
export function aroundFacts(
  around: Around,
  alert: Alert,
  agreed: Budget | 'nothing' | undefined,
): readonly LabelledValue[] {
  const { owner, channel } = agreed === 'nothing' || agreed === undefined ? {} : agreed;
  const named = [owner, channel].filter((name) => name !== undefined).map(plainText);
  const muted = (around.alerts ?? []).filter(({ mute }) => mute?.by === 'alert' && mute.id === alert.id);
  return [
    ...(named.length === 0 ? [] : [{ label: 'Owner', value: named.join(' · ') }]),
    ...(around.plans === undefined ? [] : [{ label: 'Plan', value: planText(around, alert) }]),
    ...(muted.length === 0 ? [] : [{ label: 'Speaks for', value: listText(muted.map(({ id }) => id)) }]),
  ];
}

function planText(around: Around, alert: Alert): string {
  const plan = planOf(around, alert);
  return plan === undefined ? 'none covers it' : plainText(plan.id);
}

const listText = (ids: readonly string[]): string =>
  ids.length <= NAMED_MAX
    ? ids.join(', ')
    : `${ids.slice(0, NAMED_MAX).join(', ')} and ${ids.length - NAMED_MAX} more`;
