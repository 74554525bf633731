import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import * as v from 'valibot';
import { ROUTES, type Route, type RouteName } from '../../shared/api/routes.ts';
import { mayDecide, type Permission } from '../../shared/domain/access/may.ts';
import type { Person } from '../../shared/domain/access/person.ts';
import { scopeOf } from '../../shared/domain/access/scope.ts';
import { Failure } from '../../shared/domain/base/failure.ts';
import type { Instant } from '../../shared/domain/base/instant.ts';
import type { RepeatGuard } from '../../shared/ports/repeat-guard.ts';
import { type Answer, type Asked, forbidden, notFound, type Refusal, refuse } from './answer.ts';
import type { IdentityEvent } from './identity.ts';
import { openApi } from './openapi.ts';
import { repeated } from './repeated.ts';

export type UseCase = (asked: Asked) => Promise<Answer>;

/** A route without one is as good as not there. */
export type UseCases = Readonly<Partial<Record<RouteName, UseCase>>>;

export interface ApiParts {
  readonly useCases: UseCases;
  readonly identify: (event: IdentityEvent) => Promise<Person | undefined>;
  readonly repeats: RepeatGuard;
  readonly now: () => Promise<Instant>;
  /** Of what nobody expected; the caller is told nothing of it. */
  readonly onFault: (error: unknown) => void;
}

type Env = { readonly Bindings: { readonly event?: IdentityEvent } };

export const BASE = '/api/v1';
const BODY_BYTES_MAX = 2_000_000;

/** The table of routes as a server: who asks, whether they may, whether it parses, then one use case. */
export function createApi(parts: ApiParts): Hono<Env> {
  const app = new Hono<Env>();
  app.use(
    `${BASE}/*`,
    bodyLimit({ maxSize: BODY_BYTES_MAX, onError: (context) => sent(context, TOO_LARGE) }),
  );
  app.get(`${BASE}/openapi.json`, (context) => context.json(openApi(BASE)));
  for (const [name, route] of Object.entries(ROUTES) as [RouteName, Route][]) {
    app.on(route.method, `${BASE}${route.path.replace(/\{(\w+)\}/g, ':$1')}`, async (context) => {
      try {
        return sent(context, await serve(context, name, route, parts), route.status);
      } catch (error) {
        return sent(context, refusalOf(error, parts));
      }
    });
  }
  app.all(`${BASE}/*`, (context) => sent(context, notFound('page')));
  return app;
}

async function serve(context: Context<Env>, name: RouteName, route: Route, parts: ApiParts): Promise<Answer> {
  const person = await parts.identify(context.env.event ?? {});
  if (person === undefined) {
    const { reason } = mayDecide(undefined, '', 'read') as { readonly reason: string };
    return refuse(401, { kind: 'unauthenticated', message: reason });
  }
  const params = context.req.param() as Readonly<Record<string, string>>;
  // Of a team's own page: what another team has is as good as not there.
  if (params.team !== undefined && !mayDecide(person, params.team, 'read').allowed) return notFound('team');
  const allowance = mayDecide(person, params.team ?? anyTeamOf(person), PERMISSION[route.needs]);
  if (!allowance.allowed) return forbidden(allowance);
  const ifVersion = versionOf(context.req.header('if-match'));
  if (route.versioned === true && ifVersion === undefined) return NEEDS_VERSION;
  const query = checked(route.query, context.req.query(), 'query');
  const body = checked(route.body, route.body === undefined ? undefined : await jsonOf(context), 'body');
  const asked: Asked = {
    person,
    scope: scopeOf(person),
    params,
    query: query as Asked['query'],
    body,
    ifVersion,
    now: await parts.now(),
  };
  const useCase = parts.useCases[name] ?? (async () => notFound('page'));
  const key = context.req.header('idempotency-key');
  return route.method === 'GET' || key === undefined
    ? useCase(asked)
    : repeated(parts, { key, name, asked }, () => useCase(asked));
}

