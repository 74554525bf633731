import type { Transition } from '../alert/alert.ts';
import type { Handling, Mute, Verdict } from '../alert/handling.ts';
import type { Plan } from '../alert/plan.ts';
import type { Instant } from '../base/instant.ts';
import { formatMoney } from '../base/money.ts';
import type { TimeZone } from '../base/time-zone.ts';
import type { Finding } from '../evaluation/finding.ts';
import { bothTimes } from './local-time.ts';
import { snoozedPriceText } from './snooze-price.ts';
import { openHandling } from './state.ts';
import { cutText, plainText } from './text.ts';

const NAME_MAX = 60;
const NOTE_MAX = 200;

/** How an alert turned out, as people say it. */
export const VERDICT_WORDS: Readonly<Record<Verdict, string>> = {
  real: 'real',
  planned: 'expected (planned)',
  noise: 'not a problem (noise)',
};

/** What else is known when decisions are told. */
export interface DecidedAround {
  readonly zone: TimeZone;
  /** The plan that mutes it, where it is known. */
  readonly plan?: Plan;
}

/** What holds of what people decided, a sentence each, with who and when. */
export function decisionLines(transition: Transition, around: DecidedAround): readonly string[] {
  const { after } = transition;
  const { verdict, notMine } = after.handling ?? {};
  const { acknowledged, snoozed } = openHandling(transition);
  const at = (instant: Instant): string => bothTimes(instant, around.zone);
  return [
    ...(after.mute === undefined ? [] : [muteText(after.mute, around)]),
    ...(snoozed === undefined || after.state === 'resolved' ? [] : [snoozeText(snoozed, after.finding, at)]),
    ...(acknowledged === undefined
      ? []
      : [`Acknowledged by ${personText(acknowledged.by.name)}, ${at(acknowledged.at)}.`]),
    ...(verdict === undefined
      ? []
      : [
          `Called ${VERDICT_WORDS[verdict.verdict]} by ${personText(verdict.by.name)}, ${at(verdict.at)}${noteText(verdict.note)}`,
        ]),
    ...(notMine === undefined
      ? []
      : [`Not theirs, says ${personText(notMine.by.name)}, ${at(notMine.at)}${noteText(notMine.note)}`]),
  ];
}

function snoozeText(
  { by, at: from, until }: NonNullable<Handling['snoozed']>,
  finding: Finding,
  at: (instant: Instant) => string,
): string {
  const price = snoozedPriceText(finding, until, from);
  return `Snoozed by ${personText(by.name)} until ${at(until)}${price === '' ? '' : `: ${price} by then`}.`;
}

/** `Muted by plan plan-1a2b of Anna: up to $5,000.00 until Fri 20 Nov 17:00 UTC (18:00 Berlin).` */
export function muteText({ by, id, since }: Mute, { zone, plan }: DecidedAround): string {
  const name = cutText(plainText(id), NAME_MAX);
  if (by === 'alert') return `Muted since ${bothTimes(since, zone)}: alert ${name} speaks for it.`;
  if (by === 'plan' && plan?.id === id) {
    return (
      `Muted by plan ${name} of ${personText(plan.by.name)}: up to ${formatMoney(plan.cap, plan.currency)} ` +
      `until ${bothTimes(plan.endsAt, zone)}.`
    );
  }
  return `Muted by ${by} ${name} since ${bothTimes(since, zone)}.`;
}

/** Who decided; names come from elsewhere. */
export const personText = (name: string): string => cutText(plainText(name), NAME_MAX) || 'somebody';

/** `: “a load test”.`, or the full stop alone. */
export const noteText = (note: string): string => {
  const text = cutText(plainText(note), NOTE_MAX);
  return text === '' ? '.' : `: “${text}”.`;
};
