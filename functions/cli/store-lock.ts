import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { retryable } from '../../shared/domain/base/failure.ts';

export const LOCK_FILE = 'lock';

interface Holder {
  readonly pid: number;
  /** When that process began, where the platform tells: its number alone is given to others after its death. */
  readonly began: string | undefined;
}

/** Marks a store as being used by this process; gives back how to unmark it. Throws Failure `retryable`. */
export function lockStore(dir: string): () => void {
  const path = join(dir, LOCK_FILE);
  const holder = holderOf(path);
  if (holder !== undefined && isRunning(holder)) throw busy(dir, holder);
  // What a killed run left behind; of two that find it at once, only one can write the new one.
  rmSync(path, { force: true });
  try {
    writeFileSync(path, `${process.pid} ${beginOf(process.pid) ?? ''}\n`, { flag: 'wx' });
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') throw busy(dir, holderOf(path));
    throw error;
  }
  return () => rmSync(path, { force: true });
}

const busy = (dir: string, holder: Holder | undefined) =>
  retryable('another billhook is writing this store; wait until it ends', {
    file: dir,
    found: `process ${holder?.pid ?? 'unknown'}`,
  });

function holderOf(path: string): Holder | undefined {
  try {
    const [, pid, began] = /^(\d+)(?: (\d+))?\s*$/.exec(readFileSync(path, 'utf8')) ?? [];
    return Number(pid) > 0 ? { pid: Number(pid), began } : undefined;
  } catch {
    return undefined;
  }
}

function isRunning({ pid, began }: Holder): boolean {
  if (began !== undefined && beginOf(pid) !== began) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/** In ticks since the machine began: the 22nd field of proc_pid_stat(5), counted behind the name in parentheses. */
function beginOf(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
  } catch {
    return undefined;
  }
}
