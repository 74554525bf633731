import { mkdtempSync, rmSync, statfsSync } from 'node:fs';
import { join } from 'node:path';

export interface MemoryFolder {
  readonly path: string;
  remove(): void;
}

const SHARED_MEMORY = '/dev/shm';
const FREE_BYTES_MIN = 1024 ** 3;

/** A folder whose files lie in memory, or undefined where the platform has none with room (containers give 64 MB). */
export function makeMemoryFolder(): MemoryFolder | undefined {
  try {
    const { bavail, bsize } = statfsSync(SHARED_MEMORY);
    if (bavail * bsize < FREE_BYTES_MIN) return undefined;
    const path = mkdtempSync(join(SHARED_MEMORY, 'billhook-'));
    return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
  } catch {
    return undefined;
  }
}
