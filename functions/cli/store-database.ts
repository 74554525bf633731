import { copyFileSync, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { makeMemoryFolder } from '../../shared/embedded/memory-folder.ts';
import { startReaper } from '../../shared/embedded/reaper.ts';
import { TABLES_FILE } from '../../shared/embedded/stack-folder.ts';
import { lockStore } from './store-lock.ts';

export interface StoreDatabase {
  /** Where the engine works. */
  readonly path: string;
  /** Keeps what the engine wrote, where it was opened for writing; call it when the engine has ended. */
  readonly keep: () => void;
  readonly drop: () => void;
}

export const hasDatabase = (dir: string): boolean => existsSync(join(dir, TABLES_FILE));

/**
 * The store's database, worked on as a copy in memory: the engine waits for the disk at each write, and a run that is killed leaves the folder as it was before. Kept by one rename; one writer
 * at a time, since the later of two would undo the earlier. Throws Failure `retryable` while there is another.
 */
export function openStoreDatabase(dir: string, use: 'read' | 'write'): StoreDatabase {
  if (use === 'write') mkdirSync(dir, { recursive: true });
  const unlock = use === 'write' ? lockStore(dir) : () => {};
  const kept = join(dir, TABLES_FILE);
  const folder = makeMemoryFolder()?.path ?? mkdtempSync(join(tmpdir(), 'billhook-'));
  const path = join(folder, TABLES_FILE);
  // However this process ends, the copy must not stay in memory until the next reboot.
  const reaper = startReaper();
  reaper.clear(folder);
  const drop = () => {
    unlock();
    rmSync(folder, { recursive: true, force: true });
    reaper.stop();
  };
  try {
    // A demo that was killed leaves its last writes beside its database, for SQLite to put right.
    for (const part of ['', '-wal', '-journal'])
      if (existsSync(`${kept}${part}`)) copyFileSync(`${kept}${part}`, `${path}${part}`);
  } catch (error) {
    drop();
    throw error;
  }
  return {
    path,
    keep: () => {
      if (use === 'write') moveInto(kept, path);
    },
    drop,
  };
}

function moveInto(kept: string, path: string): void {
  // The engine may leave its newest writes in SQLite's write-ahead log.
  const database = new DatabaseSync(path);
  database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  database.close();
  const next = `${kept}.next`;
  copyFileSync(path, next);
  renameSync(next, kept);
}
