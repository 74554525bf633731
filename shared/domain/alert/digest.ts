import { DAY_MS } from '../base/instant.ts';
import { byText } from '../base/order.ts';
import type { BudgetBook } from '../evaluation/budget/budget.ts';
import type { Pointer } from '../ledger/snapshot.ts';
import type { Alert, DigestPlace, Transition } from './alert.ts';
import { placesIn, versionOf } from './digest-place.ts';
import { worstFirst } from './worst-first.ts';

/**
 * What deliveries say about a first look: `at-once` where each judged period was delivered once and all within a day,
 * `bit-by-bit` where they came days apart; undefined where a period was delivered again.
 */
export type FirstLook = 'at-once' | 'bit-by-bit' | undefined;

export function firstLookOf(pointers: readonly Pick<Pointer, 'chain' | 'executedAt'>[]): FirstLook {
  if (pointers.some(({ chain }) => chain.length > 1)) return undefined;
  const times = pointers.map(({ executedAt }) => executedAt);
  return Math.max(...times) - Math.min(...times) <= DAY_MS ? 'at-once' : 'bit-by-bit';
}

export interface DigestInput {
  readonly alerts: readonly Alert[];
  readonly budgets: BudgetBook;
  readonly firstLook: FirstLook;
  /** Of the newest judged delivery. */
  readonly order: string;
}

/**
 * What is told for the first time together is one message, a digest: an installation's first look at a month of history,
 * a flood in one channel, several findings of one team (`placesIn` says which). It is kept true as its alerts move on;
 * the first news of one of them, and all that comes after, is a message of its own.
 */
export function inDigests(transitions: readonly Transition[], input: DigestInput): readonly Transition[] {
  const placed = withPlaces(transitions, input).map(leaveWithNews);
  return carried(placed, input.alerts);
}

/** Told as a part of its digest, without a message of its own. */
export const isInDigest = ({ digest }: Alert): boolean => digest !== undefined && digest.left !== true;

/** The digest that must be written anew with this change. */
export function carriedDigest({ before, after }: Transition): DigestPlace | undefined {
  const { digest } = after;
  return digest !== undefined && digest.version > (before?.digest?.version ?? 0) ? digest : undefined;
}

function leaveWithNews(transition: Transition): Transition {
  const { before, after, reason, tell } = transition;
  if (before === undefined || !isInDigest(before) || !tell || !OWN_NEWS.has(reason)) return transition;
  // Who ends a snooze says nothing new about the alert.
  if (after.history.at(-1)?.by !== undefined) return transition;
  return withDigest(transition, { ...before.digest!, left: true });
}

const OWN_NEWS: ReadonlySet<Transition['reason']> = new Set([
  ...(['threshold', 'grew', 'revised', 'fired-again', 'ack-lapsed', 'snooze-ended', 'unmuted'] as const),
]);

function withPlaces(transitions: readonly Transition[], input: DigestInput): readonly Transition[] {
  const places = placesIn(transitions, input);
  return transitions.map((transition) => {
    const place = places.get(transition);
    return place === undefined ? transition : withDigest(transition, place);
  });
}

/** The last told change of a digest's alerts carries its next version: when it is stored, all of them are. */
function carried(transitions: readonly Transition[], alerts: readonly Alert[]): readonly Transition[] {
  const last = new Map(
    transitions.flatMap((transition) => {
      const { before, after, tell } = transition;
      const concerned = tell && after.digest !== undefined && before?.digest?.left !== true;
      return concerned ? [[after.digest.id, transition] as const] : [];
    }),
  );
  return transitions.map((transition) => {
    const { digest } = transition.after;
    if (digest === undefined || last.get(digest.id) !== transition) return transition;
    return withDigest(transition, { ...digest, version: versionOf(alerts, digest.id) + 1 });
  });
}

const withDigest = (transition: Transition, digest: DigestPlace): Transition => ({
  ...transition,
  after: { ...transition.after, digest },
});

/** All alerts of a digest as they now are, worst first; those that left it before are none of its any more. */
export function digestMembers(
  id: string,
  alerts: readonly Alert[],
  transitions: readonly Transition[],
): readonly Transition[] {
  const changed = new Map(transitions.map((transition) => [transition.after.id, transition]));
  const unchanged = alerts
    .filter((alert) => !changed.has(alert.id))
    .map((after): Transition => {
      const reason = after.state === 'resolved' ? 'resolved' : 'updated';
      return { reason, before: after, after, tell: false };
    });
  return [...changed.values(), ...unchanged]
    .filter(({ before, after }) => after.digest?.id === id && before?.digest?.left !== true)
    .sort((a, b) => worstFirst(a.after, b.after) || byText(a.after.id, b.after.id));
}

/** Threads that hold messages about an alert: the digest that told it first, then its own. */
export const threadsOf = ({ id, digest }: Alert): readonly string[] =>
  digest === undefined ? [id] : [digest.id, id];
