import { hourOf, type Instant } from '../base/instant.ts';
import type { Pico } from '../base/money.ts';
import { byText } from '../base/order.ts';
import { periodEnd } from '../base/period.ts';
import type { Finding } from '../evaluation/finding.ts';
import type { Alert, Fingerprint, Transition } from './alert.ts';
import { endingOf } from './ending.ts';
import { fingerprintOf, labelsOf } from './fingerprint.ts';
import { foundAgain } from './found-again.ts';
import type { Mute } from './handling.ts';
import { isTeamRise, type Speaking, speaks, speaksFor } from './inhibition.ts';
import { type Mutes, NOTHING_MUTED } from './mutes.ts';
import type { Restated } from './restated.ts';
import {
  endingStep,
  firstStep,
  isJudgedAfter,
  isJudgedBy,
  type JudgedPointer,
  type Judgement,
  quietStep,
  restatedStep,
} from './step.ts';

export interface TransitionInput {
  readonly findings: readonly Finding[];
  /** Pending and firing alerts, and those resolved of late. */
  readonly alerts: readonly Alert[];
  /** Pointer of the newest period that was judged. */
  readonly pointer: JudgedPointer;
  readonly asOf: Instant;
  /** By which a snooze ends; the delivery's time where nothing is said, as where a past is judged. */
  readonly clock?: Instant;
  /** By alert id, the cost now of the hours that were told (`recountTold`): tells a withdrawal from an end. */
  readonly recounted?: ReadonlyMap<string, Pico>;
  /** By alert id, what was told and is now other (`restatedAlerts`). */
  readonly restated?: ReadonlyMap<string, Restated>;
  /** The finding of a rise that is over, counted to its end (`endedRise`); undefined where no end is seen. */
  readonly ended?: (finding: Finding) => Finding | undefined;
  /** What silences and plans keep still. */
  readonly mutes?: Mutes;
}

/** A rise that returns so soon after its end is the same incident. */
export const SAME_INCIDENT_HOURS = 48;

/**
 * What the findings of one delivery change. Judging the same delivery again changes nothing; an older delivery than
 * the one an alert was judged from never does. At most one transition an alert, in the order of their ids. Rises of
 * whole teams come last: who speaks for them must be known.
 */
export function decideTransitions(input: TransitionInput): readonly Transition[] {
  const { order, billingPeriod: period } = input.pointer;
  const judgement: Judgement = { order, period, asOf: input.asOf, clock: input.clock ?? input.asOf };
  const taken = new Set(input.alerts.map((alert) => alert.id));
  const others = decided(input, (finding) => !isTeamRise(finding), { judgement, taken, speaking: [] });
  const speaking = speakingNow(input, others);
  const teams = decided(input, isTeamRise, { judgement, taken, speaking });
  return [...others, ...teams].sort((a, b) => byText(a.after.id, b.after.id));
}

interface Deciding {
  readonly judgement: Judgement;
  readonly taken: ReadonlySet<string>;
  /** About principals, and heard. */
  readonly speaking: readonly Speaking[];
}

function decided(
  input: TransitionInput,
  isOurs: (finding: Finding) => boolean,
  { judgement, taken, speaking }: Deciding,
): readonly Transition[] {
  const { mutes = NOTHING_MUTED, alerts, findings } = input;
  const found = new Map(
    findings.filter(isOurs).map((finding) => [fingerprintOf(labelsOf(finding)), finding] as const),
  );
  const muteOf = (finding: Finding, known?: Mute): Pick<Mute, 'by' | 'id'> | undefined =>
    mutes.of(finding) ?? speaksFor(finding, speaking, known?.by === 'alert' ? known.id : undefined);
  const transitions: Transition[] = [];
  const answered = new Set<Fingerprint>();

  for (const alert of newestFirst(alerts.filter(({ finding }) => isOurs(finding)))) {
    const finding = answered.has(alert.fingerprint) ? undefined : found.get(alert.fingerprint);
    if (alert.state === 'resolved' && (finding === undefined || !isSameIncident(alert, finding))) {
      transitions.push(...restatedEnd(alert, input, judgement));
      continue;
    }
    if (answered.has(alert.fingerprint)) continue;
    answered.add(alert.fingerprint);
    if (isJudgedAfter(alert, judgement)) continue;
    const transition =
      finding === undefined
        ? missingFinding(alert, input, judgement)
        : foundAgain(alert, finding, { ...mutes, mute: muteOf(finding, alert.mute) }, judgement);
    if (transition !== undefined) transitions.push(transition);
  }
  for (const [fingerprint, finding] of found) {
    if (answered.has(fingerprint) || isBygone(finding, judgement)) continue;
    const mute = muteOf(finding);
    const since = mute === undefined ? undefined : { ...mute, since: judgement.asOf };
    transitions.push(firstStep(finding, since, judgement, taken));
  }
  return transitions;
}

/** Alerts about principals that are heard after these transitions, with what this delivery found of them. */
function speakingNow({ alerts, findings }: TransitionInput, transitions: readonly Transition[]) {
  const found = new Map(findings.map((finding) => [fingerprintOf(labelsOf(finding)), finding]));
  const now = new Map(
    [...alerts, ...transitions.map(({ after }) => after)].map((alert) => [alert.id, alert]),
  );
  return [...now.values()].flatMap((alert): readonly Speaking[] => {
    const finding = found.get(alert.fingerprint);
    return finding !== undefined && speaks(alert) ? [{ alert, finding }] : [];
  });
}

/** An open alert before resolved ones, and the one resolved last before earlier ones. */
const newestFirst = (alerts: readonly Alert[]): readonly Alert[] =>
  [...alerts].sort((a, b) => endOf(b) - endOf(a) || byText(a.id, b.id));

const endOf = ({ state, endsAt }: Alert): Instant =>
  state === 'resolved' && endsAt !== undefined ? endsAt : Number.MAX_SAFE_INTEGER;

function isSameIncident(alert: Alert, finding: Finding): boolean {
  if (alert.labels.billingPeriod !== undefined) return true;
  return finding.startedAt <= hourOf(alert.endsAt ?? alert.startsAt) + SAME_INCIDENT_HOURS;
}

/** A month that ended within its budget has nothing to tell anybody who did not hear of it in time. */
const isBygone = ({ budget, billingPeriod }: Finding, { asOf }: Judgement): boolean =>
  budget !== undefined && budget.spent < budget.amount && asOf >= periodEnd(billingPeriod);

function missingFinding(alert: Alert, input: TransitionInput, judgement: Judgement): Transition | undefined {
  const restated = input.restated?.get(alert.id);
  const ending = endingOf({ ...input, alert, recounted: input.recounted?.get(alert.id) });
  if (ending !== undefined) {
    const last = restated?.finding ?? alert.finding;
    const counted = ending.reason === 'resolved' ? input.ended?.(last) : undefined;
    return endingStep(alert, ending, judgement, counted ?? restated?.finding);
  }
  // Judging one delivery twice must not count its silence twice.
  return isJudgedBy(alert, judgement) ? undefined : quietStep(alert, judgement, restated);
}

function restatedEnd(
  alert: Alert,
  { restated }: TransitionInput,
  judgement: Judgement,
): readonly Transition[] {
  const now = restated?.get(alert.id);
  return now === undefined || isJudgedAfter(alert, judgement) ? [] : [restatedStep(alert, now, judgement)];
}
