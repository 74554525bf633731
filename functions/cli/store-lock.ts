import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { retryable } from '../../shared/domain/base/failure.ts';

const FILE = 'lock';

/** Marks a store as being written by this process; gives back how to unmark it. Throws Failure `retryable`. */
export function lockStore(dir: string): () => void {
  const path = join(dir, FILE);
  const holder = holderOf(path);
  if (holder !== undefined && isRunning(holder)) throw busy(dir, holder);
  // What a killed run left behind; of two that find it at once, only one can write the new one.
  rmSync(path, { force: true });
  try {
    writeFileSync(path, `${process.pid}\n`, { flag: 'wx' });
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') throw busy(dir, holderOf(path));
    throw error;
  }
  return () => rmSync(path, { force: true });
}

const busy = (dir: string, holder: number | undefined) =>
  retryable('another billhook is writing this store; wait until it ends', {
    file: dir,
    found: `process ${holder ?? 'unknown'}`,
  });

function holderOf(path: string): number | undefined {
  try {
    const pid = Number(readFileSync(path, 'utf8'));
    return Number.isInteger(pid) && pid > 0 ? pid : undefined;
  } catch {
    return undefined;
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
