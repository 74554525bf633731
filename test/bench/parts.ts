// node test/bench/parts.ts [--whole] FILE...: a delivery of these files, each read in a process of its own as by read-file,
// and added up in another as by publish-delivery; --whole reads all in one as well, and compares the bytes.

import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { loadavg, tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { createCurChargeSource } from '../../shared/adapters/cur/charge-source.ts';
import { decodePart, encodePart } from '../../shared/adapters/cur/rollup/part-file.ts';
import { encodeRollup } from '../../shared/adapters/cur/rollup/rollup-file.ts';
import { attributionTagKeys } from '../../shared/domain/charge/attribute.ts';
import { DEFAULT_ATTRIBUTION } from '../../shared/domain/charge/attribution-settings.ts';
import type { DataFile, Delivery } from '../../shared/domain/delivery/delivery.ts';
import { createFold } from '../../shared/domain/ledger/fold.ts';
import { createMerge } from '../../shared/domain/ledger/merge-parts.ts';
import type { SnapshotTable } from '../../shared/domain/ledger/snapshot.ts';

const [task = '', ...rest] = process.argv.slice(2);

const deliveryOf = (files: readonly string[]): Delivery => ({
  exportName: 'bench',
  billingPeriod: '2026-10',
  executionId: 'bench',
  executedAt: Date.UTC(2026, 9, 31, 20),
  dataFiles: files.map(dataFileOf),
});

const dataFileOf = (path: string): DataFile => ({
  pin: { bucket: '', key: path, etag: '', bytes: statSync(path).size, lastModified: 0 },
  format: 'parquet',
});

async function folded(files: readonly string[]) {
  const fold = createFold({ attribution: DEFAULT_ATTRIBUTION });
  const source = createCurChargeSource();
  const tagKeys = attributionTagKeys(DEFAULT_ATTRIBUTION);
  for (const path of files) {
    const file = await open(path);
    const read = async (start: number, end: number) => {
      const into = new Uint8Array(end - start);
      await file.read(into, 0, end - start, start);
      return into;
    };
    for await (const batch of source.open(dataFileOf(path), read, { cost: 'unblended', tagKeys }))
      fold.add(batch);
    await file.close();
  }
  return fold;
}

const tell = (facts: object): void => {
  const { user, system } = process.cpuUsage();
  const { maxRSS } = process.resourceUsage();
  console.log(
    JSON.stringify({ ...facts, cpuSeconds: (user + system) / 1e6, peakMiB: Math.round(maxRSS / 1024) }),
  );
};

const digestOf = (snapshot: SnapshotTable): object => {
  const bytes = encodeRollup(snapshot);
  const cells = [...snapshot.entries].reduce((sum, { cells }) => sum + cells.length, 0);
  return {
    ...{ entries: snapshot.entries.length, cells, rollupMB: bytes.length / 1e6 },
    sha256: createHash('sha256').update(bytes).digest('hex').slice(0, 16),
  };
};

async function part(path: string, out: string): Promise<void> {
  const found = (await folded([path])).finishPart(deliveryOf([path]));
  const bytes = encodePart(found);
  writeFileSync(out, bytes);
  tell({ read: basename(path), rows: found.totals.rows, partMB: bytes.length / 1e6 });
}

function merged(files: readonly string[], folder: string): void {
  const merge = createMerge(DEFAULT_ATTRIBUTION);
  for (const index of files.keys()) decodePart(readFileSync(join(folder, `${index}`)), merge.add);
  tell({ added: files.length });
  tell(digestOf(merge.finishTable(deliveryOf(files))));
}

const again = (...args: readonly string[]): void => {
  const { status } = spawnSync(process.execPath, [import.meta.filename, ...args], { stdio: 'inherit' });
  if (status !== 0) throw new Error(`${args[0]} ended with ${status}`);
};

if (task === 'part') await part(rest[0]!, rest[1]!);
else if (task === 'merge') merged(rest.slice(1), rest[0]!);
else if (task === 'whole') tell(digestOf((await folded(rest)).finishTable(deliveryOf(rest))));
else {
  const files = [task, ...rest].filter((arg) => arg !== '--whole');
  const folder = mkdtempSync(join(tmpdir(), 'billhook-parts-'));
  try {
    for (const [index, file] of files.entries()) again('part', file, join(folder, `${index}`));
    again('merge', folder, ...files);
    if (process.argv.includes('--whole')) again('whole', ...files);
    console.log(`Load of the machine: ${loadavg()[0]!.toFixed(1)}.`);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
