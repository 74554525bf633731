import type { Alert, Transition } from '../alert/alert.ts';
import { type DecidedAround, muteText, noteText, personText, VERDICT_WORDS } from './decisions.ts';
import { amountsIn } from './end.ts';
import { bothTimes } from './local-time.ts';
import { snoozedPriceText } from './snooze-price.ts';
import { cutText, plainText } from './text.ts';
import { teamWords } from './words.ts';

/**
 * What somebody, a plan, a silence or another alert changed: was → now, who and when, why, whether it still fires.
 * Undefined where the change is the data's. `now` is the deciding number.
 */
export function decidedChange(
  transition: Transition,
  now: string,
  around: DecidedAround,
): string | undefined {
  const text = sentence(transition, now, around);
  if (text === undefined) return undefined;
  return `${text} ${transition.after.state === 'resolved' ? 'No longer firing.' : 'Still firing.'}`;
}

function sentence(transition: Transition, now: string, around: DecidedAround): string | undefined {
  const { reason, before, after } = transition;
  const { acknowledged, snoozed } = after.handling ?? {};
  const at = (instant: number): string => bothTimes(instant, around.zone);
  switch (reason) {
    case 'acknowledged':
      return (
        acknowledged &&
        `was open at ${now} → now acknowledged by ${personText(acknowledged.by.name)}, ${at(acknowledged.at)}: quiet unless it grows.`
      );
    case 'unacknowledged':
      return `was ${takenBack(before)} → now open again at ${now}: ${byWhom(after)} took it back.`;
    case 'ack-lapsed':
      return `was acknowledged${byText(before?.handling?.acknowledged)} → now open again at ${now}: ${grownText(after)} and nobody said a word since.`;
    case 'snoozed':
      return (
        snoozed &&
        `was open at ${now} → now snoozed by ${personText(snoozed.by.name)} until ${at(snoozed.until)}${priced(snoozedPriceText(after.finding, snoozed.until, snoozed.at))}.`
      );
    case 'snooze-ended':
      return `was snoozed${byText(before?.handling?.snoozed)} → now open again at ${now}: ${endedBy(after)}.`;
    case 'verdict':
      return verdictText(transition, at);
    case 'not-mine':
      return notMineText(after, at);
    case 'muted':
      return after.mute && `was speaking → now m${muteText(after.mute, around).slice(1)}`;
    case 'unmuted':
      return `was muted${before?.mute === undefined ? '' : ` by ${before.mute.by} ${cutText(plainText(before.mute.id), 60)}`} → now speaks for itself at ${now}${whyText(after)}`;
    default:
      return undefined;
  }
}

const byText = (decided: { readonly by: { readonly name: string } } | undefined): string =>
  decided === undefined ? '' : ` by ${personText(decided.by.name)}`;

/** Somebody's acknowledgement, or else what they called it. */
function takenBack(before: Alert | undefined): string {
  const { acknowledged, verdict } = before?.handling ?? {};
  return acknowledged === undefined && verdict !== undefined
    ? `called ${VERDICT_WORDS[verdict.verdict]}${byText(verdict)}`
    : `acknowledged${byText(acknowledged)}`;
}

const byWhom = ({ history }: Alert): string => personText(history.at(-1)?.by?.name ?? 'somebody');

/** The last change says from what to what it grew. */
function grownText({ history }: Alert): string {
  const [was, now] = amountsIn(history.at(-1)?.note ?? '');
  return now === undefined ? 'it goes on' : `it grew from ${was} to ${now}`;
}

const priced = (price: string): string => (price === '' ? '' : `: ${price} by then`);

/** The last change says who ended it; time does so without a name. */
function endedBy({ history }: Alert): string {
  const last = history.at(-1);
  return last?.by === undefined ? 'the time is up' : `${personText(last.by.name)} ended it early`;
}

function verdictText({ before, after }: Transition, at: (instant: number) => string): string | undefined {
  const verdict = after.handling?.verdict;
  if (verdict === undefined) return undefined;
  const earlier = before?.handling?.verdict;
  const was = earlier === undefined ? 'not judged' : `called ${VERDICT_WORDS[earlier.verdict]}`;
  const { by, note } = verdict;
  return `was ${was} → now called ${VERDICT_WORDS[verdict.verdict]} by ${personText(by.name)}, ${at(verdict.at)}${noteText(note)}`;
}

function notMineText({ handling, finding }: Alert, at: (instant: number) => string): string | undefined {
  const notMine = handling?.notMine;
  return (
    notMine &&
    `was with ${teamWords(finding.scope.team)} → now looks for its owner: ${personText(notMine.by.name)} says it is not theirs, ${at(notMine.at)}${noteText(notMine.note)}`
  );
}

/** The last change has the reason, of a plan in a word. */
const whyText = ({ history }: Alert): string => {
  const last = history.at(-1);
  const note = last?.reason === 'unmuted' ? cutText(plainText(last.note), 200) : '';
  return note === '' ? '.' : `: ${note.replace(LEFT, (_, why: keyof typeof LEFT_WORDS) => LEFT_WORDS[why])}.`;
};

const LEFT = /was left: (amount|scope|time)$/;
const LEFT_WORDS = {
  amount: 'was left: more was spent than its cap',
  scope: 'was left: it covers less than this',
  time: 'was left: its time is up',
} as const;
