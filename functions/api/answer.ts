import type { Allowance } from '../../shared/domain/access/may.ts';
import type { Person } from '../../shared/domain/access/person.ts';
import type { ReadScope } from '../../shared/domain/access/scope.ts';
import type { Instant } from '../../shared/domain/base/instant.ts';

/** One request that passed the checks of its route: who asks, what they may see, and what they ask. */
export interface Asked {
  readonly person: Person;
  readonly scope: ReadScope;
  readonly params: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
  readonly body: unknown;
  /** Of `If-Match`, for routes that need one. */
  readonly ifVersion: number | undefined;
  readonly now: Instant;
}

export type ProblemKind =
  | 'bad-request'
  | 'unauthenticated'
  | 'forbidden'
  | 'not-found'
  | 'conflict'
  | 'internal';

/** A refusal as `Problem` in shared/api/words.ts has it. */
export interface Refusal {
  readonly kind: ProblemKind;
  readonly message: string;
  readonly field?: string;
  readonly expected?: string;
  readonly found?: string;
}

export type Answer =
  | { readonly ok: true; readonly body: unknown; readonly version?: number }
  | { readonly ok: true; readonly file: FileAnswer }
  | { readonly ok: false; readonly refusal: Refusal; readonly status: RefusalStatus };

export interface FileAnswer {
  readonly name: string;
  readonly type: string;
  readonly bytes: Uint8Array;
}

export type RefusalStatus = 400 | 401 | 403 | 404 | 409 | 412 | 413 | 422 | 428 | 500;

export const answer = (body: unknown, version?: number): Answer => ({
  ok: true,
  body,
  ...(version === undefined ? {} : { version }),
});

export const file = (name: string, type: string, bytes: Uint8Array): Answer => ({
  ok: true,
  file: { name, type, bytes },
});

export const refuse = (status: RefusalStatus, refusal: Refusal): Answer => ({ ok: false, status, refusal });

/** What there is not, and what somebody may not see, are one answer: whether a team exists is already news. */
export const notFound = (what: string): Answer =>
  refuse(404, { kind: 'not-found', message: `There is no such ${what}, or it is not yours to see.` });

export const forbidden = ({ reason }: Extract<Allowance, { allowed: false }>): Answer =>
  refuse(403, { kind: 'forbidden', message: reason });

/** Somebody else was faster; the reader takes the newer one and tries again. */
export const changedMeanwhile = (found: number): Answer =>
  refuse(412, {
    kind: 'conflict',
    message: 'Somebody changed it since you read it; look at the newer version, then save again.',
    field: 'If-Match',
    found: String(found),
  });
