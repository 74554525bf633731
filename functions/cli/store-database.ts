import { copyFileSync, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { makeMemoryFolder } from '../../shared/embedded/memory-folder.ts';
import { lockStore } from './store-lock.ts';

export interface StoreDatabase {
  /** Where the engine works. */
  readonly path: string;
  /** Keeps what the engine wrote, where it was opened for writing; call it when the engine has ended. */
  readonly keep: () => void;
  readonly drop: () => void;
}

const FILE = 'ledger.db';

export const hasDatabase = (dir: string): boolean => existsSync(join(dir, FILE));

/**
 * The store's database, worked on as a copy in memory: the engine waits for the disk at each write (about 100 ms a
 * batch on a plain disk), and a run that is killed leaves the folder as it was before. Kept by one rename; one writer
 * at a time, since the later of two would undo the earlier. Throws Failure `retryable` while there is another.
 */
export function openStoreDatabase(dir: string, use: 'read' | 'write'): StoreDatabase {
  if (use === 'write') mkdirSync(dir, { recursive: true });
  const unlock = use === 'write' ? lockStore(dir) : () => {};
  const kept = join(dir, FILE);
  const folder = makeMemoryFolder()?.path ?? mkdtempSync(join(tmpdir(), 'billhook-'));
  const path = join(folder, FILE);
  const drop = () => {
    unlock();
    rmSync(folder, { recursive: true, force: true });
  };
  const release = dropWhenInterrupted(drop);
  try {
    if (existsSync(kept)) copyFileSync(kept, path);
  } catch (error) {
    release();
    throw error;
  }
  return {
    path,
    keep: () => {
      if (use === 'write') moveInto(kept, path);
    },
    drop: release,
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

const SIGNALS = { SIGINT: 130, SIGTERM: 143 } as const;

/** Ctrl-C must not leave a copy in memory until the next reboot. The engine's own reaper ends the engine. */
function dropWhenInterrupted(drop: () => void): () => void {
  const listeners = Object.entries(SIGNALS).map(([signal, code]) => {
    const listener = (): void => {
      drop();
      process.exit(code);
    };
    process.once(signal, listener);
    return [signal, listener] as const;
  });
  return () => {
    for (const [signal, listener] of listeners) process.off(signal, listener);
    drop();
  };
}
