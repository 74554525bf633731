import type { Instant } from '../domain/base/instant.ts';
import type { ObjectPin } from '../domain/delivery/delivery.ts';

/** Objects by pin. Throws Failure `retryable` when a pinned object changed, or the store is slow or refuses for now. */
export interface ObjectStore {
  /** Newest version of the object, or undefined where there is none. */
  pin(bucket: string, key: string): Promise<ObjectPin | undefined>;
  /** On a versioned bucket the newest version not later than `latest`; elsewhere the object itself if it is not later. */
  pinNotLaterThan(bucket: string, key: string, latest: Instant): Promise<ObjectPin | undefined>;
  /** Bytes [start, end) of exactly that version; a store may put them into the memory given, of just this length. */
  read(pin: ObjectPin, start?: number, end?: number, into?: Uint8Array): Promise<Uint8Array>;
  /** Keys below a prefix, in key order. */
  list(bucket: string, prefix: string): AsyncIterable<ObjectPin>;
  write(bucket: string, key: string, bytes: Uint8Array, contentType: string): Promise<void>;
}
