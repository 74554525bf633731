import type { DeliveryResult } from '../../ports/channel.ts';
import { retryAfterMs, WAIT_DEFAULT_MS } from './retry-after.ts';

export type Refusal = Exclude<DeliveryResult, { outcome: 'sent' }>;

/** What came back over HTTP, as far as it was read. */
export interface Answer {
  readonly status: number;
  readonly retryAfter: string | null;
  readonly body: string;
}

/** Who is asked: its name in reasons, and the statuses by which it says that it took the message. */
export interface Receiver {
  readonly name: string;
  readonly takesBy: (status: number) => boolean;
}

const MINUTE_MS = 60_000;

export const again = (afterMs: number, surelyNotSent: boolean, why: string): Refusal => ({
  outcome: 'again',
  afterMs,
  surelyNotSent,
  why,
});
export const never = (why: string): Refusal => ({ outcome: 'never', why });

/**
 * The one table of HTTP statuses for all channels; undefined where the receiver took it. `detail` is put into the
 * reason: nothing of a body but a known word may stand there.
 *
 * | status | verdict |
 * |---|---|
 * | 425, 429 | again, surely not sent |
 * | 408, 500–599, and 100–299 that the receiver does not answer with | again, perhaps sent |
 * | 300–499 besides | never: redirects are not followed, and a refusal stays one |
 */
export function judgeStatus(
  { name, takesBy }: Receiver,
  { status, retryAfter }: Answer,
  now: number,
  detail = '',
): Refusal | undefined {
  if (takesBy(status)) return undefined;
  const why = `${name} answered HTTP ${status}${detail === '' ? '' : ` (${detail})`}`;
  if (status === 429) return again(retryAfterMs(retryAfter, now), true, why);
  if (status === 425) return again(WAIT_DEFAULT_MS, true, why);
  if (status === 503) return again(retryAfterMs(retryAfter, now), false, why);
  if (status === 408 || status >= 500) return again(MINUTE_MS, false, why);
  // Not what the receiver answers: something in between did, and nobody knows what it passed on.
  if (status < 300) return again(MINUTE_MS, false, why);
  return never(why);
}

/** An answer that is neither a yes nor a no: HTML of a proxy, nothing, or far too much. */
export const judgeUnreadable = ({ name }: Receiver): Refusal =>
  again(MINUTE_MS, false, `${name}’s answer could not be read as one of ${name}’s`);

const NEVER_CONNECTED: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ENETUNREACH',
  'EHOSTUNREACH',
]);

/** No answer at all. The code only: messages of network errors hold the URL, which may be a secret. */
export const judgeNetwork = ({ name }: Receiver, code: string): Refusal =>
  again(WAIT_DEFAULT_MS, NEVER_CONNECTED.has(code), `no answer from ${name} (${code})`);

/** The code of a network error, of its cause, or its name; nothing else of it is repeated. */
export function codeOf(error: unknown): string {
  const { cause, code, name } = error as { cause?: { code?: unknown }; code?: unknown; name?: unknown };
  const found = cause?.code ?? (typeof code === 'string' ? code : name);
  return typeof found === 'string' && /^\w{1,40}$/.test(found) ? found : 'unknown error';
}
