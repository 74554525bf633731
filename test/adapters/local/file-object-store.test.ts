import { mkdir, mkdtemp, readdir, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createFileObjectStore } from '../../../shared/adapters/local/file-object-store.ts';

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'billhook-files-'));
});
afterEach(() => rm(root, { recursive: true }));

const listed = async (prefix: string): Promise<readonly string[]> => {
  const keys: string[] = [];
  for await (const pin of createFileObjectStore({ root }).list('any', prefix)) keys.push(pin.key);
  return keys;
};

test.each(['../secret', 'a/../../secret', '/etc/passwd', '..', 'a/./b', 'a//b', 'a\0b', ''])(
  'the key %j is refused instead of followed',
  async (key) => {
    const store = createFileObjectStore({ root });
    await expect(store.pin('any', key)).rejects.toMatchObject({ kind: 'poison' });
    await expect(store.write('any', key, new Uint8Array(1), '')).rejects.toMatchObject({ kind: 'poison' });
  },
);

test('a file rewritten with as many bytes and its old time is still another version', async () => {
  const store = createFileObjectStore({ root });
  await writeFile(join(root, 'a.csv'), 'one');
  const pin = await store.pin('any', 'a.csv');
  await rm(join(root, 'a.csv'));
  await writeFile(join(root, 'keep-inode'), '');
  await writeFile(join(root, 'a.csv'), 'two');
  const time = new Date(pin!.lastModified);
  await utimes(join(root, 'a.csv'), time, time);
  await expect(store.read(pin!)).rejects.toMatchObject({ kind: 'retryable' });
});

test('a file that was cut short is retryable, not zeros', async () => {
  const store = createFileObjectStore({ root });
  await writeFile(join(root, 'a.csv'), '0123456789');
  const pin = await store.pin('any', 'a.csv');
  await writeFile(join(root, 'a.csv'), '012');
  await expect(store.read(pin!, 2, 8)).rejects.toMatchObject({ kind: 'retryable' });
});

test('links to files and folders are followed, and a circle of them ends', async () => {
  await mkdir(join(root, 'data'));
  await writeFile(join(root, 'data', 'a.csv'), 'x');
  await symlink(join(root, 'data'), join(root, 'data', 'again'));
  await symlink(join(root, 'data', 'a.csv'), join(root, 'b.csv'));
  await symlink(join(root, 'nowhere'), join(root, 'dangling.csv'));
  expect(await listed('')).toEqual(['b.csv', 'data/a.csv']);
});

test('a folder that is not there has no keys', async () => {
  root = join(root, 'new');
  await mkdir(root);
  expect(await listed('cur/2026/')).toEqual([]);
});

test('each bucket has its folder, and a bucket without one is a setting', async () => {
  const store = createFileObjectStore({ buckets: { work: join(root, 'work') } });
  await store.write('work', 'rollups/a.arrow', new Uint8Array(3), 'application/octet-stream');
  expect(await readdir(join(root, 'work', 'rollups'))).toEqual(['a.arrow']);
  for (const bucket of ['other', '__proto__']) {
    await expect(store.pin(bucket, 'a')).rejects.toMatchObject({ kind: 'misconfigured' });
  }
});
