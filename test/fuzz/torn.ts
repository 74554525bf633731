import { Failure } from '../../shared/domain/base/failure.ts';
import { parseInstant } from '../../shared/domain/base/instant.ts';
import { ingestNotice } from '../../shared/flow/ingest.ts';
import { dataKey, manifestKeys, manifestText } from '../../shared/synthetic/layout.ts';
import { utf8 } from '../builders/cur-file.ts';
import { noticeOf } from '../builders/export-files.ts';
import { BUCKET, createFlowWorld, EXPORT, INGEST, PREFIX } from '../builders/flow-world.ts';
import type { BaseFile } from './bases.ts';

const VISIT = {
  period: '2026-11',
  executionId: 'execution-1',
  executedAt: parseInstant('2026-11-18T12:00:00Z'),
};

/**
 * A delivery whose one object (its data file, or its manifest) is replaced after it was pinned and before it is read.
 * Gives what went wrong: nothing may be published, and the notice must come again.
 */
export async function tornReadFault(base: BaseFile, changed: Uint8Array): Promise<string | undefined> {
  const world = createFlowWorld();
  const { objects, ledger } = world.ports;
  const format = base.format === 'parquet' ? 'parquet' : 'csv';
  const place = { bucket: BUCKET, prefix: PREFIX, exportName: EXPORT, mode: 'create-new', format } as const;
  const data = dataKey(place, VISIT, 1);
  const manifest = manifestKeys(place, VISIT)[0]!;
  const torn = base.format === 'manifest' ? manifest : data;
  if (base.format !== 'manifest') await objects.write(BUCKET, data, base.bytes, 'data');
  await objects.write(BUCKET, manifest, utf8(manifestText(place, VISIT, '111122223333', [data])), 'json');
  let replaced = false;
  const ports = {
    ...world.ports,
    objects: {
      ...objects,
      read: async (...args: Parameters<typeof objects.read>) => {
        if (!replaced && args[0].key === torn) {
          replaced = true;
          await objects.write(BUCKET, torn, changed, 'data');
        }
        return objects.read(...args);
      },
    },
  };
  const ended = await ingestNotice(ports, noticeOf(manifest), INGEST).then(
    ({ outcome }) => outcome,
    (error) => (error instanceof Failure ? error.kind : String(error)),
  );
  if (ended !== 'retryable') return `the ingest ended as ${ended}`;
  if (!replaced) return 'nothing was read';
  return (await ledger.pointer(EXPORT, VISIT.period)) === undefined ? undefined : 'a ledger became visible';
}
