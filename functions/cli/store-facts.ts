import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { misconfigured } from '../../shared/domain/base/failure.ts';

/** What a store says of itself. */
export interface StoreFacts {
  readonly exportName?: string;
  /** Where the demo keeps it: the version of what it keeps, and how many days its story has. */
  readonly demo?: { readonly format: number; readonly lastDays: number };
}

export const STORE_FILE = 'store.json';

/** Undefined where nothing was kept yet. Throws Failure `misconfigured` where the file is damaged. */
export function storeFacts(dir: string): StoreFacts | undefined {
  const fields = fieldsIn(dir, STORE_FILE);
  if (fields === undefined) return undefined;
  const { exportName, demo } = fields;
  return {
    ...(typeof exportName === 'string' ? { exportName } : {}),
    ...(typeof demo === 'object' && demo !== null
      ? { demo: { format: numberIn(demo, 'format'), lastDays: numberIn(demo, 'lastDays') } }
      : {}),
  };
}

const numberIn = (fields: object, name: string): number =>
  Number(Object.entries(fields).find(([key]) => key === name)?.[1]);

/** The fields of a JSON file in a store, or undefined where there is no such file. Throws as `storeFacts`. */
export function fieldsIn(dir: string, file: string): Readonly<Record<string, unknown>> | undefined {
  const path = join(dir, file);
  if (!existsSync(path)) return undefined;
  try {
    const content: unknown = JSON.parse(readFileSync(path, 'utf8'));
    if (typeof content === 'object' && content !== null) return { ...content };
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  throw misconfigured('the store is damaged; delete the folder and run your deliveries again', {
    file: path,
    expected: 'a JSON object',
  });
}
