import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Instant } from '../../domain/base/instant.ts';

/** A request as it came in: header names in small letters, the body untouched. */
export interface RawRequest {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

export type Verdict =
  /** `id`: the same for the same request only; to remember it by. */
  | { readonly genuine: true; readonly id: string; readonly sentAt: Instant }
  | { readonly genuine: false; readonly why: 'headers' | 'time' | 'signature' };

/** Both ways: a clock may also be behind Slack's. */
export const TIMESTAMP_SECONDS_MAX = 300;
const SIGNATURE_HEADER = 'x-slack-signature';
const TIMESTAMP_HEADER = 'x-slack-request-timestamp';
const DIGEST_BYTES = 32;

/**
 * Whether Slack sent the request: HMAC-SHA256 of `v0:timestamp:body` over the bytes as they came, since a body that was
 * parsed and written anew is another body. Gateways join repeated headers by commas, which neither form contains.
 * https://docs.slack.dev/authentication/verifying-requests-from-slack
 */
export function verifySignature({ headers, body }: RawRequest, secret: string, now: Instant): Verdict {
  const timestamp = /^\d{1,12}$/.exec(headers[TIMESTAMP_HEADER] ?? '')?.[0];
  const given = /^v0=([0-9a-f]{64})$/.exec(headers[SIGNATURE_HEADER] ?? '')?.[1];
  // Digests are made and compared in any case, so that the time taken says nothing about what was wrong.
  const expected = createHmac('sha256', secret)
    .update(`v0:${timestamp ?? ''}:`)
    .update(body)
    .digest();
  const equal = timingSafeEqual(expected, given === undefined ? NOTHING : Buffer.from(given, 'hex'));
  if (secret === '' || timestamp === undefined || given === undefined)
    return { genuine: false, why: 'headers' };
  if (!equal) return { genuine: false, why: 'signature' };
  if (Math.abs(Math.floor(now / 1_000) - Number(timestamp)) > TIMESTAMP_SECONDS_MAX)
    return { genuine: false, why: 'time' };
  return { genuine: true, id: `${timestamp}:${given}`, sentAt: Number(timestamp) * 1_000 };
}

const NOTHING = Buffer.alloc(DIGEST_BYTES);
