// node first-row.ts FILE: the reader as the function's decoder has it, to its first batch of charges.
import { createCurChargeSource } from '../../../shared/adapters/cur/charge-source.ts';
import type { ReadRange } from '../../../shared/ports/charge-source.ts';

// An import of it would load parts of it that the reader does without.
const { openSync, readSync, statSync, writeSync } = process.getBuiltinModule('node:fs');

const path = process.argv[2]!;
const descriptor = openSync(path, 'r');
const read: ReadRange = async (start, end, into) => {
  const bytes = into ?? new Uint8Array(end - start);
  readSync(descriptor, bytes, 0, bytes.length, start);
  return bytes;
};
const pin = { bucket: '', key: path, etag: '', bytes: statSync(path).size, lastModified: 0 };
const options = { cost: 'unblended', tagKeys: ['team'] } as const;
for await (const batch of createCurChargeSource().open({ pin, format: 'parquet' }, read, options)) {
  writeSync(1, JSON.stringify({ rows: batch.rows, cost: batch.costPico[0] }));
  break;
}
