import { mkdirSync, readdirSync, rmdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fieldsIn } from './store-facts.ts';

/** Tells the other commands that a running demo answers for this folder. */
const LIVE_FILE = 'live.json';

export interface LiveStore {
  /** Of its DynamoDB. */
  readonly endpoint: string;
  /** Of its S3, where the rollups lie. */
  readonly objects: string;
  readonly exportName: string;
}

/** Marks the folder, which is made where it is missing; gives back how to unmark it, and take it away if it is empty. */
export function markLive(dir: string, live: LiveStore): () => void {
  const path = join(dir, LIVE_FILE);
  mkdirSync(dir, { recursive: true });
  writeFileSync(path, `${JSON.stringify(live)}\n`);
  return () => {
    rmSync(path, { force: true });
    if (readdirSync(dir).length === 0) rmdirSync(dir);
  };
}

/** The demo that is running on this folder; a killed one leaves its mark behind. */
export async function findLive(dir: string): Promise<LiveStore | undefined> {
  const fields = fieldsIn(dir, LIVE_FILE);
  const { endpoint, objects, exportName } = fields ?? {};
  if (typeof endpoint !== 'string' || typeof exportName !== 'string') return undefined;
  if (typeof objects !== 'string') return undefined;
  // Any HTTP answer will do: an unsigned request is refused, but by a living engine.
  const alive = await fetch(endpoint).then(
    () => true,
    () => false,
  );
  return alive ? { endpoint, objects, exportName } : undefined;
}
