import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { openJournal } from './journal.ts';
import { callAppMethod, type SlackWorkspace } from './slack-app-methods.ts';
import { createSlackAppState, type Ephemeral, type OpenView } from './slack-app-state.ts';
import { parseSlackChange } from './slack-change.ts';
import { createSlackHand, type SlackHand } from './slack-hand.ts';
import { callMethod, contentOf, type SlackAnswer, type SlackArguments } from './slack-methods.ts';
import { createPage } from './slack-page.ts';
import { answerHand } from './slack-page-hand.ts';
import { SLACK_PEOPLE, type SlackPerson } from './slack-people.ts';
import { respond } from './slack-response-address.ts';
import { createSlackStore, type SlackStandInMessage, type SlackStore } from './slack-store.ts';

export interface SlackServerOptions {
  /** A free port where absent. */
  readonly port?: number;
  /** Milliseconds since the epoch: lets a replay label its messages in its own time. */
  readonly clock?: () => number;
  readonly token?: string;
  /** The channels there are; where absent, each one that is first written to. */
  readonly channels?: readonly string[];
  /** Channel that the page opens with; where absent, the busiest. */
  readonly home?: string;
  /** Answers 429 to more than one message a second in a channel, as Slack may. */
  readonly rateLimit?: boolean;
  /** File that keeps the workspace; in memory where absent. */
  readonly journal?: string;
  readonly people?: readonly SlackPerson[];
  /** How long Slack waits for an app: its own three seconds where absent. */
  readonly patienceMs?: number;
}

export interface SlackServer extends SlackHand {
  /** Address of the page, without a trailing slash. */
  readonly url: string;
  /** Base of the Web API, with the trailing slash that Slack's client expects. */
  readonly apiUrl: string;
  readonly token: string;
  readonly signingSecret: string;
  /** Where the app listens for what people click and type. */
  connect(requestUrl: string): void;
  /** Forms that are open, oldest first. */
  views(): readonly OpenView[];
  /** What one person was told alone, oldest first. */
  ephemerals(): readonly Ephemeral[];
  webhookUrl(channel: string): string;
  /** All messages, channel by channel, oldest first; thread replies lie within. */
  messages(): readonly SlackStandInMessage[];
  stop(): Promise<void>;
}

export const STAND_IN_TOKEN = 'xoxb-local-stand-in';
export const STAND_IN_SIGNING_SECRET = 'local-stand-in-signing-secret';
const BODY_BYTES_MAX = 1_000_000;
const PATIENCE_MS = 3_000;

/**
 * A Slack workspace on 127.0.0.1: Web API and incoming webhooks with Slack's own checks and errors, and a page that
 * shows each channel. For the run on one machine and for tests.
 */
