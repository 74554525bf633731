import { expect, test } from 'vitest';
import type { ObjectPin } from '../../shared/domain/delivery/delivery.ts';
import type { ObjectStore } from '../../shared/ports/object-store.ts';

const BUCKET = 'exports';
const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);
const textOf = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

/** Keys as exports have them, and as nobody should: `=`, blanks, `+`, non-ASCII, names that objects have of their own. */
const ODD_KEYS = [
  'cur/a b+c.parquet',
  'cur/data/BILLING_PERIOD=2026-11/part-0.parquet',
  'cur/data/BILLING_PERIOD=2026-11/é-🪝.csv.gz',
  'cur/data/__proto__',
];

/** What every object store must do, in a bucket named `exports` that is empty and unversioned. */
export function objectStoreContract(fresh: () => Promise<ObjectStore>): void {
  const written = async (text = '0123456789'): Promise<{ store: ObjectStore; pin: ObjectPin }> => {
    const store = await fresh();
    await store.write(BUCKET, 'cur/file.csv', bytesOf(text), 'text/csv');
    const pin = await store.pin(BUCKET, 'cur/file.csv');
    return { store, pin: pin! };
  };
  const listed = async (store: ObjectStore, prefix: string): Promise<readonly ObjectPin[]> => {
    const pins: ObjectPin[] = [];
    for await (const pin of store.list(BUCKET, prefix)) pins.push(pin);
    return pins;
  };

  test('a written object is pinned and read back whole', async () => {
    const { store, pin } = await written();
    expect(pin).toMatchObject({ bucket: BUCKET, key: 'cur/file.csv', bytes: 10 });
    expect(pin.etag).not.toBe('');
    expect(Math.abs(pin.lastModified - Date.now())).toBeLessThan(60_000);
    expect(textOf(await store.read(pin))).toBe('0123456789');
  });

  test('a range is its bytes, half-open, and ends with the object', async () => {
    const { store, pin } = await written();
    expect(textOf(await store.read(pin, 0, 1))).toBe('0');
    expect(textOf(await store.read(pin, 3, 7))).toBe('3456');
    expect(textOf(await store.read(pin, 8))).toBe('89');
    expect(textOf(await store.read(pin, 8, 500))).toBe('89');
    expect(textOf(await store.read(pin, 5, 5))).toBe('');
  });

  test('an empty object is read as no bytes', async () => {
    const { store, pin } = await written('');
    expect(pin.bytes).toBe(0);
    expect(await store.read(pin)).toEqual(new Uint8Array(0));
  });

  test('an object of several megabytes is the same afterwards', async () => {
    const store = await fresh();
    const bytes = new Uint8Array(9 * 1024 * 1024).map((_, index) => (index * 31) % 251);
    await store.write(BUCKET, 'big.arrow', bytes, 'application/octet-stream');
    const pin = await store.pin(BUCKET, 'big.arrow');
    const from = 8 * 1024 * 1024 - 5;
    expect(pin?.bytes).toBe(bytes.byteLength);
    expect(Buffer.compare(await store.read(pin!, from, from + 10), bytes.slice(from, from + 10))).toBe(0);
    expect(Buffer.compare(await store.read(pin!), bytes)).toBe(0);
  });

  test('what is not there has no pin', async () => {
    const { store } = await written();
    expect(await store.pin(BUCKET, 'cur')).toBeUndefined();
    expect(await store.pin(BUCKET, 'cur/file')).toBeUndefined();
    expect(await store.pinNotLaterThan(BUCKET, 'cur/nothing.csv', Date.now())).toBeUndefined();
  });

  test('an object that was replaced after its pin is never read as if it were the pinned one', async () => {
    const { store, pin } = await written('old, and long');
    await store.write(BUCKET, 'cur/file.csv', bytesOf('new, and long'), 'text/csv');
    await expect(store.read(pin)).rejects.toMatchObject({ name: 'Failure', kind: 'retryable' });
    await expect(store.read(pin, 2, 4)).rejects.toMatchObject({ name: 'Failure', kind: 'retryable' });
    const again = await store.pin(BUCKET, 'cur/file.csv');
    expect(textOf(await store.read(again!))).toBe('new, and long');
  });

  test('a pin to something that is gone is retryable', async () => {
    const { store, pin } = await written();
    const gone = { ...pin, key: 'cur/gone.csv' };
    await expect(store.read(gone)).rejects.toMatchObject({ name: 'Failure', kind: 'retryable' });
  });

  test('without versions an object counts for a delivery only if it is not later', async () => {
    const { store, pin } = await written();
    const until = (latest: number) => store.pinNotLaterThan(BUCKET, pin.key, latest);
    expect(await until(pin.lastModified)).toEqual(pin);
    expect(await until(pin.lastModified + 5_000)).toEqual(pin);
    expect(await until(pin.lastModified - 1)).toBeUndefined();
  });

  test('odd keys are listed as they are, with pins that can be read', async () => {
    const store = await fresh();
    for (const key of ODD_KEYS) await store.write(BUCKET, key, bytesOf(key), 'text/plain');
    const pins = await listed(store, 'cur/');
    expect(pins.map((pin) => pin.key).sort()).toEqual([...ODD_KEYS].sort());
    for (const pin of pins) expect(textOf(await store.read(pin))).toBe(pin.key);
    const parts = await listed(store, 'cur/data/BILLING_PERIOD=2026-11/part');
    expect(parts.map((pin) => pin.key)).toEqual([ODD_KEYS[1]]);
  });

  // Plain names: the local S3 engine orders by locale what S3 orders by bytes.
  test('keys below a prefix are listed in key order, a folder being no more than a character', async () => {
    const store = await fresh();
    const keys = [
      'cur/data/y/1.csv',
      'cur/data/x/2.csv',
      'cur/data/x/1.csv',
      'cur/data-old/x.csv',
      'curious/x.csv',
    ];
    for (const key of keys) await store.write(BUCKET, key, bytesOf(key), 'text/plain');
    const namesOf = async (prefix: string) => (await listed(store, prefix)).map((pin) => pin.key);
    expect(await namesOf('cur/')).toEqual([keys[3], keys[2], keys[1], keys[0]]);
    expect(await namesOf('cur')).toEqual([keys[3], keys[2], keys[1], keys[0], keys[4]]);
    expect(await namesOf('nothing/')).toEqual([]);
  });

  test('a listed pin and an asked one say the same time', async () => {
    const { store, pin } = await written();
    const [found] = await listed(store, pin.key);
    expect(found?.lastModified).toBe(pin.lastModified);
  });
}
