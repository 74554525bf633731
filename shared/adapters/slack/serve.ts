import { type Instant, MINUTE_MS } from '../../domain/base/instant.ts';
import type { SeenRequests } from '../../ports/seen-requests.ts';
import { answerRequest, failedReply, type PersonRequest } from './answer-request.ts';
import type { Desk } from './desk.ts';
import { raiseStartOf } from './modals.ts';
import { type Reply, tell } from './reply.ts';
import { parseSlackRequest } from './requests.ts';
import { type RawRequest, verifySignature } from './signature.ts';
import type { SlackWeb } from './web.ts';

export interface SlackDoor {
  /** Undefined where nobody has set it: then nothing is believed. */
  readonly signingSecret: () => Promise<string | undefined>;
  readonly seen: SeenRequests;
  readonly desk: Desk;
  readonly web: SlackWeb;
  /** Has the same request answered by somebody who has more time. */
  readonly handOver: (request: RawRequest) => Promise<void>;
  /** Resolves after so many milliseconds. */
  readonly pause: (ms: number) => Promise<void>;
  readonly now: () => Instant;
  readonly onRefused: (why: string) => void;
  readonly onFailed: (error: unknown) => void;
}

export interface HttpAnswer {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Slack's own are a few kilobytes; one that was handed over must fit an asynchronous invocation. */
export const BODY_BYTES_MAX = 200_000;
/** Slack's patience is 3 s, and the answer has to travel. */
const ANSWER_WITHIN_MS = 2_000;
/** However late it came, it is tried. */
const TRIED_FOR_MS = 500;
/** Longer than a request is believed. */
const REMEMBERED_MS = 10 * MINUTE_MS;

/**
 * Answers what Slack sent. Its signature is checked first and on the bytes as they came; nothing of a body that it does
 * not fit is looked at, and none is believed twice.
 */
export async function serveSlack(door: SlackDoor, raw: RawRequest, arrivedAt: Instant): Promise<HttpAnswer> {
  if (raw.body.byteLength > BODY_BYTES_MAX) return refused(door, 413, 'too long');
  const secret = await door.signingSecret();
  if (secret === undefined || secret === '') return refused(door, 503, 'no signing secret');
  const verdict = verifySignature(raw, secret, door.now());
  if (!verdict.genuine) return refused(door, 401, verdict.why);
  const isNew = await door.seen.remember(verdict.id, verdict.sentAt + REMEMBERED_MS);
  if (!isNew) return refused(door, 401, 'replay');
  const request = parseSlackRequest(raw.headers['content-type'] ?? '', raw.body);
  if (request === undefined) return refused(door, 400, 'unknown shape');
  switch (request.kind) {
    case 'challenge':
      return text(request.challenge);
    case 'ssl-check':
    case 'nothing':
      return text('');
    default:
      return inTime(door, request, raw, arrivedAt);
  }
}

/** Answers one that was verified before, however long that takes. */
export async function serveHandedOver(door: SlackDoor, raw: RawRequest): Promise<void> {
  const request = parseSlackRequest(raw.headers['content-type'] ?? '', raw.body);
  if (request === undefined || !('user' in request)) return;
  const reply = await answered(door, request, true);
  if (reply.do !== 'tell') return;
  const answerTo =
    request.kind === 'submission' ? raiseStartOf(request.metadata)?.answerTo : request.responseUrl;
  await door.web.tell(answerTo ?? '', reply.message);
}

const LATE = Symbol('late');

async function inTime(
  door: SlackDoor,
  request: PersonRequest,
  raw: RawRequest,
  arrivedAt: Instant,
): Promise<HttpAnswer> {
  const left = Math.max(TRIED_FOR_MS, arrivedAt + ANSWER_WITHIN_MS - door.now());
  const reply = await Promise.race([answered(door, request), door.pause(left).then(() => LATE)]);
  if (typeof reply !== 'symbol') {
    if (reply.do === 'later') await door.handOver(raw);
    return deliver(door, request, reply);
  }
  // A form has no other way to be answered, and sending it off twice would ask for two plans.
  if (request.kind === 'submission') return deliver(door, request, failedReply(request));
  await door.handOver(raw);
  return request.kind === 'command' ? json({ response_type: 'ephemeral', text: STILL_WORKING }) : text('');
}

const STILL_WORKING = 'Still adding it up; the answer comes by itself.';

async function answered(door: SlackDoor, request: PersonRequest, hasTime = false): Promise<Reply> {
  try {
    return await answerRequest(door.desk, request, hasTime);
  } catch (error) {
    door.onFailed(error);
    return failedReply(request);
  }
}

async function deliver(
  { web }: Pick<SlackDoor, 'web'>,
  request: PersonRequest,
  reply: Reply,
): Promise<HttpAnswer> {
  switch (reply.do) {
    case 'nothing':
      return text('');
    case 'show':
    case 'later':
      return json({ response_action: 'update', view: reply.view });
    case 'mend':
      return json({ response_action: 'errors', errors: reply.errors });
    case 'tell': {
      if (request.kind === 'command') return json({ response_type: 'ephemeral', ...reply.message });
      if (request.kind === 'click') await web.tell(request.responseUrl, reply.message);
      return text('');
    }
    case 'open':
      return request.kind === 'submission' ? text('') : open(web, request, reply);
  }
}

async function open(
  web: SlackWeb,
  request: Exclude<PersonRequest, { kind: 'submission' }>,
  { view }: Extract<Reply, { do: 'open' }>,
): Promise<HttpAnswer> {
  if (await web.open(request.triggerId, view)) return text('');
  return deliver({ web }, request, tell(NOT_OPENED));
}

const NOT_OPENED = 'Slack did not open the form in time. Nothing was changed; try again.';

function refused(door: SlackDoor, statusCode: number, why: string): HttpAnswer {
  door.onRefused(why);
  return { statusCode, headers: TEXT, body: '' };
}

const TEXT = { 'content-type': 'text/plain; charset=utf-8' };
const text = (body: string): HttpAnswer => ({ statusCode: 200, headers: TEXT, body });
const json = (body: unknown): HttpAnswer => ({
  statusCode: 200,
  headers: { 'content-type': 'application/json; charset=utf-8' },
  body: JSON.stringify(body),
});
