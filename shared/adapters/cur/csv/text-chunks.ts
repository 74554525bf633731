import { poison } from '../../../domain/base/failure.ts';
import type { FileFormat } from '../../../domain/delivery/delivery.ts';
import type { ReadRange } from '../../../ports/charge-source.ts';
import { CSV_BYTES_MAX, CSV_RANGE_BYTES, GZIP_RATIO_FREE_BYTES, GZIP_RATIO_MAX } from '../limits.ts';
import type { SourceFile } from '../source-block.ts';

export type CsvFormat = Exclude<FileFormat, 'parquet'>;

/** The text of a CSV or CSV.gz file in order, in chunks of any size. Throws Failure `poison` on a bomb. */
export const textChunks = (source: SourceFile, format: CsvFormat): AsyncIterable<Uint8Array> =>
  format === 'csv' ? storedBytes(source.bytes, source.read) : gunzipped(source);

/** The file's bytes in order; the next range is on its way while one is used. */
async function* storedBytes(bytes: number, read: ReadRange): AsyncGenerator<Uint8Array> {
  let next: Promise<Uint8Array> | undefined = read(0, Math.min(bytes, CSV_RANGE_BYTES));
  for (let at = 0; next !== undefined; at += CSV_RANGE_BYTES) {
    const chunk: Uint8Array = await next;
    const start = at + CSV_RANGE_BYTES;
    next = start < bytes ? read(start, Math.min(bytes, start + CSV_RANGE_BYTES)) : undefined;
    // A refusal that arrives while this chunk is parsed is thrown at the next await, not as an unhandled rejection.
    next?.catch(() => undefined);
    yield chunk;
  }
}

/** Smaller chunks cost more switches between threads, larger ones fresh memory each. */
const INFLATED_CHUNK_BYTES = 1024 * 1024;

/**
 * Unpacked in zlib's own threads, one chunk ahead. Bytes are counted as they come, so a bomb ends within one chunk of its
 * limit; a gzip inside the gzip stays packed.
 */
async function* gunzipped({ file, bytes, read }: SourceFile): AsyncGenerator<Uint8Array> {
  // Loaded when they are needed: exports in Parquet do without.
  const { Readable } = process.getBuiltinModule('node:stream');
  const { createGunzip } = process.getBuiltinModule('node:zlib');
  const source = Readable.from(storedBytes(bytes, read));
  const gunzip = createGunzip({ chunkSize: INFLATED_CHUNK_BYTES });
  source.on('error', (error) => gunzip.destroy(error));
  source.pipe(gunzip);
  let inflated = 0;
  try {
    for await (const chunk of gunzip) {
      inflated += chunk.length;
      refuseBomb(file, gunzip.bytesWritten, inflated);
      yield chunk;
      letGo(chunk);
    }
  } finally {
    source.destroy();
    gunzip.destroy();
  }
}

/**
 * Frees the memory of a used chunk at once: left to the garbage collector, the gigabyte that a file unpacks to would make
 * it run dozens of times. zlib goes on writing behind a chunk that does not fill its buffer, so such a one is kept.
 */
function letGo({ buffer, byteOffset, byteLength }: Uint8Array): void {
  if (buffer instanceof ArrayBuffer && byteOffset + byteLength === buffer.byteLength) buffer.transfer(0);
}

function refuseBomb(file: string, packed: number, inflated: number): void {
  const ratio = inflated / Math.max(packed, 1);
  if (inflated > CSV_BYTES_MAX) {
    throw poison('the file unpacks to too much', { file, expected: `at most ${CSV_BYTES_MAX} bytes` });
  }
  if (inflated > GZIP_RATIO_FREE_BYTES && ratio > GZIP_RATIO_MAX) {
    throw poison('the file unpacks to suspiciously much', {
      file,
      expected: `at most ${GZIP_RATIO_MAX} times its size`,
      found: `${Math.round(ratio)} times`,
    });
  }
}
