import type { Dirent } from 'node:fs';
import { readdir, realpath, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { misconfigured } from '../../domain/base/failure.ts';
import { byText } from '../../domain/base/order.ts';

/** A folder with more files is no export; without a bound a link to `/` would be walked for hours. */
const FILES_MAX = 200_000;

/** Keys of the files below the root that begin with the prefix, in key order. A missing folder has none. */
export async function listKeys(root: string, prefix: string): Promise<readonly string[]> {
  const keys: string[] = [];
  // Only folders on the way to, or below, the prefix can hold a match.
  const folders = [''];
  const seen = new Set<string>();
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    const path = join(root, folder);
    const real = await realpath(path).catch(() => path);
    if (seen.has(real)) continue;
    seen.add(real);
    for (const entry of await entriesOf(path)) {
      const key = `${folder}${entry.name}`;
      const kind = await kindOf(join(root, key), entry);
      if (kind === 'folder' && (`${key}/`.startsWith(prefix) || prefix.startsWith(`${key}/`))) {
        folders.push(`${key}/`);
      } else if (kind === 'file' && key.startsWith(prefix)) keys.push(key);
    }
    if (keys.length > FILES_MAX) {
      throw misconfigured('the folder holds too many files', {
        file: root,
        expected: `at most ${FILES_MAX}`,
        found: `more than ${FILES_MAX}`,
      });
    }
  }
  return keys.sort(byText);
}

async function entriesOf(path: string): Promise<readonly Dirent[]> {
  try {
    return await readdir(path, { withFileTypes: true });
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    if (code === 'ENOENT' || code === 'ENOTDIR') return [];
    throw misconfigured('the folder cannot be read', { file: path, found: code }, error);
  }
}

/** Links count as what they point to; a dangling one as nothing. */
async function kindOf(path: string, entry: Dirent): Promise<'file' | 'folder' | 'other'> {
  const facts = entry.isSymbolicLink() ? await stat(path).catch(() => undefined) : entry;
  if (facts?.isDirectory()) return 'folder';
  return facts?.isFile() ? 'file' : 'other';
}
