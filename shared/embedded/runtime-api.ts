import type { IncomingMessage, ServerResponse } from 'node:http';
import { listenLocally, readBody } from './wire.ts';

/** What a runtime asks the Lambda service (AWS: "Using the Lambda runtime API for custom runtimes", 2018-06-01). */
export interface RuntimeApi {
  /** For AWS_LAMBDA_RUNTIME_API. */
  readonly address: string;
  /** Resolves when the runtime asks for its first event, or reports that it could not start. */
  readonly started: Promise<RuntimeAnswer | 'ready'>;
  /** Resolves when the runtime is (again) waiting for an event. */
  polled(): Promise<void>;
  /** Hands one event to a waiting runtime. */
  run(invocation: Invocation): Promise<RuntimeAnswer>;
  close(): Promise<void>;
}

export interface Invocation {
  readonly requestId: string;
  readonly payload: string;
  readonly functionArn: string;
  /** Milliseconds since the epoch. */
  readonly deadlineMs: number;
}

export type RuntimeAnswer =
  | { readonly kind: 'response'; readonly payload: string }
  | { readonly kind: 'error'; readonly payload: string }
  | { readonly kind: 'too-large' };

/** Lambda's cap on a synchronous answer: 6 MB and the 100 bytes of slack it really has. */
export const RESPONSE_BYTES_MAX = 6 * 1024 * 1024 + 100;

const BASE = '/2018-06-01/runtime';

/** One server a sandbox, as in Lambda: an address tells which process is speaking. */
export async function startRuntimeApi(): Promise<RuntimeApi> {
  const started = Promise.withResolvers<RuntimeAnswer | 'ready'>();
  let waiting: ((invocation: Invocation) => void) | undefined;
  const onPoll: (() => void)[] = [];
  let running: { requestId: string; answered: (answer: RuntimeAnswer) => void } | undefined;

  const next = (reply: ServerResponse): void => {
    waiting = (invocation) => {
      waiting = undefined;
      reply
        .writeHead(200, {
          'content-type': 'application/json',
          'lambda-runtime-aws-request-id': invocation.requestId,
          'lambda-runtime-deadline-ms': String(invocation.deadlineMs),
          'lambda-runtime-invoked-function-arn': invocation.functionArn,
          'lambda-runtime-trace-id': `Root=1-00000000-${invocation.requestId.replaceAll('-', '').slice(0, 24)};Sampled=0`,
        })
        .end(invocation.payload);
    };
    started.resolve('ready');
    for (const wake of onPoll.splice(0)) wake();
  };

  const finish = async (incoming: IncomingMessage, reply: ServerResponse, kind: 'response' | 'error') => {
    const body = await readBody(incoming, RESPONSE_BYTES_MAX);
    const mine = running;
    if (mine === undefined || !incoming.url!.includes(`/${mine.requestId}/`))
      return answer(reply, 400, {
        errorType: 'InvalidRequestID',
        errorMessage: 'Not the running invocation.',
      });
    running = undefined;
    if (body === undefined) {
      mine.answered({ kind: 'too-large' });
      return answer(reply, 413, {
        errorType: 'RequestEntityTooLarge',
        errorMessage: 'Exceeded maximum payload',
      });
    }
    mine.answered({ kind, payload: body.toString() });
    answer(reply, 202, { status: 'OK' });
  };

  const server = await listenLocally((incoming, reply) => {
    const path = incoming.url ?? '';
    if (incoming.method === 'GET' && path === `${BASE}/invocation/next`) return next(reply);
    if (incoming.method === 'POST' && path === `${BASE}/init/error`)
      return void readBody(incoming, RESPONSE_BYTES_MAX).then((body) => {
        started.resolve({ kind: 'error', payload: body?.toString() ?? '{}' });
        answer(reply, 202, { status: 'OK' });
      });
    const kind = /^\/2018-06-01\/runtime\/invocation\/[^/]+\/(response|error)$/.exec(path)?.[1];
    if (incoming.method === 'POST' && (kind === 'response' || kind === 'error'))
      return void finish(incoming, reply, kind).catch(() => reply.destroy());
    answer(reply, 404, { errorType: 'NotFound', errorMessage: path });
  });
  return {
    address: server.address,
    started: started.promise,
    polled: () =>
      waiting === undefined ? new Promise((resolve) => onPoll.push(resolve)) : Promise.resolve(),
    run: (invocation) =>
      new Promise((answered) => {
        running = { requestId: invocation.requestId, answered };
        waiting?.(invocation);
      }),
    close: server.close,
  };
}

const answer = (reply: ServerResponse, status: number, body: object): void =>
  void reply.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
