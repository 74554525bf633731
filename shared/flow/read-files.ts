import { attributionTagKeys } from '../domain/charge/attribute.ts';
import type { AttributionSettings } from '../domain/charge/attribution-settings.ts';
import { createFold, type Fold } from '../domain/ledger/fold.ts';
import type { ChargeSource, ReadRange } from '../ports/charge-source.ts';
import type { ObjectStore } from '../ports/object-store.ts';
import { oneAhead } from './one-ahead.ts';
import type { PinnedDelivery } from './publish-read.ts';

export interface ReadFilesPorts {
  readonly objects: ObjectStore;
  readonly charges: ChargeSource;
}

export interface ReadFilesSettings {
  readonly attribution: AttributionSettings;
  readonly cost: 'unblended' | 'net';
  readonly onProgress?: (rows: number) => void;
}

/** Every row of the pinned files, added up. Throws Failures of the reader and of the store. */
export async function readFiles(
  ports: ReadFilesPorts,
  { dataFiles }: Pick<PinnedDelivery, 'dataFiles'>,
  settings: ReadFilesSettings,
): Promise<Fold> {
  const fold = createFold({ attribution: settings.attribution });
  const tagKeys = attributionTagKeys(settings.attribution);
  const rows = dataFiles.map(() => 0);
  const files = dataFiles.map((file, index) => () => {
    const onProgress = (count: number) => {
      rows[index] = count;
      settings.onProgress?.(rows.reduce((sum, one) => sum + one, 0));
    };
    const read: ReadRange = (start, end, into) => ports.objects.read(file.pin, start, end, into);
    return ports.charges.open(file, read, { cost: settings.cost, tagKeys, onProgress });
  });
  for await (const batches of oneAhead(files)) {
    for await (const batch of batches) fold.add(batch);
  }
  return fold;
}
