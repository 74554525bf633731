import { copyFileSync, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { makeMemoryFolder } from '../../shared/embedded/memory-folder.ts';

export interface StoreDatabase {
  /** Where the engine works. */
  readonly path: string;
  /** Keeps what the engine wrote; call it when the engine has ended. */
  readonly keep: () => void;
  readonly drop: () => void;
}

const FILE = 'ledger.db';

/**
 * The store's database, worked on as a copy in memory: the engine waits for the disk at each write (about 100 ms a
 * batch on a plain disk), and a run that is killed leaves the folder as it was before. Kept by one rename.
 */
export function openStoreDatabase(dir: string): StoreDatabase {
  mkdirSync(dir, { recursive: true });
  const kept = join(dir, FILE);
  const folder = makeMemoryFolder()?.path ?? mkdtempSync(join(tmpdir(), 'billhook-'));
  const path = join(folder, FILE);
  if (existsSync(kept)) copyFileSync(kept, path);
  return {
    path,
    keep: () => {
      // The engine may leave its newest writes in SQLite's write-ahead log.
      const database = new DatabaseSync(path);
      database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
      database.close();
      const next = `${kept}.next`;
      copyFileSync(path, next);
      renameSync(next, kept);
    },
    drop: () => rmSync(folder, { recursive: true, force: true }),
  };
}
