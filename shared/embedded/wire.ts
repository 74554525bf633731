import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface LocalServer {
  /** `127.0.0.1:PORT`. */
  readonly address: string;
  /** `http://127.0.0.1:PORT`. A name such as localhost makes the SDK put bucket names into the host. */
  readonly endpoint: string;
  close(): Promise<void>;
}

/** Listens on the loopback interface only: on this port where it can be had, else on a free one. */
export async function listenLocally(onRequest: RequestListener, port = 0): Promise<LocalServer> {
  const server = createServer({ keepAliveTimeout: 60_000 }, onRequest);
  await listen(server, port).catch(() => listen(server, 0));
  const address = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { address, endpoint: `http://${address}`, close: () => closeServer(server) };
}

const listen = (server: Server, port: number): Promise<void> =>
  new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject);
      resolve();
    });
  });

const closeServer = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });

/** The whole request body, or undefined when it is longer than `bytesMax` (the rest is read and dropped). */
export async function readBody(request: IncomingMessage, bytesMax: number): Promise<Buffer | undefined> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    length += part.length;
    if (length <= bytesMax) parts.push(part);
  }
  return length > bytesMax ? undefined : Buffer.concat(parts);
}

/** Resolves after `ms`, or at once when the signal aborts; never rejects. */
export const pause = (ms: number, signal?: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal?.aborted) return resolve();
    const end = (): void => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    signal?.addEventListener('abort', end, { once: true });
  });
