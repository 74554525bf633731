import type { AuditNote } from '../domain/access/audit-row.ts';
import { mayDecide } from '../domain/access/may.ts';
import type { Actor, Person } from '../domain/access/person.ts';
import type { Alert } from '../domain/alert/alert.ts';
import { worstFirst } from '../domain/alert/worst-first.ts';
import { digestText } from '../domain/base/digest.ts';
import { retryable } from '../domain/base/failure.ts';
import type { Instant } from '../domain/base/instant.ts';
import type { Finding } from '../domain/evaluation/finding.ts';
import { cutText, plainText } from '../domain/notification/text.ts';
import type { AlertStore } from '../ports/alert-store.ts';
import type { Clock } from '../ports/clock.ts';

/** Who asks for a change, of what, when. */
export interface Asking {
  readonly exportName: string;
  /** Undefined: a stranger, who changes nothing. */
  readonly person: Person | undefined;
  readonly actor: Actor;
  /** Now where absent; a replay of the past passes its own time. */
  readonly at?: Instant;
}

/** Asks for the end of one plan or silence. */
export interface AskingEnd extends Asking {
  readonly id: string;
  readonly why: string;
}

export type EndResult<T> =
  | { readonly outcome: 'ended'; readonly ended: T }
  | {
      readonly outcome: 'refused';
      readonly because: 'unknown' | 'not-allowed' | 'over';
      readonly text: string;
    };

/** Ids are drawn; and others change the same thing at most a few times in a moment. */
export const TRIES_MAX = 5;
const NOTE_MAX = 500;

/** A store of plans or of silences. */
interface DeclaredStore<T> {
  get(exportName: string, id: string): Promise<T | undefined>;
  save(exportName: string, one: T, note: AuditNote): Promise<boolean>;
}

interface Declared {
  readonly startsAt: Instant;
  readonly endsAt: Instant;
  readonly version: number;
}

/** Stores what `make` makes of an id that nobody has yet. Throws Failure `retryable`. */
export async function storedUnderNewId<T>(
  { store, clock, kind }: { store: DeclaredStore<T>; clock: Clock; kind: 'plan' | 'silence' },
  exportName: string,
  note: AuditNote,
  make: (id: string) => T,
): Promise<T> {
  for (let tries = 0; tries < TRIES_MAX; tries += 1) {
    const one = make(drawnId(kind, clock));
    if (await store.save(exportName, one, note)) return one;
  }
  throw retryable(`no ${kind} could be stored; try again in a moment`);
}

/** Ends a plan or silence now, if the person may decide for the team it is about. Throws Failure `retryable`. */
export async function endDeclared<T extends Declared>(
  { store, clock, kind }: { store: DeclaredStore<T>; clock: Clock; kind: 'plan' | 'silence' },
  { exportName, id, person, actor, ...asking }: AskingEnd,
  { action, teamOf }: { action: string; teamOf: (one: T) => string },
): Promise<EndResult<T>> {
  const at = asking.at ?? clock.now();
  for (let tries = 0; tries < TRIES_MAX; tries += 1) {
    const one = await store.get(exportName, id);
    if (one === undefined) return refusedEnd('unknown', `There is no such ${kind} here.`);
    const allowance = mayDecide(person, teamOf(one), kind);
    if (!allowance.allowed) return refusedEnd('not-allowed', allowance.reason);
    if (one.endsAt <= at) return refusedEnd('over', `This ${kind} is over already.`);
    const ended = endedAt(one, at);
    const note = { at, by: actor, action, why: noteOf(asking.why) };
    if (await store.save(exportName, ended, note)) return { outcome: 'ended', ended };
  }
  throw retryable(`the ${kind} keeps changing; try again in a moment`, { file: id });
}

/** Alerts that are not over and whose finding it concerns. */
export async function firingWorstFirst(
  alerts: Pick<AlertStore, 'recent'>,
  exportName: string,
  concerns: (finding: Finding) => boolean,
): Promise<readonly Alert[]> {
  const recent = await alerts.recent(exportName);
  return recent
    .filter(({ state, finding }) => state !== 'resolved' && concerns(finding))
    .toSorted(worstFirst);
}

/** What had not begun has no length. */
const endedAt = <T extends Declared>(one: T, at: Instant): T => ({
  ...one,
  startsAt: Math.min(one.startsAt, at),
  endsAt: at,
  version: one.version + 1,
});

const refusedEnd = (
  because: Extract<EndResult<never>, { outcome: 'refused' }>['because'],
  text: string,
): EndResult<never> => ({ outcome: 'refused', because, text });

/** Comes from outside, and is kept for good. */
export const noteOf = (text: string): string => cutText(plainText(text), NOTE_MAX);

/** `plan-3f9a2c71`: short enough to type. The last digits: what stands last in a text hardly reaches the first. */
export const drawnId = (word: string, clock: Clock): string =>
  `${word}-${digestText(clock.token()).slice(-8)}`;
