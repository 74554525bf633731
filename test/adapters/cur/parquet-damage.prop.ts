import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Failure } from '../../../shared/domain/base/failure.ts';
import { readCharges } from '../../builders/cur-file.ts';

const FILES = [
  'v1-dictionary-snappy-int96',
  'v1-plain-decimal-micros',
  'v1-text-costs',
  'v2-dictionary-gzip-nanos',
  'v2-required-delta-zstd',
].map((name) => new Uint8Array(readFileSync(new URL(`../../fixtures/cur/${name}.parquet`, import.meta.url))));
/** Far more than any of these files needs, far less than a hang. */
const DEADLINE_MS = 5_000;

type Damage = (bytes: Uint8Array) => Uint8Array;
const place = fc.double({ min: 0, max: 1, noNaN: true });
const at = (bytes: Uint8Array, share: number): number => Math.floor(share * (bytes.length - 1));
const footerStart = (bytes: Uint8Array): number =>
  bytes.length - 8 - new DataView(bytes.buffer).getUint32(bytes.length - 8, true);

const flip = fc.tuple(place, fc.nat(7)).map(
  ([share, bit]): Damage =>
    (bytes) => {
      bytes[at(bytes, share)]! ^= 1 << bit;
      return bytes;
    },
);
const flipFooter = fc.tuple(place, fc.nat(7)).map(
  ([share, bit]): Damage =>
    (bytes) => {
      const start = footerStart(bytes);
      bytes[start + Math.floor(share * (bytes.length - start - 1))]! ^= 1 << bit;
      return bytes;
    },
);
const cutOff = place.map(
  (share): Damage =>
    (bytes) =>
      bytes.slice(0, at(bytes, share)),
);
const fill = fc.tuple(place, fc.constantFrom(0, 255, 128), fc.nat(2_000)).map(
  ([share, value, length]): Damage =>
    (bytes) =>
      bytes.fill(value, at(bytes, share), at(bytes, share) + length),
);
const splice = fc.tuple(place, place, place).map(
  ([to, from, end]): Damage =>
    (bytes) =>
      bytes.copyWithin(at(bytes, to), at(bytes, from), at(bytes, end)),
);

describe('damaged Parquet', () => {
  it('is read or refused by name, soon, and never ends in an error of the library', async () => {
    const damage = fc.oneof(flip, flipFooter, flipFooter, cutOff, fill, splice);
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...FILES), damage, async (file, break_) => {
        const began = performance.now();
        try {
          await readCharges('parquet', break_(file.slice()));
        } catch (error) {
          if (!(error instanceof Failure)) throw error;
          expect(['poison', 'misconfigured']).toContain(error.kind);
          expect(error.detail.file).toBe('x.parquet');
        }
        expect(performance.now() - began).toBeLessThan(DEADLINE_MS);
      }),
      { numRuns: 800 },
    );
  });
});
