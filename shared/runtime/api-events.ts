import { gzipSync } from 'node:zlib';
import { type HttpRequest, parseHttpEvent } from './http-events.ts';
import type { Observed } from './stack.ts';

/** What an HTTP API takes from a function, payload format 2.0. */
export interface ApiAnswer {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly isBase64Encoded: boolean;
}

/** A server as the web knows it; `event` is the whole event, for who asks stands in it and not in the request. */
export type Serve = (request: Request, event: object) => Promise<Response>;

/** The gateway packs nothing itself. */
const PACKED_FROM_BYTES = 1_024;

/** Requests of an HTTP API, served as web requests. */
export const eachApiRequest =
  (app: Observed, serve: Serve) =>
  async (event: unknown): Promise<ApiAnswer> => {
    const request = parseHttpEvent(event);
    if (request === undefined || typeof event !== 'object' || event === null) {
      app.log.error('an event of unknown shape was left alone', { expected: 'a request of an HTTP API' });
      app.telemetry.count('MessagesRefused', 1);
      return { statusCode: 400, headers: {}, body: '', isBase64Encoded: false };
    }
    app.telemetry.count('ApiRequests', 1);
    return answerOf(request, await serve(webRequest(request), event));
  };

function webRequest({ method, path, query, headers, body }: HttpRequest): Request {
  const url = `https://billhook.invalid${path}${query === '' ? '' : `?${query}`}`;
  const hasBody = method !== 'GET' && method !== 'HEAD' && body.byteLength > 0;
  return new Request(url, { method, headers, ...(hasBody ? { body: new Uint8Array(body) } : {}) });
}

async function answerOf({ headers: asked }: HttpRequest, response: Response): Promise<ApiAnswer> {
  const bytes = new Uint8Array(await response.arrayBuffer());
  const headers = Object.fromEntries(response.headers);
  const isText = /^(text\/|application\/json)/.test(headers['content-type'] ?? '');
  const takesGzip = /\bgzip\b/.test(asked['accept-encoding'] ?? '');
  const { status: statusCode } = response;
  if (isText && takesGzip && bytes.byteLength >= PACKED_FROM_BYTES) {
    const body = gzipSync(bytes, { level: 4 }).toString('base64');
    const packed = { ...headers, 'content-encoding': 'gzip', vary: 'accept-encoding' };
    return { statusCode, headers: packed, body, isBase64Encoded: true };
  }
  const body = Buffer.from(bytes);
  return { statusCode, headers, body: body.toString(isText ? 'utf8' : 'base64'), isBase64Encoded: !isText };
}
