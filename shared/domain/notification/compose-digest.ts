import type { DigestPlace, Transition } from '../alert/alert.ts';
import { isInDigest } from '../alert/digest.ts';
import { type Instant, isoHour, isoInstant } from '../base/instant.ts';
import { type Pico, picoText } from '../base/money.ts';
import { byText } from '../base/order.ts';
import type { Finding, Severity } from '../evaluation/finding.ts';
import { ALERT_ONLY, type PointerFacts } from './body.ts';
import { type ComposeSettings, composeNotification } from './compose.ts';
import { headlineOf } from './headline.ts';
import type { Action, HeadlineParts, LabelledValue, Notification } from './notification.ts';
import { morningText } from './outlook.ts';
import { namedPeople } from './people.ts';
import { cutText } from './text.ts';
import { estimateText, teamWords } from './words.ts';

/** More than a channel shows; all of them are in the list of alerts. */
const LISTED_MAX = 30;
const NAME_MAX = 200;
const CHANGE_MAX = 600;
const SEVERITIES: readonly Severity[] = ['critical', 'warning', 'info'];

/** An alert of the digest with what it says by itself. */
interface Member {
  readonly transition: Transition;
  readonly message: Notification;
}

/**
 * One message for what the first look of an installation finds, worst first. `members` are all alerts of the digest in
 * that order, each by what this delivery changed of it (reason `updated` or `resolved` where it changed nothing).
 */
export function composeDigest(
  members: readonly Transition[],
  version: number,
  pointer: PointerFacts,
  settings: ComposeSettings = {},
): Notification {
  const all = members.map(
    (transition): Member => ({ transition, message: composeNotification(transition, pointer, settings) }),
  );
  const worst = all[0]!;
  const firing = all.filter(({ transition }) => transition.after.state === 'firing');
  const { id, kind } = worst.transition.after.digest!;
  const parts = partsOf(all, firing, kind);
  const state = firing.length === 0 ? 'RESOLVED' : 'FIRING';
  const reason = version === 1 ? 'first' : firing.length === 0 ? 'resolved' : 'updated';
  return {
    alertId: id,
    reason,
    state,
    severity: worst.message.severity,
    rule: 'digest',
    team: oneTeam(all),
    headline: headlineOf(parts),
    parts: { ...parts, subject: cutText(parts.subject, NAME_MAX) },
    change: version === 1 ? '' : changeOf(all),
    facts: factsOf(all, firing, pointer),
    outlook: [],
    notes: [
      TOLD_TOGETHER[kind ?? 'first look'],
      'Each has a message of its own as soon as there is news of it.',
      ALERT_ONLY,
    ],
    contributors: listOf(all),
    spark: [],
    freshness: worst.message.freshness,
    actions: actionsOfWorst(firing),
    links: linksOf(settings),
    ...namedPeople(all.flatMap(({ message }) => message.people ?? [])),
    data: {
      ...{ alertId: id, version, reason, state: state.toLowerCase(), rule: 'digest' },
      ...{ severity: worst.message.severity, findings: all.length, firing: firing.length },
      ...Object.fromEntries(SEVERITIES.map((each) => [each, countOf(firing, each)])),
      alertIds: all
        .slice(0, LISTED_MAX)
        .map(({ message }) => message.alertId)
        .join(','),
      currency: worst.transition.after.finding.currency,
      extraSoFar: picoText(extra(firing, 'soFar')),
      extraUntilMonthEnd: picoText(extra(firing, 'untilMonthEnd')),
      dataThrough: isoHour(pointer.dataThrough),
      executedAt: isoInstant(pointer.executedAt),
      executionId: pointer.executionId,
    },
  };
}

/** Where one is left its own buttons; of several the worst can be taken on, and each of them by its id. */
function actionsOfWorst(firing: readonly Member[]): readonly Action[] {
  const told = firing.filter(({ transition }) => isInDigest(transition.after));
  const [worst, ...others] = told;
  if (worst === undefined) return [];
  const subject = worst.message.alertId;
  const actions = (worst.message.actions ?? []).map((action): Action => ({ ...action, subject }));
  return others.length === 0
    ? actions
    : actions
        .filter(({ name }) => name === 'acknowledge' || name === 'stop-card')
        .map((action) => ({ ...action, label: `${action.label}: worst` }));
}

/** State and severity of the worst, how many there are, then the worst as it would be told alone. */
function partsOf(
  all: readonly Member[],
  firing: readonly Member[],
  kind: DigestPlace['kind'],
): HeadlineParts {
  const { severity, parts } = all[0]!.message;
  const { subject, amount, when } = parts!;
  if (all.length === 1) return { ...parts!, word: firing.length === 0 ? 'RESOLVED' : parts!.word };
  const of = kind === undefined ? '' : ` of ${whose(all)}`;
  if (firing.length === 0) {
    const what = kind === undefined ? 'findings of the first look' : `findings${of}`;
    return { word: 'RESOLVED', subject: `all ${all.length} ${what}`, amount, when };
  }
  const count =
    firing.length === all.length
      ? `${all.length} findings${of}`
      : `${firing.length} of ${all.length} findings${of} still fire`;
  return { word: severity.toUpperCase(), subject: `${count}, worst: ${subject}`, amount, when };
}

