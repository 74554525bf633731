import type { Instant } from '../domain/base/instant.ts';

export interface Clock {
  now(): Instant;
  /** Unguessable token for leases. */
  token(): string;
}
