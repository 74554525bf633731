import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Where the engines keep what must outlive them. Queues are not in it: what they lose, the sweep finds. */
export interface StackFolder {
  readonly tables: string;
  readonly objects: string;
  readonly slack: string;
  /** Port of the HTTP API: links of messages that were kept lead to it. */
  readonly port: string;
}

/** Rollups and settings. */
export const WORK_BUCKET = 'acme-billhook-work';

/** The name under which the command line's stores keep their tables, so that its other commands can read them. */
export const TABLES_FILE = 'ledger.db';

export function stackFolder(path: string): StackFolder {
  mkdirSync(path, { recursive: true });
  return {
    tables: join(path, TABLES_FILE),
    objects: join(path, 'objects'),
    slack: join(path, 'slack.jsonl'),
    port: join(path, 'http-port'),
  };
}

/** The port of the stack before; undefined where there was none. */
export function keptPort({ port }: StackFolder): number | undefined {
  const found = existsSync(port) ? Number(readFileSync(port, 'utf8')) : 0;
  return Number.isInteger(found) && found > 0 && found < 65_536 ? found : undefined;
}