/** `team search`, `5 teams`. */
function whose(all: readonly Member[]): string {
  const [team = '', ...others] = new Set(all.map(({ message }) => message.team));
  return others.length === 0 ? cutText(teamWords(team), 40) : `${others.length + 1} teams`;
}

const TOLD_TOGETHER: Readonly<Record<NonNullable<DigestPlace['kind']> | 'first look', string>> = {
  'first look': 'This is the first look at the history of this bill: what it found is told together, once.',
  team: 'One delivery found all of this in one team, so it is told together, worst first.',
  flood: 'One delivery found more than a channel can bear, so it is told together, worst first.',
};

/** Where all are about one team, its name; else none. */
function oneTeam(all: readonly Member[]): string {
  const [first, ...others] = new Set(all.map(({ message }) => message.team));
  return others.length === 0 ? (first ?? '') : '';
}

function factsOf(
  all: readonly Member[],
  firing: readonly Member[],
  { executedAt }: PointerFacts,
): readonly LabelledValue[] {
  const { currency } = all[0]!.transition.after.finding;
  const counts = SEVERITIES.map((each) => [countOf(firing, each), each] as const).filter(([n]) => n > 0);
  const teams = [...new Set(all.map(({ message }) => message.team))].sort(byText).map(teamWords);
  const [soFar, ahead] = [extra(firing, 'soFar'), extra(firing, 'untilMonthEnd')];
  return [
    { label: 'Firing', value: counts.map(([n, each]) => `${n} ${each}`).join(', ') || 'none any more' },
    { label: 'Who', value: cutText(teams.join(', '), NAME_MAX) },
    ...(soFar > 0n ? [{ label: 'Rises cost extra so far', value: estimateText(soFar, currency) }] : []),
    ...untilMorning(firing, executedAt, currency),
    ...(ahead > 0n
      ? [{ label: 'By month end if nobody acts', value: `+${estimateText(ahead, currency)}` }]
      : []),
  ];
}

const countOf = (members: readonly Member[], severity: Severity): number =>
  members.filter(({ message }) => message.severity === severity).length;

/** What it costs until somebody is at work; teams that begin at different times have no such hour in common. */
function untilMorning(
  firing: readonly Member[],
  executedAt: Instant,
  currency: string,
): readonly LabelledValue[] {
  const mornings = new Set(risesOf(firing).map(({ impact }) => morningText(impact, executedAt)));
  const [morning] = mornings;
  return morning === undefined || mornings.size > 1
    ? []
    : [
        {
          label: `By ${morning} if nobody acts`,
          value: `+${estimateText(extra(firing, 'untilMorning'), currency)}`,
        },
      ];
}

/** Only rises add up: what is new may be among them, and a budget is what they are spent of. */
const extra = (members: readonly Member[], horizon: 'soFar' | 'untilMorning' | 'untilMonthEnd'): Pico =>
  risesOf(members).reduce((sum, { impact }) => sum + impact[horizon], 0n);

const risesOf = (members: readonly Member[]): readonly Finding[] =>
  members
    .map(({ transition }) => transition.after.finding)
    .filter(({ rule }) => rule === 'spike' || rule === 'newcomer');

function listOf(all: readonly Member[]): readonly LabelledValue[] {
  const rest = all.length - LISTED_MAX;
  const items = all.slice(0, LISTED_MAX).map(lineOf);
  return rest > 0 ? [...items, { label: 'and more', value: `${rest}` }] : items;
}

function lineOf({ transition, message }: Member): LabelledValue {
  const { word, subject, amount, when } = message.parts!;
  const { principal, team } = transition.after.finding.scope;
  const owner = principal === undefined ? '' : ` · ${teamWords(team)}`;
  const own = isInDigest(transition.after) ? '' : '; from now on in a message of its own';
  return {
    label: cutText(`${word} · ${subject}${owner}`, NAME_MAX),
    // By its id it can be acknowledged alone.
    value: cutText(`${amount}, ${when} · ${message.alertId}${own}`, NAME_MAX),
  };
}

/** What happened to those that changed, each by name; '' where only numbers moved on. */
function changeOf(all: readonly Member[]): string {
  const sentences = all.flatMap(({ transition, message }) => {
    const { subject } = message.parts!;
    if (transition.reason === 'first') return [`Found as well: ${subject}.`];
    if (!isInDigest(transition.after)) return [`${subject} has a message of its own now.`];
    return transition.tell && message.change !== '' ? [`${subject}: ${message.change}`] : [];
  });
  return cutText(sentences.join(' '), CHANGE_MAX);
}

const linksOf = ({ consoleUrl }: ComposeSettings): Notification['links'] =>
  consoleUrl === undefined
    ? []
    : [{ label: 'See all alerts', url: `${consoleUrl.replace(/\/+$/, '')}/alerts` }];
