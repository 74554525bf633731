import { type HttpAnswer, type SlackDoor, serveHandedOver, serveSlack } from '../adapters/slack/serve.ts';
import type { RawRequest } from '../adapters/slack/signature.ts';
import { parseHttpEvent } from './http-events.ts';
import { record } from './notice-events.ts';
import type { Observed } from './stack.ts';

/** What `handOver` sends to this same function: only who may invoke it directly can. */
export const handedOver = ({ headers, body }: RawRequest): unknown => ({
  handedOver: {
    contentType: headers['content-type'] ?? '',
    body: Buffer.from(body).toString('base64'),
  },
});

/** Slack's requests by the HTTP API, and those that took too long and were handed over. */
export const eachSlackRequest =
  (app: Observed & { readonly door: SlackDoor }) =>
  async (event: unknown): Promise<HttpAnswer> => {
    const again = takenOver(event);
    if (again !== undefined) {
      await serveHandedOver(app.door, again);
      return NOTHING;
    }
    const request = parseHttpEvent(event);
    if (request !== undefined) {
      app.telemetry.count('SlackRequests', 1);
      return serveSlack(app.door, request, request.arrivedAt ?? app.door.now());
    }
    app.log.error('an event of unknown shape was left alone', { expected: 'a request of an HTTP API' });
    app.telemetry.count('MessagesRefused', 1);
    return { ...NOTHING, statusCode: 400 };
  };

const NOTHING: HttpAnswer = { statusCode: 200, headers: {}, body: '' };

function takenOver(event: unknown): RawRequest | undefined {
  const { contentType, body } = record(record(event)?.handedOver) ?? {};
  return typeof contentType === 'string' && typeof body === 'string'
    ? { headers: { 'content-type': contentType }, body: Buffer.from(body, 'base64') }
    : undefined;
}
