import { existsSync, mkdirSync, readdirSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { misconfigured } from '../../../shared/domain/base/failure.ts';
import { type Journal, openJournal } from '../../../shared/embedded/journal.ts';
import { EXPORT_NAME } from '../../../shared/synthetic/company.ts';
import { STORE_FILE, type StoreFacts, storeFacts } from '../store-facts.ts';
import { LOCK_FILE, lockStore } from '../store-lock.ts';
import type { Played } from './play.ts';
import { parsePlayed } from './played-note.ts';

/** A demo that is kept: what its stack leaves in the folder, and how far its story has been told. */
export interface DemoStore {
  readonly dir: string;
  /** False where an earlier process may have begun something. */
  readonly isNew: boolean;
  readonly lastDays: number;
  /** Deliveries told to their end, oldest first: published, judged, and each message sent. */
  readonly notes: Journal<Played>;
  close(): void;
}

/** Grows when the story, or what a store keeps of it, becomes another: an older store cannot go on with a new one. */
const FORMAT = 1;
const NOTES_FILE = 'told.jsonl';

/**
 * Opens a demo's store, or makes one where the folder is new or empty; nobody else may use it until it is closed.
 * `lastDays` where it is asked for must be that of the store. Throws Failure `misconfigured` for a folder that holds
 * anything else, and `retryable` for one in use.
 */
export function openDemoStore(dir: string, lastDays: number | undefined, lastDaysUsual: number): DemoStore {
  if (existsSync(dir) && !statSync(dir).isDirectory())
    throw misconfigured('--store is not a folder', { file: dir, expected: 'a folder, or none yet' });
  mkdirSync(dir, { recursive: true });
  const unlock = lockStore(dir);
  try {
    const facts = storeFacts(dir);
    const told = facts === undefined ? (lastDays ?? lastDaysUsual) : lastDaysOf(facts, dir, lastDays);
    if (facts === undefined) begin(dir, told);
    const notes = openJournal(join(dir, NOTES_FILE), parsePlayed);
    const close = (): void => {
      notes.close();
      unlock();
    };
    return { dir, isNew: facts === undefined, lastDays: told, notes, close };
  } catch (error) {
    unlock();
    throw error;
  }
}

/** Shown by a rename, so that a store is one from the first moment at which anything is in it. */
function begin(dir: string, lastDays: number): void {
  const next = `${STORE_FILE}.next`;
  const other = readdirSync(dir).find((name) => name !== LOCK_FILE && name !== next);
  if (other !== undefined) {
    throw misconfigured('this folder holds something else; give the demo one of its own', {
      file: dir,
      expected: 'a new or empty folder, or the --store of an earlier demo',
      found: other,
    });
  }
  const facts: StoreFacts = { exportName: EXPORT_NAME, demo: { format: FORMAT, lastDays } };
  writeFileSync(join(dir, next), `${JSON.stringify(facts)}\n`);
  renameSync(join(dir, next), join(dir, STORE_FILE));
}

function lastDaysOf({ demo, exportName }: StoreFacts, dir: string, asked: number | undefined): number {
  if (demo === undefined) {
    throw misconfigured('this store was kept by run; give the demo one of its own', {
      file: dir,
      expected: 'a new or empty folder, or the --store of an earlier demo',
      found: `the ledger of ${exportName ?? 'an export'}`,
    });
  }
  if (demo.format !== FORMAT) {
    throw misconfigured('this store is of another version of the demo; delete the folder or name another', {
      file: dir,
      expected: `version ${FORMAT}`,
      found: `version ${demo.format}`,
    });
  }
  if (asked !== undefined && asked !== demo.lastDays) {
    throw misconfigured(
      'this store holds a story of another length; name another, or leave --last-days out',
      {
        file: dir,
        expected: `--last-days ${demo.lastDays}`,
        found: `--last-days ${asked}`,
      },
    );
  }
  return demo.lastDays;
}
