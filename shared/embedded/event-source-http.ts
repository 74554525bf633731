import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ConsoleFiles } from './console-files.ts';
import type { HttpRoute, InvokeResult } from './function-spec.ts';
import { LOCAL_ACCOUNT, LOCAL_REGION } from './local-account.ts';
import { type LocalServer, listenLocally, readBody } from './wire.ts';

export interface HttpTarget extends HttpRoute {
  readonly functionName: string;
}

export interface HttpFunctions {
  readonly targets: readonly HttpTarget[];
  readonly invoke: (functionName: string, payload: string) => Promise<InvokeResult>;
}

/** Its address is known before there are functions, which are told it. */
export interface HttpSource extends LocalServer {
  /** From now on requests reach functions; until then they are asked to come again. */
  connect(functions: HttpFunctions): void;
}

export interface HttpSourceOptions {
  /** What no route takes and asks for a page. */
  readonly pages?: ConsoleFiles;
  /** Taken where it is free; else another. */
  readonly port?: number;
}

/** Quota of an HTTP API's request. */
const BODY_BYTES_MAX = 10 * 1024 * 1024;
const API_ID = 'local';
const WILDCARD = '{proxy+}';

/**
 * An HTTP API of API Gateway on this machine, and CloudFront before it: one server for all routes, payload format 2.0,
 * stage `$default`, and the console's pages for the rest.
 */
export async function startHttpSource({ pages, port }: HttpSourceOptions = {}): Promise<HttpSource> {
  let functions: HttpFunctions | undefined;
  const server = await listenLocally((request, response) => {
    const [pathname = '/'] = (request.url ?? '/').split('?', 1);
    const target = functions?.targets.find((one) => leadsTo(one, request.method ?? 'GET', pathname));
    if (functions !== undefined && target !== undefined) {
      serve(functions, target, request, response).catch(() => answer(response, 500, INTERNAL));
    } else if (pages !== undefined && isForPage(request, pathname)) {
      const { status, headers, bytes } = pages(pathname);
      response.writeHead(status, headers).end(request.method === 'HEAD' ? undefined : bytes);
    } else if (functions === undefined) answer(response, 503, { message: 'Service Unavailable' });
    else answer(response, 404, { message: 'Not Found' });
  }, port);
  const connect = ({ targets, invoke }: HttpFunctions): void => {
    functions = { invoke, targets: targets.toSorted((a, b) => width(a) - width(b)) };
  };
  return { ...server, connect };
}

const isForPage = ({ method }: IncomingMessage, pathname: string): boolean =>
  (method === 'GET' || method === 'HEAD') && !/^\/(api|slack)(\/|$)/.test(pathname);

/** How much else a route takes: a full match goes before a greedy one, and that before the default. */
const width = ({ path }: HttpRoute): number =>
  path === '*' || path === '$default' ? 2 : path.includes(WILDCARD) ? 1 : 0;

const INTERNAL = { message: 'Internal Server Error' };

async function serve(
  { invoke }: HttpFunctions,
  target: HttpTarget,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const body = await readBody(request, BODY_BYTES_MAX);
  if (body === undefined) return answer(response, 413, { message: 'Request Entity Too Large' });
  const result = await invoke(target.functionName, JSON.stringify(httpEvent(request, body, target)));
  if (result.functionError !== undefined) return answer(response, 500, INTERNAL);
  reply(response, result.payload);
}

/** Exact paths, and `/x/{proxy+}` for all below; `*` and ANY for every method, `$default` for everything. */
export function leadsTo({ method, path }: HttpRoute, asked: string, pathname: string): boolean {
  if (!['*', 'ANY', asked].includes(method)) return false;
  if (path === '*' || path === '$default') return true;
  const parts = path.split('/');
  const found = pathname.split('/');
  if (parts.at(-1) === WILDCARD ? found.length < parts.length : found.length !== parts.length) return false;
  return parts.every((part, at) => part === found[at] || part === WILDCARD || /^\{\w+\}$/.test(part));
}

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html */
function httpEvent(request: IncomingMessage, body: Buffer, { method, path }: HttpRoute) {
  const url = new URL(request.url ?? '/', 'http://127.0.0.1');
  const { cookie, ...headers } = joined(request.rawHeaders);
  const isText = /^(text\/|application\/(json|xml|javascript))/.test(headers['content-type'] ?? '');
  const query = [...new Set(url.searchParams.keys())].map((name) => [
    name,
    url.searchParams.getAll(name).join(','),
  ]);
  const now = new Date();
  return {
    version: '2.0',
    routeKey: `${method} ${path}`,
    rawPath: url.pathname,
    rawQueryString: url.search.slice(1),
    ...(cookie === undefined ? {} : { cookies: cookie.split(/; */) }),
    headers,
    ...(query.length === 0 ? {} : { queryStringParameters: Object.fromEntries(query) }),
    ...pathParameters(path, url.pathname),
    requestContext: {
      accountId: LOCAL_ACCOUNT,
      apiId: API_ID,
      domainName: `${API_ID}.execute-api.${LOCAL_REGION}.amazonaws.com`,
      domainPrefix: API_ID,
      http: {
        method: request.method,
        path: url.pathname,
        protocol: 'HTTP/1.1',
        sourceIp: '127.0.0.1',
        userAgent: headers['user-agent'] ?? '',
      },
      requestId: randomUUID(),
      routeKey: `${method} ${path}`,
      stage: '$default',
      time: now.toISOString(),
      timeEpoch: now.getTime(),
    },
    ...(body.length === 0 ? {} : { body: isText ? body.toString() : body.toString('base64') }),
    isBase64Encoded: body.length > 0 && !isText,
  };
}

/** Names in small letters; what comes twice is joined by commas, as the gateway does. */
function joined(raw: readonly string[]): Readonly<Record<string, string>> {
  const headers = new Map<string, string>();
  for (let at = 0; at < raw.length; at += 2) {
    const name = raw[at]!.toLowerCase();
    const before = headers.get(name);
    headers.set(name, before === undefined ? raw[at + 1]! : `${before},${raw[at + 1]}`);
  }
  return Object.fromEntries(headers);
}

function pathParameters(path: string, pathname: string) {
  const found = pathname.split('/');
  const parameters = path.split('/').flatMap((part, at) => {
    const name = /^\{(\w+)\+?\}$/.exec(part)?.[1];
    if (name === undefined) return [];
    const value = part.endsWith('+}') ? found.slice(at).join('/') : found[at]!;
    return [[name, decodeURIComponent(value)]];
  });
  return parameters.length === 0 ? {} : { pathParameters: Object.fromEntries(parameters) };
}

interface HttpAnswer {
  readonly statusCode?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly cookies?: readonly string[];
  readonly body?: string;
  readonly isBase64Encoded?: boolean;
}

/** A result without a status is the body itself, as JSON. */
function reply(response: ServerResponse, payload: string): void {
  const result: unknown = JSON.parse(payload);
  if (typeof result !== 'object' || result === null || !('statusCode' in result)) {
    answer(response, 200, result);
    return;
  }
  const { statusCode = 200, headers = {}, cookies = [], body = '', isBase64Encoded } = result as HttpAnswer;
  response
    .writeHead(statusCode, {
      'content-type': 'text/plain;charset=utf-8',
      ...Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value])),
      ...(cookies.length === 0 ? {} : { 'set-cookie': [...cookies] }),
    })
    .end(isBase64Encoded === true ? Buffer.from(body, 'base64') : body);
}

const answer = (response: ServerResponse, status: number, body: unknown): void =>
  void response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
