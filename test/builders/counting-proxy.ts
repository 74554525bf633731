import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface CountingProxy {
  readonly endpoint: string;
  /** Requests that reached the engine or were refused on its behalf, by operation, such as `Query`. */
  readonly seen: () => Readonly<Record<string, number>>;
  /** Answers the next request with a fault of the server, as AWS does now and then. */
  readonly failNext: () => void;
  readonly forget: () => void;
  readonly stop: () => Promise<void>;
}

/** Stands between a client and a local DynamoDB and notes what comes by, without the SDK's help. */
export async function startCountingProxy(engine: string): Promise<CountingProxy> {
  const seen = new Map<string, number>();
  let failing = 0;
  const server = createServer((incoming, outgoing) => {
    const operation = String(incoming.headers['x-amz-target']).replace(/^.*\./, '');
    seen.set(operation, (seen.get(operation) ?? 0) + 1);
    if (failing > 0) {
      failing -= 1;
      incoming.resume();
      outgoing.writeHead(500, { 'content-type': 'application/x-amz-json-1.0' });
      outgoing.end('{"__type":"com.amazonaws.dynamodb.v20120810#InternalServerError","message":"once more"}');
      return;
    }
    const onward = request(
      engine,
      { method: incoming.method ?? 'POST', path: incoming.url ?? '/', headers: incoming.headers },
      (answer) => {
        outgoing.writeHead(answer.statusCode ?? 500, answer.headers);
        answer.pipe(outgoing);
      },
    );
    onward.on('error', () => outgoing.destroy());
    incoming.pipe(onward);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    endpoint: `http://127.0.0.1:${port}`,
    seen: () => Object.fromEntries([...seen].sort(([a], [b]) => (a < b ? -1 : 1))),
    failNext: () => {
      failing += 1;
    },
    forget: () => seen.clear(),
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
