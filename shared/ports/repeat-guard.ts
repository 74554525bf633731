import type { Instant } from '../domain/base/instant.ts';

/** What was answered to a request that named itself, so that its repeat does nothing again. */
export interface KeptAnswer {
  readonly status: number;
  readonly body: string;
}

export type Begun =
  /** Nobody has asked this before: do it, then `finish`. */
  | { readonly outcome: 'first' }
  | { readonly outcome: 'done'; readonly answer: KeptAnswer }
  /** The same name with another content. */
  | { readonly outcome: 'other' }
  /** Its first try is under way, or died less than a minute ago. */
  | { readonly outcome: 'under-way' };

/** https://datatracker.ietf.org/doc/draft-ietf-httpapi-idempotency-key-header/ */
export interface RepeatGuard {
  /** `key` is the caller's, within whoever asks; `digest` of what is asked. Kept for a day. */
  begin(who: string, key: string, digest: string, now: Instant): Promise<Begun>;
  finish(who: string, key: string, answer: KeptAnswer): Promise<void>;
}
