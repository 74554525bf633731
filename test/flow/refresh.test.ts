import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { ingestNotice } from '../../shared/flow/ingest.ts';
import { reconcile } from '../../shared/flow/reconcile.ts';
import {
  aSpend,
  type DeliverySpec,
  deliveryFiles,
  noticeOf,
  putDelivery,
  putFiles,
} from '../builders/export-files.ts';
import { BUCKET, createFlowWorld, EXPORT, type FlowWorld, INGEST, SWEEP } from '../builders/flow-world.ts';

const ingest = (world: FlowWorld, key: string) => ingestNotice(world.ports, noticeOf(key), INGEST);
const spent = async ({ ports }: FlowWorld): Promise<Readonly<Record<string, unknown>>> => {
  const { totals, executionId } = (await ports.ledger.pointer(EXPORT, '2026-11'))!;
  return { executionId, rows: totals.rows, ...totals.teams };
};

const WIDE: DeliverySpec = {
  executedAt: '2026-11-18T05:14:43.337Z',
  executionId: 'wide',
  chunks: [[aSpend('search', 10)], [aSpend('search', 5), aSpend('support', 1)], [aSpend('fraud', 7)]],
};
const NARROW: DeliverySpec = {
  executedAt: '2026-11-18T13:14:43.337Z',
  executionId: 'narrow',
  chunks: [[aSpend('search', 11), aSpend('support', 1)]],
};

describe('a refresh with fewer files holds its own rows only', () => {
  test('where each delivery has its folder', async () => {
    const world = createFlowWorld();
    for (const spec of [WIDE, NARROW]) {
      const { manifests } = await putDelivery(world.ports.objects, spec);
      expect(await ingest(world, manifests[0]!)).toMatchObject({ outcome: 'published' });
    }
    expect(await spent(world)).toEqual({
      executionId: 'narrow',
      rows: 2,
      search: { USD: '11' },
      support: { USD: '1' },
    });
  });

  const blanks = { 'no bytes': new Uint8Array(0), 'an empty archive': new Uint8Array(gzipSync('')) };
  test.each([
    ['of no bytes, still named', blanks['no bytes'], 3],
    ['of no bytes, no longer named', blanks['no bytes'], 1],
    ['of an empty archive, still named', blanks['an empty archive'], 3],
  ])('where it overwrites the old ones and leaves surplus ones behind, %s', async (_, blank, named) => {
    const world = createFlowWorld();
    world.at('2026-11-18T05:14:00Z');
    const wide = await putDelivery(world.ports.objects, { ...WIDE, mode: 'overwrite' });
    await ingest(world, wide.manifests[0]!);
    world.at('2026-11-18T13:14:00Z');
    for (const key of wide.data.slice(1)) await world.ports.objects.write(BUCKET, key, blank, 'text/csv');
    const chunks = [...NARROW.chunks!, [], []].slice(0, named);
    const narrow = deliveryFiles({ ...NARROW, chunks, mode: 'overwrite' });
    const files = narrow.files.map((bytes, index) => (index === 0 ? bytes : blank));
    await putFiles(world.ports.objects, { ...narrow, files });
    expect(await ingest(world, narrow.keys.manifests[0]!)).toMatchObject({ outcome: 'published' });
    expect(await spent(world)).toEqual({
      executionId: 'narrow',
      rows: 2,
      search: { USD: '11' },
      support: { USD: '1' },
    });
  });
});

describe('two deliveries of the same millisecond', () => {
  const same = { executedAt: '2026-11-18T13:14:43.337Z' };
  const specs: readonly DeliverySpec[] = [
    { ...same, executionId: 'aaaa', chunks: [[aSpend('search', 1)]] },
    { ...same, executionId: 'bbbb', chunks: [[aSpend('search', 2)]] },
  ];

  test.each([
    ['in one order', [0, 1]],
    ['in the other', [1, 0]],
    ['one notice being lost', [0]],
    ['the other being lost', [1]],
    ['both being lost', []],
  ])('end as the same one, %s', async (_, order) => {
    const world = createFlowWorld();
    const written = [];
    for (const spec of specs) written.push(await putDelivery(world.ports.objects, spec));
    for (const index of order) await ingest(world, written[index]!.manifests[0]!);
    for (let sweep = 0; sweep < 2; sweep += 1) {
      await reconcile(world.ports, SWEEP);
      for (const notice of world.ports.notices.waiting.splice(0))
        await ingestNotice(world.ports, notice, INGEST);
    }
    expect(await spent(world)).toEqual({ executionId: 'bbbb', rows: 1, search: { USD: '2' } });
    await reconcile(world.ports, SWEEP);
    expect(world.ports.notices.waiting).toEqual([]);
  });
});