export async function startSlackServer(options: SlackServerOptions = {}): Promise<SlackServer> {
  const journal = options.journal === undefined ? undefined : openJournal(options.journal, parseSlackChange);
  const store = createSlackStore(options.clock ?? Date.now, options.channels, journal);
  const token = options.token ?? STAND_IN_TOKEN;
  const workspace = {
    store,
    state: createSlackAppState(),
    people: options.people ?? SLACK_PEOPLE,
  };
  const page = createPage(workspace, options.home);
  const limit = options.rateLimit === true ? createRateLimit() : () => 0;
  let url = '';
  let requestUrl: string | undefined;
  const hand = createSlackHand({
    ...workspace,
    signingSecret: STAND_IN_SIGNING_SECRET,
    patienceMs: options.patienceMs ?? PATIENCE_MS,
    url: () => url,
    requestUrl: () => requestUrl,
  });
  const route = (request: IncomingMessage, response: ServerResponse): Promise<void> | void => {
    const path = new URL(request.url ?? '/', 'http://127.0.0.1').pathname;
    if (path.startsWith('/api/'))
      return answerApi(request, response, path.slice('/api/'.length), token, workspace, limit);
    if (path.startsWith('/services/')) return answerWebhook(request, response, path, store, limit);
    if (path.startsWith('/actions/')) return answerResponse(request, response, path, workspace);
    if (path === '/hand') return answerHand(request, response, { ...workspace, hand, url });
    return page.answer(request, response, path);
  };
  const server = createServer((request, response) => {
    Promise.resolve(route(request, response)).catch(() => {
      send(response, 500, 'text/plain', 'internal_error');
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(options.port ?? 0, '127.0.0.1', resolve);
  });
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    ...hand,
    url,
    apiUrl: `${url}/api/`,
    token,
    signingSecret: STAND_IN_SIGNING_SECRET,
    connect: (address) => {
      requestUrl = address;
    },
    views: workspace.state.views,
    ephemerals: workspace.state.ephemerals,
    webhookUrl: (channel) => `${url}/services/T0LOCAL/B0BILLHOOK/${encodeURIComponent(channel)}`,
    messages: () => store.channels().flatMap((channel) => channel.messages),
    stop: () =>
      new Promise((resolve) => {
        server.close(() => {
          journal?.close();
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}

async function answerApi(
  request: IncomingMessage,
  response: ServerResponse,
  method: string,
  expected: string,
  workspace: SlackWorkspace,
  limit: (channel: string) => number,
): Promise<void> {
  const values = await readArguments(request);
  if (method === 'chat.postMessage') {
    const wait = limit(String(values.channel));
    if (wait > 0) {
      return send(response, 429, 'application/json', '{"ok":false,"error":"ratelimited"}', {
        'Retry-After': wait,
      });
    }
  }
  const bearer = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1];
  const token = bearer ?? (typeof values.token === 'string' ? values.token : undefined);
  const answer =
    (token === expected ? callAppMethod(method, values, workspace) : undefined) ??
    callMethod(method, values, token, expected, workspace.store);
  send(response, 200, 'application/json; charset=utf-8', JSON.stringify(answer));
}

async function answerResponse(
  request: IncomingMessage,
  response: ServerResponse,
  path: string,
  workspace: SlackWorkspace,
): Promise<void> {
  const { status, body } = respond(path.split('/')[2] ?? '', await readArguments(request), workspace);
  send(response, status, 'text/plain', body);
}

/** Incoming webhooks answer in plain words, with the reason in the status as well. */
async function answerWebhook(
  request: IncomingMessage,
  response: ServerResponse,
  path: string,
  store: SlackStore,
  limit: (channel: string) => number,
): Promise<void> {
  const name = decodeURIComponent(path.split('/')[4] ?? '');
  const channel = store.find(name);
  if (channel === undefined) return send(response, 404, 'text/plain', 'no_service');
  const wait = limit(channel.id);
  if (wait > 0) return send(response, 429, 'text/plain', 'rate_limited', { 'Retry-After': wait });
  const content = contentOf(await readArguments(request));
  if ('ok' in content) return send(response, 400, 'text/plain', String((content as SlackAnswer).error));
  store.post(channel, content, 'webhook');
  send(response, 200, 'text/html', 'ok');
}

async function readArguments(request: IncomingMessage): Promise<SlackArguments> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > BODY_BYTES_MAX) return {};
    chunks.push(chunk);
  }
  const body = Buffer.concat(chunks).toString('utf8');
  if (!(request.headers['content-type'] ?? '').includes('json')) {
    return Object.fromEntries(new URLSearchParams(body));
  }
  try {
    const parsed: unknown = JSON.parse(body);
    return typeof parsed === 'object' && parsed !== null ? (parsed as SlackArguments) : {};
  } catch {
    return {};
  }
}

function send(
  response: ServerResponse,
  status: number,
  type: string,
  body: string,
  headers: Readonly<Record<string, string | number>> = {},
): void {
  response.writeHead(status, { 'Content-Type': type, ...headers }).end(body);
}

/** Seconds to wait before the next message in a channel; real time, since Slack's limit is. */
function createRateLimit(): (channel: string) => number {
  const lastByChannel = new Map<string, number>();
  return (channel) => {
    const now = performance.now();
    const last = lastByChannel.get(channel);
    if (last !== undefined && now - last < 1_000) return 1;
    lastByChannel.set(channel, now);
    return 0;
  };
}
