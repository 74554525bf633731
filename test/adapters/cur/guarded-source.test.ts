import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import {
  busyLimitOf,
  DECODE_LIMITS,
  type DecodeLimits,
} from '../../../shared/adapters/cur/decode/decode-limits.ts';
import { BATCHES_AHEAD } from '../../../shared/adapters/cur/decode/decode-protocol.ts';
import { createGuardedChargeSource } from '../../../shared/adapters/cur/decode/guarded-source.ts';
import { retryable } from '../../../shared/domain/base/failure.ts';
import type { DataFile } from '../../../shared/domain/delivery/delivery.ts';
import { mix } from '../../../shared/synthetic/random.ts';
import { aCurRow, readCharges, refusalOf, toCsv, toParquet, utf8 } from '../../builders/cur-file.ts';

const LIMITS: DecodeLimits = { ...DECODE_LIMITS, stallMs: 300, busyMs: 1_000, heapMegabytes: 32 };
const NET = { cost: 'unblended' } as const;
const guarded = createGuardedChargeSource();
const fixture = (name: string) =>
  new Uint8Array(readFileSync(new URL(`../../fixtures/cur/${name}`, import.meta.url)));
const fileOf = (bytes: number, format: DataFile['format'] = 'csv'): DataFile => ({
  pin: { bucket: 'b', key: `x.${format}`, etag: 'e', bytes, lastModified: 0 },
  format,
});
const manyRows = (count: number) =>
  Array.from({ length: count }, (_, i) =>
    aCurRow({
      unblendedCost: i % 7 === 0 ? 12_345.678 + i : i / 1000,
      description: `row ${i % 300}`,
      tags: { 'iamPrincipal/team': `team ${i % 11}` },
    }),
  );

/** A thread that follows the protocol up to the file, and then does this. */
const decoderThat = (does: string): URL =>
  new URL(
    `data:text/javascript,${encodeURIComponent(`
    import { parentPort as port } from 'node:worker_threads';
    port.on('message', async (message) => {
      if (message.say !== 'open') return;
      if (message.file.pin.key === 'x.parquet') return port.postMessage({ say: 'done' });
      ${does}
    });
    port.postMessage({ say: 'ready' });`)}`,
  );
const readingWith = (does: string, stallMs = LIMITS.stallMs) => {
  const limits = { ...LIMITS, stallMs };
  const source = createGuardedChargeSource({ limits, decoder: decoderThat(does) });
  return {
    refusal: () => refusalOf(readCharges('csv', utf8('bytes'), NET, source)),
    nextFile: () => readCharges('parquet', utf8('bytes'), NET, source),
  };
};

describe('decoding in a thread of its own', () => {
  it.each([
    ['parquet', fixture('v1-dictionary-snappy-int96.parquet')],
    ['parquet', fixture('v2-required-delta-zstd.parquet')],
    ['parquet', toParquet(manyRows(3_000), { rowGroupSize: 250 })],
    ['csv', utf8(toCsv(manyRows(3_000)))],
    ['csv.gz', new Uint8Array(gzipSync(toCsv(manyRows(3_000))))],
  ] as const)('gives what decoding in place gives: %s', async (format, bytes) => {
    const { requests: _, ...here } = await readCharges(format, bytes);
    expect(await readCharges(format, bytes, NET, guarded)).toMatchObject(here);
  });

  it('refuses what decoding in place refuses, with the same words, place and values', async () => {
    const rows = [aCurRow(), aCurRow({ unblendedCost: 'twelve' })];
    for (const [format, bytes] of [
      ['csv', utf8(toCsv(rows))],
      ['parquet', fixture('v1-text-costs.parquet').slice(0, 5_000)],
      ['csv', utf8('no,columns,of,an,export\n')],
    ] as const) {
      const here = await refusalOf(readCharges(format, bytes));
      const there = await refusalOf(readCharges(format, bytes, NET, guarded));
      expect([there.kind, there.message, there.detail]).toEqual([here.kind, here.message, here.detail]);
    }
  });

  it('reads several files at the same time', async () => {
    const bytes = utf8(toCsv(manyRows(500)));
    const readings = await Promise.all([1, 2, 3].map(() => readCharges('csv', bytes, NET, guarded)));
    for (const reading of readings) expect(reading.charges).toHaveLength(500);
  });

  it('is never more than a few batches ahead of whoever uses them', async () => {
    // Texts that do not pack, so that most row groups lie before the part that is fetched with the footer.
    const noise = (row: number) => Array.from({ length: 2_000 }, (_, i) => mix(row, i).toString(36)).join('');
    const rows = Array.from({ length: 120 }, (_, row) => aCurRow({ resourceId: noise(row) }));
    const bytes = toParquet(rows, { rowGroupSize: 4 });
    let requests = 0;
    const read = async (start: number, end: number) => {
      requests += 1;
      return bytes.slice(start, end);
    };
    let used = 0;
    for await (const _ of guarded.open(fileOf(bytes.length, 'parquet'), read, NET)) {
      used += 1;
      // Long enough for all row groups, if nothing held the decoder back.
      if (used === 1) await new Promise((resolve) => setTimeout(resolve, 1_500));
      // A row group takes one request for its core columns and one for its detail.
      expect(requests).toBeLessThanOrEqual(1 + 2 * (used + BATCHES_AHEAD + 1));
    }
    expect(used).toBe(30);
    expect(requests).toBeGreaterThan(15);
  });
});

