import { Agent, type IncomingHttpHeaders, type IncomingMessage, request } from 'node:http';

/** The engine behind the front door, over HTTP. */
export interface S3Engine {
  /** `path` as the client sent it, escapes and query included. */
  call(
    method: string,
    path: string,
    headers: IncomingHttpHeaders,
    body?: Buffer | IncomingMessage,
  ): Promise<IncomingMessage>;
  stop(): void;
}

/** Headers that belong to one connection, or that the sender of the second request writes itself. */
const HOP = ['host', 'connection', 'keep-alive', 'expect', 'transfer-encoding', 'if-none-match', 'if-match'];

/** `endpoint` is `http://127.0.0.1:PORT`. */
export function createS3Engine(endpoint: string): S3Engine {
  const agent = new Agent({ keepAlive: true, maxSockets: 64 });
  const { hostname, port } = new URL(endpoint);
  return {
    call: (method, path, headers, body) =>
      new Promise((resolve, reject) => {
        const outgoing = request({
          agent,
          hostname,
          port,
          method,
          path,
          headers: forwarded(method, headers, body),
        });
        outgoing.once('response', resolve).once('error', reject);
        if (body === undefined || Buffer.isBuffer(body)) outgoing.end(body);
        else body.once('error', reject).pipe(outgoing);
      }),
    stop: () => agent.destroy(),
  };
}

function forwarded(
  method: string,
  headers: IncomingHttpHeaders,
  body: Buffer | IncomingMessage | undefined,
): IncomingHttpHeaders {
  // Reads keep their conditions: the engine answers those itself.
  const dropped = method === 'GET' || method === 'HEAD' ? HOP.slice(0, 5) : HOP;
  const kept = Object.fromEntries(Object.entries(headers).filter(([name]) => !dropped.includes(name)));
  if (body === undefined) delete kept['content-length'];
  else if (Buffer.isBuffer(body)) kept['content-length'] = String(body.length);
  return kept;
}

/** Size in bytes and ETag (without quotes) of an object, or undefined where there is none. */
export async function statObject(
  engine: S3Engine,
  path: string,
): Promise<{ size: number; eTag: string } | undefined> {
  const head = await engine.call('HEAD', path.split('?')[0]!, {});
  head.resume();
  if (head.statusCode !== 200) return undefined;
  return { size: Number(head.headers['content-length'] ?? 0), eTag: unquoted(head.headers.etag) };
}

export const unquoted = (eTag: string | undefined): string => (eTag ?? '').replaceAll('"', '');
