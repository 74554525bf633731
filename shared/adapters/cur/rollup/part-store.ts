import { bug } from '../../../domain/base/failure.ts';
import type { ObjectPin } from '../../../domain/delivery/delivery.ts';
import type { ObjectStore } from '../../../ports/object-store.ts';
import type { PartStore, ReadingFault, ReadingPlan } from '../../../ports/part-store.ts';
import { decodePart, encodePart } from './part-file.ts';

/** Of a reading's files in the working bucket: `partials/<reading>/…`. */
export const readingKeys = (reading: string) => {
  const folder = `partials/${reading}`;
  return {
    plan: `${folder}/plan.json`,
    /** What Step Functions goes through, one item a file: its own input may have no more than 256 KB. */
    files: `${folder}/files.json`,
    part: (file: number): string => `${folder}/parts/${numbered(file)}.arrow`,
    faults: `${folder}/faults/`,
    fault: (file: number | undefined): string =>
      `${folder}/faults/${file === undefined ? 'sum' : numbered(file)}.json`,
  };
};

const numbered = (file: number): string => String(file).padStart(5, '0');

/** Parts as Arrow files, all else as JSON. */
export function createPartStore(objects: ObjectStore, bucket: string): PartStore {
  const writeJson = (key: string, value: unknown): Promise<void> =>
    objects.write(bucket, key, new TextEncoder().encode(JSON.stringify(value)), 'application/json');
  const known = async (key: string): Promise<ObjectPin> => {
    const pin = await objects.pin(bucket, key);
    if (pin === undefined) throw missing(key);
    return pin;
  };
  const readJson = async (pin: ObjectPin): Promise<unknown> =>
    JSON.parse(new TextDecoder().decode(await objects.read(pin)));
  return {
    async writePlan(reading, plan) {
      const keys = readingKeys(reading);
      const files = plan.delivery.dataFiles.map(({ pin: { key } }, file) => ({ file, key }));
      await Promise.all([writeJson(keys.plan, plan), writeJson(keys.files, files)]);
    },
    readPlan: async (reading) => (await readJson(await known(readingKeys(reading).plan))) as ReadingPlan,
    async writePart(reading, file, part) {
      const key = readingKeys(reading).part(file);
      await objects.write(bucket, key, encodePart(part), 'application/vnd.apache.arrow.file');
    },
    async usePart(reading, file, use) {
      const pin = await known(readingKeys(reading).part(file));
      decodePart(await objects.read(pin), use);
    },
    writeFault: (reading, fault) => writeJson(readingKeys(reading).fault(fault.file), fault),
    async faults(reading) {
      const keys = readingKeys(reading);
      const found: ReadingFault[] = [];
      for await (const { key } of objects.list(bucket, keys.faults)) {
        const fault = (await readJson(await known(key))) as ReadingFault;
        const isMended =
          fault.file !== undefined && (await objects.pin(bucket, keys.part(fault.file))) !== undefined;
        if (!isMended) found.push(fault);
      }
      return found;
    },
  };
}

const missing = (key: string) =>
  bug('something that another function should have written is not in the working bucket', { found: key });