describe('a file that harms its decoder', () => {
  it('is refused after the deadline when nothing comes of it, and the next file is read', async () => {
    const { refusal, nextFile } = readingWith('while (true) {}');
    const began = performance.now();
    const failure = await refusal();
    expect(performance.now() - began).toBeLessThan(5_000);
    expect(failure).toMatchObject({
      kind: 'poison',
      detail: { file: 'x.csv', expected: 'a sign of life every 0.3 s' },
    });
    expect(failure.message).toContain('took too long');
    expect(failure.message).toContain('the next delivery of the export replaces the file');
    expect((await nextFile()).charges).toEqual([]);
  });

  it('is refused when it goes on for longer than any file of its size may', async () => {
    const { refusal } = readingWith(
      "for (;;) { await new Promise((go) => setTimeout(go, 20)); port.postMessage({ say: 'alive' }); }",
    );
    expect(await refusal()).toMatchObject({
      kind: 'poison',
      detail: { file: 'x.csv', expected: 'at most 1 s for 5 bytes' },
    });
  });

  it('is refused when it takes all memory, and the next file is read', async () => {
    const { refusal, nextFile } = readingWith(
      'const all = []; for (;;) all.push(new Array(1e5).fill({ a: 1 }));',
      10_000,
    );
    const failure = await refusal();
    expect(failure).toMatchObject({ kind: 'poison', detail: { file: 'x.csv', expected: 'at most 32 MB' } });
    expect((await nextFile()).charges).toEqual([]);
  });

  it.each([
    ['throws', "setTimeout(() => { throw new Error('broken pipe') }, 150)", 'broken pipe'],
    ['ends its thread', 'process.exit(3)', 'the thread ended with 3'],
  ])('is refused when its decoder %s', async (_, does, found) => {
    const { refusal, nextFile } = readingWith(does);
    expect(await refusal()).toMatchObject({ kind: 'poison', detail: { file: 'x.csv', found } });
    expect((await nextFile()).charges).toEqual([]);
  });
});

describe('what is not the fault of the file', () => {
  it('bytes that come late are waited for', async () => {
    const bytes = utf8(toCsv(manyRows(3)));
    const source = createGuardedChargeSource({ limits: LIMITS });
    const read = async (start: number, end: number) => {
      await new Promise((resolve) => setTimeout(resolve, 900));
      return bytes.slice(start, end);
    };
    let rows = 0;
    for await (const batch of source.open(fileOf(bytes.length), read, NET)) rows += batch.rows;
    expect(rows).toBe(3);
  });

  it('a store that fails gives its own failure, and the next file is read', async () => {
    const failure = retryable('the store is out for now', { file: 'x.csv' });
    const reading = async () => {
      const read = () => Promise.reject(failure);
      for await (const _ of guarded.open(fileOf(10), read, NET)) throw new Error('there is nothing to read');
    };
    expect(await refusalOf(reading())).toBe(failure);
    expect((await readCharges('csv', utf8(toCsv(manyRows(2))), NET, guarded)).charges).toHaveLength(2);
  });

  it('a reader that stops in the middle leaves the next file alone', async () => {
    const bytes = toParquet(manyRows(500), { rowGroupSize: 20 });
    const read = async (start: number, end: number) => bytes.slice(start, end);
    for await (const batch of guarded.open(fileOf(bytes.length, 'parquet'), read, NET)) {
      expect(batch.fileRow[0]).toBe(1);
      break;
    }
    expect((await readCharges('csv', utf8(toCsv(manyRows(2))), NET, guarded)).charges).toHaveLength(2);
  });

  it('an artifact without its decoder is a bug, not a bad file', async () => {
    const source = createGuardedChargeSource({ decoder: new URL('file:///nowhere/decode-worker.mjs') });
    expect(await refusalOf(readCharges('csv', utf8('a'), NET, source))).toMatchObject({ kind: 'bug' });
  });
});

describe('time a file may take', () => {
  it.each([
    [0, 60_000],
    [1_000_000, 61_000],
    [180_000_000, 240_000],
    [2 ** 40, 240_000],
  ])('%i bytes: %i ms', (bytes, ms) => {
    expect(busyLimitOf(DECODE_LIMITS, bytes)).toBe(ms);
  });
});
