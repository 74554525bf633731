import type { IncomingMessage, ServerResponse } from 'node:http';
import type { SlackWorkspace } from './slack-app-methods.ts';
import type { AppAnswer, SlackHand } from './slack-hand.ts';
import { readBody } from './wire.ts';

interface HandContext extends SlackWorkspace {
  readonly hand: SlackHand;
  /** Address of the page. */
  readonly url: string;
}

const BODY_BYTES_MAX = 100_000;

/**
 * What somebody does on the page, done as in Slack. Only for the page itself: any other site that the same browser shows
 * could send requests here too, but neither JSON nor our own origin.
 */
export async function answerHand(
  request: IncomingMessage,
  response: ServerResponse,
  context: HandContext,
): Promise<void> {
  const isOurs =
    request.method === 'POST' &&
    request.headers.origin === context.url &&
    `http://${request.headers.host}` === context.url &&
    request.headers['content-type'] === 'application/json';
  const body = await readBody(request, BODY_BYTES_MAX);
  if (!isOurs || body === undefined) {
    response.writeHead(403, { 'Content-Type': 'text/plain' }).end('only for the page');
    return;
  }
  const { status, fault } = await done(parse(body), context).catch(
    (error: unknown): Pick<AppAnswer, 'status' | 'fault'> => ({
      status: 0,
      fault: error instanceof Error ? error.message : String(error),
    }),
  );
  response
    .writeHead(200, { 'Content-Type': 'application/json' })
    .end(JSON.stringify({ status, ...(fault === undefined ? {} : { fault }) }));
}

type Json = Readonly<Record<string, unknown>>;
const UNKNOWN = { status: 0, fault: 'the page asks for nothing that can be done' };
const CLOSED = { status: 200 };

async function done(
  asked: Json,
  { hand, store, state }: HandContext,
): Promise<Pick<AppAnswer, 'status' | 'fault'>> {
  const text = (name: string): string => (typeof asked[name] === 'string' ? asked[name] : '');
  switch (asked.do) {
    case 'click': {
      const channel = store.channels().find(({ id }) => id === text('channel'));
      const message = channel?.messages.find(({ ts }) => ts === text('ts'));
      return message === undefined
        ? UNKNOWN
        : hand.click(message, text('action'), text('value'), text('user'));
    }
    case 'command':
      return hand.command(text('text').replace(/^\/billhook\s*/, ''), text('user'), text('channel'));
    case 'submit': {
      const view = state.views().find(({ id }) => id === text('view'));
      return view === undefined ? UNKNOWN : hand.submit(view, textsIn(asked.values));
    }
    case 'close':
      state.closeView(text('view'));
      return CLOSED;
    default:
      return UNKNOWN;
  }
}

/** An empty input is one that was left out. */
const textsIn = (values: unknown): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(typeof values === 'object' && values !== null ? values : {}).filter(
      (entry): entry is [string, string] => typeof entry[1] === 'string',
    ),
  );

function parse(body: Buffer): Json {
  try {
    const parsed: unknown = JSON.parse(body.toString());
    return typeof parsed === 'object' && parsed !== null ? (parsed as Json) : {};
  } catch {
    return {};
  }
}
