import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { misconfigured } from '../../shared/domain/base/failure.ts';
import { startDynoxide } from '../../shared/embedded/dynoxide.ts';
import { createS3FilesReader } from '../../shared/embedded/s3-files-reader.ts';
import { stackFolder, WORK_BUCKET } from '../../shared/embedded/stack-folder.ts';
import type { EvaluateSettings } from '../../shared/flow/evaluate.ts';
import { sendMessage } from '../../shared/flow/notify.ts';
import {
  composeLocal,
  type LocalPorts,
  type RecordedMessage,
  type StackRollups,
} from '../../shared/runtime/compose-local.ts';
import { evaluateSettingsOf } from '../../shared/runtime/evaluate-settings.ts';
import type { Source } from '../../shared/runtime/open-source.ts';
import { DEFAULT_SETTINGS, type Settings } from '../../shared/runtime/settings.ts';
import { findLive, type LiveStore } from './live-store.ts';
import { hasDatabase, openStoreDatabase, type StoreDatabase } from './store-database.ts';
import { STORE_FILE, storeFacts } from './store-facts.ts';

export interface Store {
  readonly ports: LocalPorts;
  readonly settings: EvaluateSettings;
  /** Messages of this run: what Slack would have shown. */
  readonly recorded: () => readonly RecordedMessage[];
  /** Sends what was queued to `recorded`; a demo that is running sends it by itself, to its own Slack. */
  readonly send: (queued: readonly string[]) => Promise<void>;
  /** The export whose ledger is in here. Throws Failure `misconfigured` where no run was kept yet. */
  readonly exportName: () => string;
  /** Remembers which export this store holds; another one is refused. */
  readonly claim: (exportName: string) => void;
  readonly close: () => Promise<void>;
}

export interface StoreOptions {
  /** Where it is kept; in memory otherwise. */
  readonly dir?: string;
  /** A store that is only read must be there, and is left as it was. */
  readonly use: 'read' | 'write';
  readonly source?: Source;
  readonly settings?: Settings;
}

export const STORE_DEFAULT = '.billhook';

/** `--store`, else the folder that `run --store` suggests. */
export const requireStore = (dir: string | undefined): string => dir ?? STORE_DEFAULT;

/** The embedded DynamoDB engine with this folder's database, or one in memory; ended by `close`. */
export async function openStore(options: StoreOptions): Promise<Store> {
  const { dir } = options;
  const live = dir === undefined ? undefined : await findLive(dir);
  if (dir !== undefined && live === undefined && options.use === 'read' && !hasDatabase(dir)) {
    throw noStore(dir, existsSync(dir) ? 'nothing was kept here yet' : 'there is no such store');
  }
  if (dir !== undefined && live === undefined && options.use === 'write') refuseDemo(dir);
  const fresh = dir === undefined || !hasDatabase(dir);
  const database = dir === undefined || live !== undefined ? undefined : openStoreDatabase(dir, options.use);
  const engine = live === undefined ? await startEngine(dir, database) : { ...live, stop: async () => {} };
  const stop = async (): Promise<void> => {
    await engine.stop();
    database?.drop();
  };
  try {
    const local = await composeLocal({
      endpoint: engine.endpoint,
      ...(dir === undefined ? {} : { workDir: dir }),
      ...(options.source === undefined ? {} : { source: options.source }),
      ...rollupsOf(dir, live),
    });
    return {
      ports: local.ports,
      settings: settingsOf(options.settings ?? DEFAULT_SETTINGS),
      recorded: local.recorded,
      send: async (queued) => {
        if (live !== undefined) return;
        for (const id of queued) await sendMessage(local.ports, id);
      },
      exportName: () => {
        const name = live?.exportName ?? (dir === undefined ? undefined : storeFacts(dir)?.exportName);
        if (name === undefined) throw noStore(dir ?? '', 'no delivery was published here yet');
        return name;
      },
      claim: (exportName) => {
        if (dir !== undefined) claimStore(dir, exportName, fresh);
      },
      close: async () => {
        local.close();
        await engine.stop();
        try {
          database?.keep();
        } finally {
          database?.drop();
        }
      },
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Deliveries of any time are replayed here: nobody's working day is awaited. */
function settingsOf(settings: Settings): EvaluateSettings {
  const { routing, ...rest } = evaluateSettingsOf(settings, {});
  return { ...rest, routing: { ...routing, sendsAtOnce: true } };
}

/** A demo keeps them in its own S3, which is a folder where the demo is kept. */
function rollupsOf(
  dir: string | undefined,
  live: LiveStore | undefined,
): { readonly rollups?: StackRollups } {
  if (dir !== undefined && storeFacts(dir)?.demo !== undefined) {
    return { rollups: { bucket: WORK_BUCKET, objects: createS3FilesReader(stackFolder(dir).objects) } };
  }
  return live === undefined ? {} : { rollups: { bucket: WORK_BUCKET, endpoint: live.objects } };
}

/** What to do where there is nothing to read. */
const noStore = (dir: string, message: string) =>
  misconfigured(`${message}; fill it with: npx billhook run PATH --store ${dir}`, {
    file: dir,
    expected: 'the folder that an earlier run --store kept, or a demo that is still open',
  });

async function startEngine(dir: string | undefined, database: StoreDatabase | undefined) {
  try {
    return await startDynoxide(database === undefined ? {} : { dbPath: database.path });
  } catch (error) {
    database?.drop();
    const text = error instanceof Error && 'detail' in error ? JSON.stringify(error.detail) : '';
    if (dir === undefined || !/database|sqlite/i.test(text)) throw error;
    throw misconfigured(
      'the store is damaged; delete the folder and run your deliveries again',
      { file: dir, expected: 'the database of an earlier run', found: 'something else in ledger.db' },
      error,
    );
  }
}

/** What the demo keeps beside the ledger would not fit to it any more. */
function refuseDemo(dir: string): void {
  if (storeFacts(dir)?.demo === undefined) return;
  throw misconfigured('this is the store of a demo, which only the demo writes; name another', {
    file: dir,
    expected: 'a new folder, or one that run --store kept',
  });
}

/** What a first run left behind that was killed claims nothing. */
function claimStore(dir: string, exportName: string, fresh: boolean): void {
  const before = fresh ? undefined : storeFacts(dir)?.exportName;
  if (before !== undefined && before !== exportName) {
    throw misconfigured('this store holds the ledger of another export; give this one a --store of its own', {
      file: dir,
      expected: before,
      found: exportName,
    });
  }
  writeFileSync(join(dir, STORE_FILE), `${JSON.stringify({ exportName })}\n`);
}