/** What a role may do at all; the use case asks again for the team that it is about. */
const PERMISSION: Readonly<Record<Route['needs'], Permission>> = {
  read: 'read',
  decide: 'decide',
  plan: 'plan',
  budget: 'set-budget',
  settings: 'set-budget',
};

const anyTeamOf = ({ teams }: Person): string => (teams === '*' ? '' : (teams[0] ?? ''));

/** `"12"` or `W/"12"`. */
const versionOf = (header: string | undefined): number | undefined => {
  const digits = /^(?:W\/)?"(\d{1,15})"$/.exec(header?.trim() ?? '')?.[1];
  return digits === undefined ? undefined : Number(digits);
};

class BadRequest extends Error {
  readonly refusal: Refusal;
  constructor(refusal: Refusal) {
    super(refusal.message);
    this.refusal = refusal;
  }
}

function checked(schema: v.GenericSchema | undefined, value: unknown, where: string): unknown {
  if (schema === undefined) return value;
  const result = v.safeParse(schema, value);
  if (result.success) return result.output;
  const [issue] = result.issues;
  const path = v.getDotPath(issue);
  throw new BadRequest({
    kind: 'bad-request',
    message: issue.message,
    field: path === null ? where : path,
    ...(issue.expected === null ? {} : { expected: issue.expected }),
    found: issue.received.slice(0, 200),
  });
}

async function jsonOf(context: Context<Env>): Promise<unknown> {
  // A page of another site can make a browser send text, but not JSON, to where nobody has to sign in.
  const type = context.req.header('content-type') ?? '';
  if (!/^application\/json\b/.test(type)) {
    throw new BadRequest({
      kind: 'bad-request',
      message: 'A body is sent as JSON.',
      field: 'Content-Type',
      expected: 'application/json',
      found: type.slice(0, 100),
    });
  }
  try {
    return await context.req.json();
  } catch {
    throw new BadRequest({ kind: 'bad-request', message: 'The body is no JSON.', field: 'body' });
  }
}

function refusalOf(error: unknown, { onFault }: ApiParts): Answer {
  if (error instanceof BadRequest) return refuse(400, error.refusal);
  if (error instanceof Failure && (error.kind === 'misconfigured' || error.kind === 'poison')) {
    const { row, column, expected, found } = error.detail;
    return refuse(422, {
      kind: 'bad-request',
      message: row === undefined ? error.message : `Line ${row}: ${error.message}`,
      ...(column === undefined ? {} : { field: column }),
      ...(expected === undefined ? {} : { expected }),
      ...(found === undefined ? {} : { found }),
    });
  }
  onFault(error);
  return refuse(500, { kind: 'internal', message: 'Something went wrong here; it was logged. Try again.' });
}

const NEEDS_VERSION = refuse(428, {
  kind: 'bad-request',
  message: 'A change says which version it was made from.',
  field: 'If-Match',
  expected: '"<version>" as the ETag of what was read',
});
const TOO_LARGE = refuse(413, { kind: 'bad-request', message: 'The body is over 2 MB.', field: 'body' });

/** Figures of a bill belong into no cache but the reader's own, and into no frame of another page. */
const HEADERS = { 'cache-control': 'private, no-cache', 'x-content-type-options': 'nosniff' } as const;

function sent(context: Context<Env>, given: Answer, status: 200 | 202 = 200): Response {
  if (!given.ok) return context.json({ error: given.refusal }, given.status, HEADERS);
  if ('file' in given) {
    const { name, type, bytes } = given.file;
    return context.body(new Uint8Array(bytes), 200, {
      ...HEADERS,
      'content-type': type,
      'content-disposition': `attachment; filename="${name.replace(/[^\w.-]/g, '_')}"`,
    });
  }
  const etag = given.version === undefined ? {} : { etag: `"${given.version}"` };
  return context.json(given.body as object, status, { ...HEADERS, ...etag });
}
