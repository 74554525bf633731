import { createHash } from 'node:crypto';
import { readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';

/** What a build gave, as JSON can hold it, and every file that it read or wrote. */
export interface Built<T> {
  readonly result: T;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
}

/** Beside what was built: how all its files were then. */
interface Kept<T> {
  /** Its own path: results name files by whole paths, and a copied folder's would name another's. */
  readonly record: string;
  readonly digests: Readonly<Record<string, string>>;
  readonly result: T;
}

/**
 * The result of the build that `record` tells of, where every file that it read and wrote has the bytes that it had;
 * else of a new one, which is recorded. Passes on what the build throws.
 */
export async function unlessBuilt<T>(record: string, build: () => Promise<Built<T>>): Promise<T> {
  const kept = readKept<T>(record);
  if (kept !== undefined && isAsItWas(kept)) return kept.result;
  const begun = Date.now();
  const { result, inputs, outputs } = await build();
  const names = [...new Set([...inputs, ...outputs])].sort();
  const digests = Object.fromEntries(names.map((path) => [path, digestOf(path) ?? '']));
  // What somebody saved meanwhile may not be what was read.
  if (inputs.some((path) => (statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0) >= begun))
    return result;
  const fresh = `${record}.${process.pid}`;
  const told: Kept<T> = { record, digests, result };
  writeFileSync(fresh, JSON.stringify(told));
  renameSync(fresh, record);
  return result;
}

const isAsItWas = ({ digests }: Kept<unknown>): boolean =>
  Object.entries(digests).every(([path, digest]) => digestOf(path) === digest);

/** Undefined where there is none, or none that can be read. */
function readKept<T>(record: string): Kept<T> | undefined {
  try {
    const kept: Kept<T> = JSON.parse(readFileSync(record, 'utf8'));
    return kept.record === record ? kept : undefined;
  } catch {
    return undefined;
  }
}

interface Seen {
  readonly mtimeMs: number;
  readonly size: number;
  readonly digest: string;
}

/** By path: functions share most of what they are built from. */
const seen = new Map<string, Seen>();

/** Undefined where there is no such file. */
function digestOf(path: string): string | undefined {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found === undefined) return undefined;
  const { mtimeMs, size } = found;
  const before = seen.get(path);
  if (before?.mtimeMs === mtimeMs && before.size === size) return before.digest;
  const digest = createHash('sha256').update(readFileSync(path)).digest('base64url');
  seen.set(path, { mtimeMs, size, digest });
  return digest;
}
