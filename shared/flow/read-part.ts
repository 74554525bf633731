import { bug, Failure } from '../domain/base/failure.ts';
import type { PartStore, ReadingFault } from '../ports/part-store.ts';
import { type ReadFilesPorts, readFiles } from './read-files.ts';

export interface ReadPartPorts extends ReadFilesPorts {
  readonly parts: PartStore;
}

/**
 * Reads one file of a large delivery and leaves what it adds to the ledger. Throws every Failure, which is noted first:
 * whoever is told that some reader failed is not told what of.
 */
export async function readPart(
  ports: ReadPartPorts,
  reading: string,
  file: number,
): Promise<{ readonly file: number; readonly rows: number }> {
  const plan = await ports.parts.readPlan(reading);
  const dataFile = plan.delivery.dataFiles[file];
  if (dataFile === undefined) throw bug('the delivery has no such file', { found: `${reading}, ${file}` });
  const alone = { ...plan.delivery, dataFiles: [dataFile] };
  return noted(ports.parts, reading, { file, key: dataFile.pin.key }, async () => {
    const part = (await readFiles(ports, alone, plan)).finishPart(alone);
    await ports.parts.writePart(reading, file, part);
    return { file, rows: part.totals.rows };
  });
}

/** Notes what the work throws, and throws it. */
export async function noted<T>(
  parts: PartStore,
  reading: string,
  place: { readonly file?: number; readonly key?: string },
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    await parts.writeFault(reading, faultOf(error, place));
    throw error;
  }
}

function faultOf(
  error: unknown,
  { file, key }: { readonly file?: number; readonly key?: string },
): ReadingFault {
  const at = file === undefined ? {} : { file };
  if (!(error instanceof Failure))
    return { ...at, kind: 'bug', message: String(error), detail: key === undefined ? {} : { file: key } };
  const { kind, message, detail } = error;
  return { ...at, kind, message, detail };
}
