import { hourOf, type Instant } from '../base/instant.ts';
import type { Pico } from '../base/money.ts';
import { byText } from '../base/order.ts';
import { periodEnd } from '../base/period.ts';
import type { Finding } from '../evaluation/finding.ts';
import type { Alert, Fingerprint, Transition } from './alert.ts';
import { endingOf } from './ending.ts';
import { fingerprintOf, labelsOf } from './fingerprint.ts';
import { lastToldAt } from './last-told.ts';
import { newsOf } from './news.ts';
import {
  endingStep,
  firingStep,
  firstStep,
  isJudgedAfter,
  isJudgedBy,
  type JudgedPointer,
  type Judgement,
  quietStep,
} from './step.ts';

export interface TransitionInput {
  readonly findings: readonly Finding[];
  /** Firing alerts, and those resolved of late. */
  readonly alerts: readonly Alert[];
  /** Pointer of the newest period that was judged. */
  readonly pointer: JudgedPointer;
  readonly asOf: Instant;
  /** By alert id, the cost now of the hours that were told (`recountTold`): tells a withdrawal from an end. */
  readonly recounted?: ReadonlyMap<string, Pico>;
}

/** A rise that returns so soon after its end is the same incident. */
const SAME_INCIDENT_HOURS = 48;

/**
 * What the findings of one delivery change. Judging the same delivery again changes nothing; an older delivery than
 * the one an alert was judged from never does. At most one transition an alert, in the order of their ids.
 */
export function decideTransitions(input: TransitionInput): readonly Transition[] {
  const { order, billingPeriod: period } = input.pointer;
  const judgement: Judgement = { order, period, asOf: input.asOf };
  const found = new Map(input.findings.map((finding) => [fingerprintOf(labelsOf(finding)), finding]));
  const taken = new Set(input.alerts.map((alert) => alert.id));
  const transitions: Transition[] = [];
  const answered = new Set<Fingerprint>();

  for (const alert of newestFirst(input.alerts)) {
    if (answered.has(alert.fingerprint)) continue;
    const finding = found.get(alert.fingerprint);
    if (alert.state === 'resolved' && (finding === undefined || !isSameIncident(alert, finding))) continue;
    answered.add(alert.fingerprint);
    if (isJudgedAfter(alert, judgement)) continue;
    const transition =
      finding === undefined ? missingFinding(alert, input, judgement) : foundAgain(alert, finding, judgement);
    if (transition !== undefined) transitions.push(transition);
  }
  for (const [fingerprint, finding] of found) {
    if (!answered.has(fingerprint) && !isBygone(finding, judgement))
      transitions.push(firstStep(finding, judgement, taken));
  }
  return transitions.sort((a, b) => byText(a.after.id, b.after.id));
}

/** A firing alert before resolved ones, and the one resolved last before earlier ones. */
const newestFirst = (alerts: readonly Alert[]): readonly Alert[] =>
  [...alerts].sort(
    (a, b) =>
      (b.endsAt ?? Number.POSITIVE_INFINITY) - (a.endsAt ?? Number.POSITIVE_INFINITY) || byText(a.id, b.id),
  );

function isSameIncident(alert: Alert, finding: Finding): boolean {
  if (alert.labels.billingPeriod !== undefined) return true;
  return finding.startedAt <= hourOf(alert.endsAt ?? alert.startsAt) + SAME_INCIDENT_HOURS;
}

/** A month that ended within its budget has nothing to tell anybody who did not hear of it in time. */
const isBygone = ({ budget, billingPeriod }: Finding, { asOf }: Judgement): boolean =>
  budget !== undefined && budget.spent < budget.amount && asOf >= periodEnd(billingPeriod);

function foundAgain(alert: Alert, finding: Finding, judgement: Judgement): Transition | undefined {
  if (alert.state === 'resolved') {
    return firingStep(alert, finding, { reason: 'fired-again', note: '' }, judgement);
  }
  const news = newsOf(alert.told, finding, judgement.asOf - lastToldAt(alert));
  // The open incident is kept out of its own reference, so a second look at one delivery sees slightly other numbers:
  // without news (a changed budget, say) they are not worth a change.
  if (isJudgedBy(alert, judgement) && alert.quiet === 0 && news === undefined) return undefined;
  return firingStep(alert, finding, news, judgement);
}

function missingFinding(alert: Alert, input: TransitionInput, judgement: Judgement): Transition | undefined {
  const ending = endingOf({ ...input, alert, recounted: input.recounted?.get(alert.id) });
  if (ending !== undefined) return endingStep(alert, ending, judgement);
  // Judging one delivery twice must not count its silence twice.
  return isJudgedBy(alert, judgement) ? undefined : quietStep(alert, judgement);
}
