import { type Instant, startOfHour } from '../base/instant.ts';
import type { BillingPeriod } from '../base/period.ts';
import { type DeliveryOrder, isNewer } from '../delivery/order.ts';
import type { Finding } from '../evaluation/finding.ts';
import type { Pointer } from '../ledger/snapshot.ts';
import type { ControlTotals } from '../ledger/totals.ts';
import type { Alert, AlertChange, Transition, TransitionReason } from './alert.ts';
import { alertIdOf, fingerprintOf, labelsOf } from './fingerprint.ts';
import type { Handling, Mute } from './handling.ts';
import { withChange } from './history.ts';
import { muteNote } from './mute-note.ts';

/** What of a published period's head the life of an alert depends on. */
export type JudgedPointer = Pick<Pointer, 'order' | 'billingPeriod'> & {
  readonly totals: Pick<ControlTotals, 'teams'>;
};

/** The delivery that an alert is judged by. */
export interface Judgement {
  readonly order: DeliveryOrder;
  readonly period: BillingPeriod;
  readonly asOf: Instant;
  /** By which a snooze ends. */
  readonly clock: Instant;
}

/** A row of the history. */
export interface Row {
  readonly reason: TransitionReason;
  readonly note: string;
}

/** Told at once, or kept by itself where something mutes it. */
export function firstStep(
  finding: Finding,
  mute: Mute | undefined,
  judgement: Judgement,
  taken: ReadonlySet<string>,
): Transition {
  const labels = labelsOf(finding);
  const fingerprint = fingerprintOf(labels);
  const row: Row =
    mute === undefined ? { reason: 'first', note: '' } : { reason: 'muted', note: muteNote(mute) };
  const after: Alert = {
    id: alertIdOf(finding, fingerprint, taken),
    fingerprint,
    labels,
    state: mute === undefined ? 'firing' : 'pending',
    version: 1,
    startsAt: startOfHour(finding.startedAt),
    finding,
    told: finding,
    judgedFrom: judgement.order,
    judgedPeriod: judgement.period,
    quiet: 0,
    history: [changeOf(row, judgement)],
    ...(mute === undefined ? {} : { mute, untold: true }),
  };
  return { reason: row.reason, after, tell: mute === undefined };
}

/** What one more delivery with the finding makes of its alert. */
export interface Firing {
  readonly finding: Finding;
  /** What goes into the history; nothing where only numbers moved on. */
  readonly row?: Row;
  /** Somebody hears of it; else the message is kept true without a sound, where there is one. */
  readonly speaks: boolean;
  /** What counts as told from now on; the finding where it speaks, else what was told. */
  readonly told?: Finding;
  readonly mute?: Mute | undefined;
  readonly handling?: Handling | undefined;
}

export function firingStep(before: Alert, firing: Firing, judgement: Judgement): Transition {
  const { finding, row, speaks, mute, handling } = firing;
  const { endsAt: _, quietSince: __, mute: ___, handling: ____, untold, ...alert } = before;
  const isUntold = untold === true && !speaks;
  const after: Alert = {
    ...alert,
    state: isUntold ? 'pending' : 'firing',
    version: before.version + 1,
    finding,
    // As long as nobody heard and nobody said anything, there is nothing to compare with.
    told: speaks || (isUntold && handling === undefined) ? finding : (firing.told ?? before.told),
    judgedFrom: judgement.order,
    judgedPeriod: judgement.period,
    quiet: 0,
    history: row === undefined ? before.history : withChange(before, changeOf(row, judgement)),
    ...(mute === undefined ? {} : { mute }),
    ...(handling === undefined || Object.keys(handling).length === 0 ? {} : { handling }),
    ...(isUntold ? { untold } : {}),
  };
  const reason = row !== undefined && (speaks || row.reason === 'muted') ? row.reason : 'updated';
  return { reason, before, after, tell: !isUntold };
}

/** The finding is missing, not yet for long; what was told of it may be restated all the same. */
export function quietStep(
  before: Alert,
  judgement: Judgement,
  restated?: Row & { finding: Finding },
): Transition {
  const after: Alert = {
    ...before,
    version: before.version + 1,
    judgedFrom: judgement.order,
    judgedPeriod: judgement.period,
    quiet: before.quiet + 1,
    quietSince: before.quietSince ?? judgement.asOf,
    ...(restated === undefined ? {} : restatement(before, restated, judgement)),
  };
  return { reason: 'revised', before, after, tell: restated !== undefined };
}

export interface Ending {
  readonly reason: Extract<TransitionReason, 'resolved' | 'withdrawn' | 'updated' | 'period-closed'>;
  readonly note: string;
  readonly tell: boolean;
}

/** Nobody hears of the end of what nobody was told. */
export function endingStep(
  before: Alert,
  ending: Ending,
  judgement: Judgement,
  finding?: Finding,
): Transition {
  const after: Alert = {
    ...before,
    state: 'resolved',
    version: before.version + 1,
    endsAt: before.quietSince ?? judgement.asOf,
    judgedFrom: judgement.order,
    judgedPeriod: judgement.period,
    history: withChange(before, changeOf(ending, judgement)),
    ...(finding === undefined ? {} : { finding }),
  };
  return { reason: ending.reason, before, after, tell: ending.tell && before.untold !== true };
}

/** A delivery changed the hours of an alert that is over: it stays over, and its message tells the new numbers. */
export function restatedStep(
  before: Alert,
  restated: Row & { finding: Finding },
  judgement: Judgement,
): Transition {
  const after: Alert = {
    ...before,
    version: before.version + 1,
    judgedFrom: judgement.order,
    judgedPeriod: judgement.period,
    ...restatement(before, restated, judgement),
  };
  return { reason: restated.reason, before, after, tell: true };
}

const restatement = (
  before: Alert,
  { finding, ...row }: Row & { finding: Finding },
  judgement: Judgement,
): Pick<Alert, 'finding' | 'told' | 'history'> => ({
  finding,
  told: finding,
  history: withChange(before, changeOf(row, judgement)),
});

const changeOf = ({ reason, note }: Row, { asOf, clock, order }: Judgement): AlertChange => ({
  // A snooze ends between deliveries.
  at: reason === 'snooze-ended' ? clock : asOf,
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
