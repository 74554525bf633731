import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { misconfigured } from '../../shared/domain/base/failure.ts';
import { startDynoxide } from '../../shared/embedded/dynoxide.ts';
import type { EvaluateSettings } from '../../shared/flow/evaluate.ts';
import { composeLocal, type LocalPorts, type RecordedMessage } from '../../shared/runtime/compose-local.ts';
import { evaluateSettingsOf } from '../../shared/runtime/evaluate-settings.ts';
import type { Source } from '../../shared/runtime/open-source.ts';
import { DEFAULT_SETTINGS, type Settings } from '../../shared/runtime/settings.ts';
import { openStoreDatabase } from './store-database.ts';

export interface Store {
  readonly ports: LocalPorts;
  readonly settings: EvaluateSettings;
  /** Messages of this run: what Slack would have shown. */
  readonly recorded: () => readonly RecordedMessage[];
  /** The export whose ledger is in here. Throws Failure `misconfigured` where no run was kept yet. */
  readonly exportName: () => Promise<string>;
  /** Remembers which export this store holds; another one is refused. */
  readonly claim: (exportName: string) => void;
  readonly close: () => Promise<void>;
}

export const STORE_DEFAULT = '.billhook';
export const LIVE_FILE = 'live.json';
const STORE_FILE = 'store.json';

/** `--store`, else the folder that `run --store` suggests. */
export const requireStore = (dir: string | undefined): string => dir ?? STORE_DEFAULT;

/** The embedded DynamoDB engine with this folder's database, or one in memory; ended by `close`. */
export async function openStore(options: {
  readonly dir?: string;
  readonly source?: Source;
  readonly settings?: Settings;
}): Promise<Store> {
  const { dir } = options;
  const live = dir === undefined ? undefined : await liveDemo(dir);
  const database = dir === undefined || live !== undefined ? undefined : openStoreDatabase(dir);
  const engine = live ?? (await startDynoxide(database === undefined ? {} : { dbPath: database.path }));
  try {
    const local = await composeLocal({
      endpoint: engine.endpoint,
      ...(dir === undefined ? {} : { workDir: dir }),
      ...(options.source === undefined ? {} : { source: options.source }),
    });
    return {
      ports: local.ports,
      settings: evaluateSettingsOf(options.settings ?? DEFAULT_SETTINGS, {}),
      recorded: local.recorded,
      exportName: async () => {
        const name = live?.exportName ?? (dir === undefined ? undefined : nameIn(join(dir, STORE_FILE)));
        if (name !== undefined) return name;
        throw misconfigured('nothing was published here yet', {
          file: dir ?? 'the store',
          expected: `npx billhook run PATH --store ${dir ?? STORE_DEFAULT} first`,
        });
      },
      claim: (exportName) => {
        if (dir !== undefined) claimStore(dir, exportName);
      },
      close: async () => {
        local.close();
        await engine.stop();
        database?.keep();
        database?.drop();
      },
    };
  } catch (error) {
    await engine.stop();
    database?.drop();
    throw error;
  }
}

/** A demo whose page is still up answers for its folder; its file is left over where it was killed. */
async function liveDemo(dir: string) {
  const path = join(dir, LIVE_FILE);
  const exportName = nameIn(path);
  if (exportName === undefined) return undefined;
  const content: unknown = JSON.parse(readFileSync(path, 'utf8'));
  const endpoint =
    typeof content === 'object' && content !== null && 'endpoint' in content ? String(content.endpoint) : '';
  // Any HTTP answer will do: an unsigned request is refused, but by a living engine.
  const alive = await fetch(endpoint).then(
    () => true,
    () => false,
  );
  return alive ? { endpoint, exportName, stop: async () => {} } : undefined;
}

function nameIn(path: string): string | undefined {
  if (!existsSync(path)) return undefined;
  const content: unknown = JSON.parse(readFileSync(path, 'utf8'));
  return typeof content === 'object' && content !== null && 'exportName' in content
    ? String(content.exportName)
    : undefined;
}

function claimStore(dir: string, exportName: string): void {
  const before = nameIn(join(dir, STORE_FILE));
  if (before !== undefined && before !== exportName) {
    throw misconfigured('this store holds the ledger of another export', {
      file: dir,
      expected: before,
      found: exportName,
    });
  }
  writeFileSync(join(dir, STORE_FILE), `${JSON.stringify({ exportName })}\n`);
}
