import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DeleteObjectCommand, ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe } from 'vitest';
import { createS3ObjectStore } from '../../shared/adapters/aws/s3-object-store.ts';
import { s3Remover } from '../../shared/adapters/aws/s3-remove.ts';
import { createFileObjectStore } from '../../shared/adapters/local/file-object-store.ts';
import { createMemoryObjectStore } from '../../shared/adapters/memory/memory-object-store.ts';
import { type Fauxqs, startFauxqs } from '../../shared/embedded/fauxqs.ts';
import { localClient } from '../../shared/embedded/local-account.ts';
import { objectStoreContract } from './object-store.contract.ts';
import { rollupArchiveContract } from './rollup-archive.contract.ts';

describe('memory', () => {
  const fresh = () => createMemoryObjectStore({ now: () => Date.now() });
  objectStoreContract(async () => fresh());
  rollupArchiveContract(async () => {
    const objects = fresh();
    return { objects, remove: async (bucket, key) => objects.remove(bucket, key) };
  });
});

describe('files', () => {
  const roots: string[] = [];
  afterAll(async () => {
    for (const root of roots) await rm(root, { recursive: true });
  });
  objectStoreContract(async () => {
    const root = await mkdtemp(join(tmpdir(), 'billhook-objects-'));
    roots.push(root);
    return createFileObjectStore({ root });
  });
});

describe('S3 (fauxqs)', () => {
  let server: Fauxqs;
  let client: S3Client;
  beforeAll(async () => {
    server = await startFauxqs();
    await server.createBucket('exports');
    client = new S3Client({ ...localClient(server.endpoint), forcePathStyle: true });
  });
  afterAll(async () => {
    client.destroy();
    await server.stop();
  });
  objectStoreContract(async () => {
    const store = createS3ObjectStore({ client });
    await emptied(client);
    return store;
  });
  rollupArchiveContract(async () => {
    await emptied(client);
    return { objects: createS3ObjectStore({ client }), remove: s3Remover(client) };
  });
});

async function emptied(client: S3Client): Promise<void> {
  const { Contents = [] } = await client.send(new ListObjectsV2Command({ Bucket: 'exports' }));
  for (const { Key } of Contents) await client.send(new DeleteObjectCommand({ Bucket: 'exports', Key }));
}
