import { mkdirSync, mkdtempSync, readdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { S3Client } from '@aws-sdk/client-s3';
import { afterAll, afterEach, describe, expect, test } from 'vitest';
import { createS3ObjectStore } from '../../../shared/adapters/aws/s3-object-store.ts';
import { localClient } from '../../../shared/embedded/local-account.ts';
import { openS3Files } from '../../../shared/embedded/s3-files.ts';
import { type S3Backend, startS3Files } from '../../../shared/embedded/s3-files-server.ts';
import { rangeOf } from '../../../shared/embedded/s3-range.ts';
import { objectStoreContract } from '../../contract/object-store.contract.ts';

const folders: string[] = [];
const aFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'billhook-objects-'));
  folders.push(folder);
  return folder;
};
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

describe('S3 on a folder', () => {
  let server: S3Backend | undefined;
  let client: S3Client | undefined;
  const stop = async (): Promise<void> => {
    client?.destroy();
    await server?.stop();
  };
  afterEach(stop);
  objectStoreContract(async () => {
    await stop();
    server = await startS3Files(aFolder());
    await server.createBucket('exports');
    client = new S3Client({ ...localClient(server.endpoint), forcePathStyle: true });
    return createS3ObjectStore({ client });
  });
});

const text = (value: string): Buffer => Buffer.from(value);
const readAll = async (folder: string, key: string): Promise<string> => {
  const files = openS3Files(folder);
  const { bytes } = files.stat('exports', key)!;
  return Buffer.concat(await files.open('exports', key, 0, bytes).toArray()).toString();
};

describe('a folder of objects that is opened again', () => {
  const kept = () => {
    const folder = aFolder();
    const files = openS3Files(folder);
    files.createBucket('exports');
    files.put('exports', 'a/ü 1', text('one'), { 'content-type': 'text/csv' });
    files.put('exports', 'a/ü 1', text('first\nsecond'), { 'content-encoding': 'gzip' });
    files.put('exports', 'Z', text(''), {}, 'abc-2');
    files.put('exports', 'gone', text('gone'), {});
    files.remove('exports', 'gone');
    return { folder, files };
  };

  test('has the same objects with the same times, ETags and headers, in the order of their bytes', async () => {
    const { folder, files } = kept();
    const again = openS3Files(folder);
    expect(again.list('exports', '')).toEqual(files.list('exports', ''));
    expect(again.list('exports', '').map(({ key, bytes }) => [key, bytes])).toEqual([
      ['Z', 0],
      ['a/ü 1', 12],
    ]);
    expect(again.stat('exports', 'Z')?.eTag).toBe('abc-2');
    expect(await readAll(folder, 'a/ü 1')).toBe('first\nsecond');
  });

  test('does not know of an object that was still being written', () => {
    const { folder, files } = kept();
    mkdirSync(join(folder, '_'), { recursive: true });
    writeFileSync(join(folder, '_', 'half'), '{"key":"half","bytes":100');
    expect(openS3Files(folder).list('exports', '')).toEqual(files.list('exports', ''));
    expect(readdirSync(join(folder, '_'))).toEqual([]);
  });

  test('is refused by the name of a file that is not an object', () => {
    const { folder } = kept();
    const [name] = readdirSync(join(folder, 'exports'));
    truncateSync(join(folder, 'exports', name!), 5);
    expect(() => openS3Files(folder)).toThrow(/the store is damaged/);
  });

  test('gives a reader the object as it was when it began, whatever replaces it meanwhile', async () => {
    const { files } = kept();
    const reading = files.open('exports', 'a/ü 1', 0, 12);
    files.put('exports', 'a/ü 1', text('something else'), {});
    expect(Buffer.concat(await reading.toArray()).toString()).toBe('first\nsecond');
  });
});

test.each([
  ['bytes=0-0', { from: 0, to: 1 }],
  ['bytes=3-', { from: 3, to: 10 }],
  ['bytes=3-99', { from: 3, to: 10 }],
  ['bytes=-4', { from: 6, to: 10 }],
  ['bytes=-99', { from: 0, to: 10 }],
  ['bytes=10-', 'unsatisfiable'],
  ['bytes=-0', 'unsatisfiable'],
  ['bytes=5-3', 'whole'],
  ['bytes=0-1,3-4', 'whole'],
  [undefined, 'whole'],
] as const)('of ten bytes the range %s is %o', (header, range) => {
  expect(rangeOf(header, 10)).toEqual(range);
});
