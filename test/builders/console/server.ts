import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import * as v from 'valibot';
import type { AnswerOf } from '../../../shared/api/documents.ts';
import { ROUTES, type Route, type RouteName } from '../../../shared/api/routes.ts';
import { consoleFiles } from '../../../shared/embedded/console-files.ts';

/** What was asked of a route: parts of its path, its query and its body. */
export interface FixtureAsked {
  readonly params: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
  readonly body: unknown;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
}

/** Instead of a document: a refusal as the API gives it. */
export interface FixtureRefusal {
  readonly refused: number;
  readonly problem: { readonly kind: string; readonly message: string };
}

/** Of a route that answers with a file. */
export interface FixtureFile {
  readonly file: string;
  readonly text: string;
}

export type Fixtures = {
  readonly [N in RouteName]?: (asked: FixtureAsked) => AnswerOf<N> | FixtureFile | FixtureRefusal;
};

export interface FixtureServer {
  readonly url: string;
  /** Calls of the API so far: `GET /overview`. */
  readonly asked: readonly string[];
  close(): Promise<void>;
}

const BASE = '/api/v1';

/** The built console with an API of fixtures, which must be what the schemas of `shared/api` say. */
export async function startFixtureServer(
  fixtures: Fixtures,
  folder = 'dist/console',
): Promise<FixtureServer> {
  const pages = consoleFiles(folder);
  const asked: string[] = [];
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://127.0.0.1');
    if (!pathname.startsWith('/api/')) {
      const page = pages(pathname);
      response.writeHead(page.status, page.headers).end(page.bytes);
      return;
    }
    asked.push(`${request.method} ${pathname.slice(BASE.length)}`);
    answer(fixtures, request, response).catch((error: unknown) => {
      send(response, 500, { error: { kind: 'internal', message: String(error) } });
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const close = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked, close };
}

async function answer(fixtures: Fixtures, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://127.0.0.1');
  const path = url.pathname.slice(BASE.length);
  for (const [name, route] of Object.entries(ROUTES) as [RouteName, Route][]) {
    const params = paramsOf(route.path, path);
    const fixture = fixtures[name] as ((asked: FixtureAsked) => unknown) | undefined;
    if (params === undefined || route.method !== request.method || fixture === undefined) continue;
    const query = Object.fromEntries(url.searchParams);
    if (route.query !== undefined) v.parse(route.query, query);
    const found = fixture({ params, query, body: await bodyOf(request), headers: request.headers });
    if (isRefusal(found)) return send(response, found.refused, { error: found.problem });
    if (isFile(found)) return sendFile(response, found);
    return send(response, 200, route.answer === undefined ? found : v.parse(route.answer, found));
  }
  send(response, 404, {
    error: { kind: 'not-found', message: 'There is no such page, or it is not yours to see.' },
  });
}

function paramsOf(pattern: string, path: string): Readonly<Record<string, string>> | undefined {
  const [wanted, found] = [pattern.split('/'), path.split('/')];
  if (wanted.length !== found.length) return undefined;
  const params: Record<string, string> = {};
  for (const [index, part] of wanted.entries()) {
    const name = /^\{(\w+)\}$/.exec(part)?.[1];
    if (name !== undefined) params[name] = decodeURIComponent(found[index]!);
    else if (part !== found[index]) return undefined;
  }
  return params;
}

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  const parts: Buffer[] = [];
  for await (const part of request as AsyncIterable<Buffer>) parts.push(part);
  return parts.length === 0 ? undefined : JSON.parse(Buffer.concat(parts).toString());
}

const isRefusal = (found: unknown): found is FixtureRefusal =>
  typeof found === 'object' && found !== null && 'refused' in found;

const isFile = (found: unknown): found is FixtureFile =>
  typeof found === 'object' && found !== null && 'file' in found;

const sendFile = (response: ServerResponse, { file, text }: FixtureFile): void =>
  void response
    .writeHead(200, {
      'content-type': 'text/csv',
      'content-disposition': `attachment; filename="${file}"`,
    })
    .end(text);

const send = (response: ServerResponse, status: number, body: unknown): void =>
  void response
    .writeHead(status, { 'content-type': 'application/json', etag: `"${versionOf(body)}"` })
    .end(JSON.stringify(body));

const versionOf = (body: unknown): number =>
  typeof body === 'object' && body !== null && 'version' in body ? Number(body.version) : 7;
