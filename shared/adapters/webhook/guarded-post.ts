import { lookup } from 'node:dns/promises';
import type { IncomingMessage } from 'node:http';
import { Agent, request } from 'node:https';
import type { LookupFunction } from 'node:net';
import { readBounded } from '../http/read-bounded.ts';
import { type Answer, codeOf } from '../http/verdict.ts';
import { checkUrl, isPublicAddress, type ResolvedAddress, resolveGuarded } from './address-guard.ts';

/** From the name to the last byte of the answer. */
const CALL_MS_MAX = 5_000;
const ANSWER_BYTES_MAX = 65_536;

export interface GuardedCall {
  /** Whole address; a secret. */
  readonly url: string;
  /** Host that the operator allowed, with its port where that is not 443. */
  readonly host: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export type GuardedAnswer =
  | { readonly outcome: 'answered'; readonly answer: Answer }
  /** No answer; the code of the network's error, without the address. */
  | { readonly outcome: 'no-answer'; readonly code: string }
  /** Never called: the address may be somebody else's machine, or our own. */
  | { readonly outcome: 'refused'; readonly why: string };

/** What tests put in the place of the internet; the product sets none of it. */
export interface TestNetwork {
  readonly resolve: (hostname: string) => Promise<readonly ResolvedAddress[]>;
  readonly allows: (address: string) => boolean;
  /** PEM of who signed the test server's certificate. */
  readonly ca: string;
  readonly callMsMax?: number;
}

const resolveName = async (hostname: string): Promise<readonly ResolvedAddress[]> =>
  (await lookup(hostname, { all: true })).map(({ address, family }) => ({
    address,
    family: family === 6 ? 6 : 4,
  }));

/**
 * One POST over https to an address that somebody configured: the name is asked once, every address of it must be
 * public, and only those are connected to. Redirects are answers and not followed. Never throws.
 */
export async function guardedPost(call: GuardedCall, network?: TestNetwork): Promise<GuardedAnswer> {
  const url = checkUrl(call.url, call.host);
  if (typeof url === 'string') return { outcome: 'refused', why: url };
  const deadline = AbortSignal.timeout(network?.callMsMax ?? CALL_MS_MAX);
  try {
    const resolving = resolveGuarded(
      url.hostname,
      network?.resolve ?? resolveName,
      network?.allows ?? isPublicAddress,
    );
    const guarded = await Promise.race([resolving, atEnd(deadline)]);
    if (guarded.outcome === 'refused') return guarded;
    return { outcome: 'answered', answer: await post(url, call, guarded.addresses, deadline, network?.ca) };
  } catch (error) {
    return { outcome: 'no-answer', code: deadline.aborted ? 'TimeoutError' : codeOf(error) };
  }
}

/** Asking for a name cannot be called off: it is left behind. */
const atEnd = (deadline: AbortSignal): Promise<never> =>
  new Promise((_, reject) => {
    deadline.addEventListener('abort', () => reject(deadline.reason), { once: true });
  });

async function post(
  url: URL,
  { headers, body }: GuardedCall,
  addresses: readonly ResolvedAddress[],
  signal: AbortSignal,
  ca: string | undefined,
): Promise<Answer> {
  // A connection of its own each time: a kept one would be to an address that nobody checked for this call.
  const agent = new Agent({
    keepAlive: false,
    lookup: pinned(addresses),
    ...(ca === undefined ? {} : { ca }),
  });
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    const length = String(Buffer.byteLength(body));
    const asked = request(url, {
      method: 'POST',
      agent,
      signal,
      headers: { ...headers, 'content-length': length },
    });
    asked.on('response', resolve).on('error', reject).end(body);
  });
  const retryAfter = response.headers['retry-after'] ?? null;
  return {
    status: response.statusCode ?? 0,
    retryAfter,
    body: await readBounded(response, ANSWER_BYTES_MAX),
  };
}

/** A look-up that knows the addresses already, whatever the name would say by now. */
const pinned =
  (addresses: readonly ResolvedAddress[]): LookupFunction =>
  (_hostname, { all }, callback) => {
    const [first] = addresses;
    if (all === true) callback(null, [...addresses]);
    else callback(null, first!.address, first!.family);
  };
