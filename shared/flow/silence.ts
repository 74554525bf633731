import { mayDecide } from '../domain/access/may.ts';
import type { Alert } from '../domain/alert/alert.ts';
import { type Problem, spanProblems } from '../domain/alert/declared-checks.ts';
import type { Matcher, Silence } from '../domain/alert/silence.ts';
import { silenceMatches } from '../domain/alert/silence-matches.ts';
import type { Instant } from '../domain/base/instant.ts';
import type { AlertStore } from '../ports/alert-store.ts';
import type { Clock } from '../ports/clock.ts';
import type { SilenceStore } from '../ports/silence-store.ts';
import {
  type Asking,
  type AskingEnd,
  type EndResult,
  endDeclared,
  firingWorstFirst,
  noteOf,
  storedUnderNewId,
} from './declared.ts';

export interface SilencePorts {
  readonly silences: SilenceStore;
  readonly alerts: AlertStore;
  readonly clock: Clock;
}

export interface SilenceRequest extends Asking {
  readonly matchers: readonly Matcher[];
  /** Now where absent. */
  readonly startsAt?: Instant;
  readonly endsAt: Instant;
  readonly comment: string;
}

export type SilenceResult =
  | {
      readonly outcome: 'silenced';
      readonly silence: Silence;
      /** Firing alerts with its labels, worst first: muted with the next delivery. */
      readonly mutes: readonly Alert[];
    }
  | { readonly outcome: 'refused'; readonly problems: readonly Problem[] };

/** Hides alerts by their labels until an end. Throws Failure `retryable` where it cannot be stored now. */
export async function createSilence(ports: SilencePorts, request: SilenceRequest): Promise<SilenceResult> {
  const { exportName, matchers, endsAt, actor } = request;
  const at = request.at ?? ports.clock.now();
  const startsAt = request.startsAt ?? at;
  const problems = problemsOf(request, startsAt, at);
  if (problems.length > 0) return { outcome: 'refused', problems };
  const comment = noteOf(request.comment);
  const note = { at, by: actor, action: 'silenced', why: comment };
  const kept = { store: ports.silences, clock: ports.clock, kind: 'silence' } as const;
  const silence = await storedUnderNewId(
    kept,
    exportName,
    note,
    (id): Silence => ({
      ...{ id, matchers, startsAt, endsAt, by: actor, comment, createdAt: at, version: 1 },
    }),
  );
  const mutes = await firingWorstFirst(ports.alerts, exportName, (finding) =>
    silenceMatches(silence, finding),
  );
  return { outcome: 'silenced', silence, mutes };
}

/** Ends a silence now: what it hid is told with the next delivery. Throws Failure `retryable`. */
export const expireSilence = (
  { silences, clock }: Pick<SilencePorts, 'silences' | 'clock'>,
  asking: AskingEnd,
): Promise<EndResult<Silence>> =>
  endDeclared({ store: silences, clock, kind: 'silence' }, asking, {
    action: 'expired',
    teamOf: ({ matchers }) => teamOf(matchers),
  });

function problemsOf(
  { person, matchers, endsAt, comment }: SilenceRequest,
  startsAt: Instant,
  now: Instant,
): readonly Problem[] {
  const allowance = mayDecide(person, teamOf(matchers), 'silence');
  if (!allowance.allowed) return [{ field: 'matchers', text: allowance.reason }];
  const all = matchers.every(({ value }) => /^\**$/.test(value));
  return [
    ...(all
      ? [
          {
            field: 'matchers',
            text: 'It needs at least one label with a value, or it hides everything.',
          } as const,
        ]
      : []),
    ...(noteOf(comment) === ''
      ? [{ field: 'note', text: 'Say why, for whoever wonders about the silence.' } as const]
      : []),
    ...spanProblems(startsAt, endsAt, now),
  ];
}

/** The one team it is about; '' where it may concern several. */
const teamOf = (matchers: readonly Matcher[]): string =>
  matchers.find(({ label, value }) => label === 'team' && !value.includes('*'))?.value ?? '';
