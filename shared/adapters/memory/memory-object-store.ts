import { retryable } from '../../domain/base/failure.ts';
import type { Instant } from '../../domain/base/instant.ts';
import { byText } from '../../domain/base/order.ts';
import type { ObjectPin } from '../../domain/delivery/delivery.ts';
import type { ObjectStore } from '../../ports/object-store.ts';
import { type Faults, NO_FAULTS, withFault } from './faults.ts';
import { keyOf } from './tables.ts';

interface StoredObject {
  readonly pin: ObjectPin;
  readonly bytes: Uint8Array;
}

export interface MemoryObjectStore extends ObjectStore {
  remove(bucket: string, key: string): void;
}

/** What lies in all buckets; several stores over the same one are several clients of one S3. */
export interface MemoryBuckets {
  /** Versions by bucket and key, oldest first; one without object is a delete marker. */
  readonly objects: Map<string, readonly { readonly at: Instant; readonly object?: StoredObject }[]>;
  writes: number;
}

export const createMemoryBuckets = (): MemoryBuckets => ({ objects: new Map(), writes: 0 });

export interface MemoryObjectStoreOptions {
  /** Time of writes. */
  readonly now: () => Instant;
  /** Keeps every version readable, as a versioned bucket does. */
  readonly versioned?: boolean;
  readonly faults?: Faults;
  readonly buckets?: MemoryBuckets;
}

export function createMemoryObjectStore(options: MemoryObjectStoreOptions): MemoryObjectStore {
  const { now, versioned = false, faults = NO_FAULTS, buckets = createMemoryBuckets() } = options;
  const { objects } = buckets;
  const versionsOf = (bucket: string, key: string) => objects.get(keyOf(bucket, key)) ?? [];
  const append = (bucket: string, key: string, object?: StoredObject): void => {
    const version = { at: now(), ...(object === undefined ? {} : { object }) };
    objects.set(keyOf(bucket, key), [...versionsOf(bucket, key), version]);
  };
  const readable = (pin: ObjectPin): StoredObject | undefined => {
    const versions = versionsOf(pin.bucket, pin.key);
    const reachable = versioned ? versions : versions.slice(-1);
    return reachable.find((version) => version.object?.pin.etag === pin.etag)?.object;
  };
  return {
    pin: (bucket, key) => withFault(faults, 'objects.pin', () => versionsOf(bucket, key).at(-1)?.object?.pin),

    pinNotLaterThan: (bucket, key, latest) =>
      withFault(faults, 'objects.pinNotLaterThan', () => {
        const versions = versionsOf(bucket, key);
        const reachable = versioned ? versions : versions.slice(-1);
        return reachable.filter((version) => version.at <= latest).at(-1)?.object?.pin;
      }),

    read: (pin, start = 0, end = pin.bytes) =>
      withFault(faults, 'objects.read', () => {
        const object = readable(pin);
        if (object !== undefined) return object.bytes.slice(start, Math.min(end, pin.bytes));
        const file = `${pin.bucket}/${pin.key}`;
        throw retryable('the object changed while it was being read', { file });
      }),

    async *list(bucket, prefix) {
      const pins = await withFault(faults, 'objects.list', () =>
        [...objects.values()].flatMap((versions) => versions.at(-1)?.object?.pin ?? []),
      );
      const wanted = pins.filter((pin) => pin.bucket === bucket && pin.key.startsWith(prefix));
      yield* wanted.sort((a, b) => byText(a.key, b.key));
    },

    write: (bucket, key, bytes) =>
      withFault(faults, 'objects.write', () => {
        buckets.writes += 1;
        const base = {
          bucket,
          key,
          etag: `"${buckets.writes}"`,
          bytes: bytes.byteLength,
          lastModified: now(),
        };
        const pin: ObjectPin = versioned ? { ...base, versionId: String(buckets.writes) } : base;
        append(bucket, key, { pin, bytes: bytes.slice() });
      }),

    remove: (bucket, key) => append(bucket, key),
  };
}
