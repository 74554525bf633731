import type { AnswerOf, BodyOf, QueryOf } from '../../../../shared/api/documents.ts';
import type { RouteName } from '../../../../shared/api/routes.ts';
import { bearer } from '../sign-in/token.ts';
import { CALLS } from './calls.ts';
import { type Problem, problemOf, UNREACHABLE, unreadable } from './problem.ts';

export const BASE = '/api/v1';

export interface Request<N extends RouteName> {
  /** Parts of the path, such as `team`. */
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: QueryOf<N>;
  readonly body?: BodyOf<N>;
  /** Of what the change was made from (`Read.version`); routes that need it refuse without. */
  readonly version?: number;
}

export type Outcome<N extends RouteName> =
  | { readonly ok: true; readonly data: AnswerOf<N>; readonly version: number | undefined }
  | { readonly ok: false; readonly problem: Problem };

/** Path and query of a call, every part percent-encoded. */
export function addressOf<N extends RouteName>(name: N, { params = {}, query }: Request<N> = {}): string {
  const path = pathOf(name).replace(/\{(\w+)\}/g, (_, part: string) =>
    encodeURIComponent((params[part] ?? '').toWellFormed()),
  );
  const asked = Object.entries(query ?? {}).flatMap(([key, value]) =>
    value === undefined ? [] : [[key, String(value)]],
  );
  const search = new URLSearchParams(asked).toString();
  return `${BASE}${path}${search === '' ? '' : `?${search}`}`;
}

const pathOf = (name: RouteName): string => CALLS[name].slice(CALLS[name].indexOf(' ') + 1);
const methodOf = (name: RouteName): string => CALLS[name].slice(0, CALLS[name].indexOf(' '));

/** One call. Never throws: what went wrong is an answer too. A change carries a key, so that a repeat does nothing. */
export async function call<N extends RouteName>(
  name: N,
  request: Request<N> = {},
  signal?: AbortSignal,
): Promise<Outcome<N>> {
  const method = methodOf(name);
  const { body, version } = request;
  const headers = {
    accept: 'application/json',
    ...bearer(),
    ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    ...(version === undefined ? {} : { 'if-match': `"${version}"` }),
    ...(method === 'GET' ? {} : { 'idempotency-key': crypto.randomUUID() }),
  };
  try {
    const response = await fetch(addressOf(name, request), {
      method,
      headers,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      ...(signal === undefined ? {} : { signal }),
    });
    return await outcomeOf<N>(response);
  } catch {
    return { ok: false, problem: UNREACHABLE };
  }
}

async function outcomeOf<N extends RouteName>(response: Response): Promise<Outcome<N>> {
  const body: unknown = await response.json().catch(() => undefined);
  if (!response.ok) return { ok: false, problem: problemOf(response.status, body) };
  if (body === undefined) return { ok: false, problem: unreadable(response.status) };
  const version = /"(\d+)"/.exec(response.headers.get('etag') ?? '')?.[1];
  return {
    ok: true,
    data: body as AnswerOf<N>,
    version: version === undefined ? undefined : Number(version),
  };
}
