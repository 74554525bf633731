import { gunzipSync, gzipSync } from 'node:zlib';
import { evidenceText, parseEvidence } from '../../domain/evidence/pack-text.ts';
import type { EvidenceStore } from '../../ports/evidence-store.ts';
import type { ObjectStore } from '../../ports/object-store.ts';

/** A version of an alert is judged from one delivery, so that the delivery need not stand in the key. */
const keyOf = (exportName: string, alertId: string, alertVersion: number): string =>
  `evidence/${exportName}/${alertId}/${alertVersion}.json.gz`;

/** Versions without a pack (ends, decisions, what was not told) that may lie between two with one. */
const BACK_MAX = 60;

/** Packs as zipped JSON in the working bucket, whichever store that is. */
export function createEvidenceStore(
  objects: Pick<ObjectStore, 'pin' | 'read' | 'write'>,
  bucket: string,
): EvidenceStore {
  const reader = createEvidenceReader(objects, bucket);
  return {
    ...reader,
    async keep(pack) {
      const { exportName, alertId, alertVersion } = pack;
      if (await reader.has(exportName, alertId, alertVersion)) return false;
      const bytes = gzipSync(evidenceText(pack));
      await objects.write(bucket, keyOf(exportName, alertId, alertVersion), bytes, 'application/gzip');
      return true;
    },
  };
}

/** The same where nothing is to be written. */
export const createEvidenceReader = (
  objects: Pick<ObjectStore, 'pin' | 'read'>,
  bucket: string,
): Pick<EvidenceStore, 'has' | 'newest'> => ({
  async has(exportName, alertId, alertVersion) {
    return (await objects.pin(bucket, keyOf(exportName, alertId, alertVersion))) !== undefined;
  },
  async newest(exportName, alertId, alertVersion) {
    for (let version = alertVersion; version > Math.max(0, alertVersion - BACK_MAX); version -= 1) {
      const key = keyOf(exportName, alertId, version);
      const pin = await objects.pin(bucket, key);
      if (pin === undefined) continue;
      return parseEvidence(gunzipSync(await objects.read(pin)).toString('utf8'), key);
    }
    return undefined;
  },
});
