import { type Instant, startOfHour } from '../base/instant.ts';
import type { BillingPeriod } from '../base/period.ts';
import { type DeliveryOrder, isNewer } from '../delivery/order.ts';
import type { Finding } from '../evaluation/finding.ts';
import type { Pointer } from '../ledger/snapshot.ts';
import type { ControlTotals } from '../ledger/totals.ts';
import type { Alert, AlertChange, Transition, TransitionReason } from './alert.ts';
import { alertIdOf, fingerprintOf, labelsOf } from './fingerprint.ts';
import { withChange } from './history.ts';

/** What of a published period's head the life of an alert depends on. */
export type JudgedPointer = Pick<Pointer, 'order' | 'billingPeriod'> & {
  readonly totals: Pick<ControlTotals, 'teams'>;
};

/** The delivery that an alert is judged by. */
export interface Judgement {
  readonly order: DeliveryOrder;
  readonly period: BillingPeriod;
  readonly asOf: Instant;
}

export function firstStep(finding: Finding, judgement: Judgement, taken: ReadonlySet<string>): Transition {
  const labels = labelsOf(finding);
  const fingerprint = fingerprintOf(labels);
  const after: Alert = {
    id: alertIdOf(finding, fingerprint, taken),
    fingerprint,
    labels,
    state: 'firing',
    version: 1,
    startsAt: startOfHour(finding.startedAt),
    finding,
    told: finding,
    judgedFrom: judgement.order,
    judgedPeriod: judgement.period,
    quiet: 0,
    history: [changeOf('first', '', judgement)],
  };
  return { reason: 'first', after, tell: true };
}

/** The finding is there: told where there is news; else the message is kept true without a sound. */
export function firingStep(
  before: Alert,
  finding: Finding,
  news: { readonly reason: TransitionReason; readonly note: string } | undefined,
  judgement: Judgement,
): Transition {
  const { endsAt: _, quietSince: __, ...alert } = before;
  const after: Alert = {
    ...alert,
    state: 'firing',
    version: before.version + 1,
    finding,
    told: news === undefined ? before.told : finding,
    judgedFrom: judgement.order,
    judgedPeriod: judgement.period,
    quiet: 0,
    history:
      news === undefined ? before.history : withChange(before, changeOf(news.reason, news.note, judgement)),
  };
  return { reason: news?.reason ?? 'updated', before, after, tell: true };
}

/** The finding is missing, not yet for long. */
export function quietStep(before: Alert, judgement: Judgement): Transition {
  const after: Alert = {
    ...before,
    version: before.version + 1,
    judgedFrom: judgement.order,
    judgedPeriod: judgement.period,
    quiet: before.quiet + 1,
    quietSince: before.quietSince ?? judgement.asOf,
  };
  return { reason: 'revised', before, after, tell: false };
}

export interface Ending {
  readonly reason: Extract<TransitionReason, 'resolved' | 'updated' | 'period-closed'>;
  readonly note: string;
  readonly tell: boolean;
}

export function endingStep(before: Alert, ending: Ending, judgement: Judgement): Transition {
  const after: Alert = {
    ...before,
    state: 'resolved',
    version: before.version + 1,
    endsAt: before.quietSince ?? judgement.asOf,
    judgedFrom: judgement.order,
    judgedPeriod: judgement.period,
    history: withChange(before, changeOf(ending.reason, ending.note, judgement)),
  };
  return { reason: ending.reason, before, after, tell: ending.tell };
}

const changeOf = (reason: TransitionReason, note: string, { asOf, order }: Judgement): AlertChange => ({
  at: asOf,
  reason,
  delivery: order,
  note,
});

/** Judged from this very delivery before. */
export const isJudgedBy = (alert: Alert, { order, period }: Pick<Judgement, 'order' | 'period'>): boolean =>
  alert.judgedFrom === order && alert.judgedPeriod === period;

/** Judged from a delivery that came after. */
export const isJudgedAfter = (alert: Alert, { order, period }: Judgement): boolean =>
  alert.judgedPeriod === period ? isNewer(alert.judgedFrom, order) : alert.judgedPeriod > period;
