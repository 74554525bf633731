import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { InvokeResult } from './function-spec.ts';
import { type LocalServer, listenLocally, readBody } from './wire.ts';

export interface InvokeTargets {
  readonly has: (functionName: string) => boolean;
  readonly invoke: (functionName: string, payload: string) => Promise<InvokeResult>;
  /** Takes the event for asynchronous invocation and returns its request id. */
  readonly enqueue: (functionName: string, payload: string) => string;
}

/** Lambda quotas: 6 MB for a synchronous request, 1 MB for an asynchronous one. */
const REQUEST_BYTES_MAX = 6 * 1024 * 1024;
const EVENT_BYTES_MAX = 1024 * 1024;
const PATH = /^\/2015-03-31\/functions\/([^/?]+)\/invocations/;

/** Invoke of the real Lambda HTTP API, so that the SDK's client works. */
export const startInvokeApi = (targets: InvokeTargets): Promise<LocalServer> =>
  listenLocally((incoming, reply) => {
    serve(targets, incoming, reply).catch((error: unknown) =>
      refuse(reply, 500, 'ServiceException', String(error)),
    );
  });

async function serve(
  targets: InvokeTargets,
  incoming: IncomingMessage,
  reply: ServerResponse,
): Promise<void> {
  const type = incoming.headers['x-amz-invocation-type'] ?? 'RequestResponse';
  const named = PATH.exec(incoming.url ?? '')?.[1];
  const name = named === undefined ? '' : functionNameOf(decodeURIComponent(named));
  const body = await readBody(incoming, type === 'Event' ? EVENT_BYTES_MAX : REQUEST_BYTES_MAX);
  if (named === undefined || incoming.method !== 'POST')
    return refuse(reply, 404, 'ResourceNotFoundException', `No such operation: ${incoming.url}`);
  if (!targets.has(name))
    return refuse(reply, 404, 'ResourceNotFoundException', `Function not found: ${name}`);
  if (body === undefined) return refuse(reply, 413, 'RequestTooLargeException', 'The request is too large.');
  const payload = body.length === 0 ? '{}' : body.toString();
  if (!isJson(payload))
    return refuse(reply, 400, 'InvalidRequestContentException', 'Could not parse request body into json');
  if (type === 'DryRun') return void reply.writeHead(204).end();
  if (type === 'Event')
    return void reply.writeHead(202, { 'x-amzn-requestid': targets.enqueue(name, payload) }).end();
  const result = await targets.invoke(name, payload);
  reply
    .writeHead(200, {
      'content-type': 'application/json',
      'x-amzn-requestid': result.requestId,
      'x-amz-executed-version': '$LATEST',
      ...(result.functionError === undefined ? {} : { 'x-amz-function-error': result.functionError }),
    })
    .end(result.payload);
}

/** Callers may give a name, an ARN, or either with a version or alias. */
function functionNameOf(reference: string): string {
  const parts = reference.split(':');
  const at = parts.indexOf('function');
  return (at < 0 ? parts[0] : parts[at + 1]) ?? '';
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function refuse(reply: ServerResponse, status: number, type: string, message: string): void {
  reply
    .writeHead(status, {
      'content-type': 'application/json',
      'x-amzn-errortype': type,
      'x-amzn-requestid': randomUUID(),
    })
    .end(JSON.stringify({ Type: 'User', Message: message, message }));
}
