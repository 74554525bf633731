import { hash } from 'node:crypto';
import { createCurDeliveryFormat } from '../../shared/adapters/cur/delivery-format.ts';
import { decimalText } from '../../shared/domain/base/decimal.ts';
import { Failure } from '../../shared/domain/base/failure.ts';
import type { ChargeSource } from '../../shared/ports/charge-source.ts';
import type { BaseFile } from './bases.ts';

/** What became of one file: read as the whole one was, otherwise, refused by name, or something that must not be. */
export interface Verdict {
  readonly outcome: 'same' | 'different' | 'refused' | 'broken';
  /** Digest of what was read, or the refusal's words. */
  readonly said: string;
  readonly ms: number;
}

const MANIFEST_KEY = 'fuzz/metadata/BILLING_PERIOD=2026-10/fuzz-Manifest.json';

/** Reads these bytes in place of the file's own; `truth` is the digest of the whole file. */
export async function judge(
  source: ChargeSource,
  base: BaseFile,
  bytes: Uint8Array,
  truth: string | undefined,
): Promise<Verdict> {
  const began = performance.now();
  const file = base.format === 'manifest' ? MANIFEST_KEY : `x.${base.format}`;
  try {
    const said =
      base.format === 'manifest' ? manifestDigest(bytes) : await chargesDigest(source, base, bytes);
    return { outcome: said === truth ? 'same' : 'different', said, ms: performance.now() - began };
  } catch (error) {
    const ms = performance.now() - began;
    if (!(error instanceof Failure))
      return { outcome: 'broken', said: `not a Failure: ${String(error)}`, ms };
    const typed = ['poison', 'misconfigured'].includes(error.kind) && error.detail.file === file;
    const said = `${error.kind} ${error.detail.file}: ${error.message}`;
    return { outcome: typed && error.message !== '' ? 'refused' : 'broken', said, ms };
  }
}

function manifestDigest(bytes: Uint8Array): string {
  const format = createCurDeliveryFormat();
  return JSON.stringify(format.parse(format.locate('b', MANIFEST_KEY)!, bytes));
}

/** One text for all that a file's charges say, in order. */
async function chargesDigest(source: ChargeSource, base: BaseFile, bytes: Uint8Array): Promise<string> {
  if (base.format === 'manifest') throw new Error('a manifest has no charges');
  const pin = { bucket: 'b', key: `x.${base.format}`, etag: 'e', bytes: bytes.length, lastModified: 0 };
  const read = async (start: number, end: number): Promise<Uint8Array> => bytes.slice(start, end);
  const facts: string[] = [];
  let text = '';
  for await (const batch of source.open({ pin, format: base.format }, read, { cost: 'unblended' })) {
    for (const one of batch.facts.slice(facts.length))
      facts.push(JSON.stringify({ ...one, tags: [...one.tags] }));
    for (let i = 0; i < batch.rows; i++) {
      const exact = batch.exactCost.get(i);
      const cost = exact === undefined ? batch.costPico[i] : decimalText(exact);
      text += `${facts[batch.factsCode[i]!]} ${batch.startHour[i]} ${batch.spanHours[i]} ${cost} ${batch.usageAmount[i]}\n`;
    }
  }
  return hash('sha1', text);
}
