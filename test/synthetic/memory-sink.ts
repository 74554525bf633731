import { gunzipSync } from 'node:zlib';
import type { Sink } from '../../shared/synthetic/write-delivery.ts';

/** Keeps what was put, in order. */
export interface MemorySink extends Sink {
  readonly files: ReadonlyMap<string, Uint8Array>;
}

export function createMemorySink(): MemorySink {
  const files = new Map<string, Uint8Array>();
  return {
    files,
    put: async (key, bytes) => {
      files.set(key, bytes.slice());
    },
  };
}

/** Records of a gzipped CSV: quotes and doubled quotes, and nothing else. Written without looking at the writer. */
export function csvRecords(gzipped: Uint8Array): Record<string, string>[] {
  const lines = gunzipSync(gzipped).toString('utf8').trimEnd().split('\n');
  const names = lines[0]!.split(',');
  return lines.slice(1).map((line) => {
    const fields = [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(
      (match) => match[1]?.replaceAll('""', '"') ?? match[2]!,
    );
    if (fields.length !== names.length) throw new Error(`${fields.length} fields in: ${line}`);
    return Object.fromEntries(names.map((name, index) => [name, fields[index]!]));
  });
}

/** A Java double as whole 10^-10 parts; throws where it has more decimals. */
export function tenBillionths(text: string): bigint {
  const [digits, exponent = '0'] = text.split('E');
  const [whole, fraction = ''] = digits!.replace('-', '').split('.');
  const shift = 10 + Number(exponent) - fraction.length;
  const units = BigInt(whole! + fraction);
  const cut = shift < 0 ? 10n ** BigInt(-shift) : 1n;
  if (units % cut !== 0n) throw new Error(`more than ten decimals: ${text}`);
  const size = shift < 0 ? units / cut : units * 10n ** BigInt(shift);
  return text.startsWith('-') ? -size : size;
}
