import { describe, expect, test } from 'vitest';
import type { Notice } from '../../shared/domain/delivery/delivery.ts';
import { ingestNotice } from '../../shared/flow/ingest.ts';
import { type ReconcileSettings, reconcile } from '../../shared/flow/reconcile.ts';
import { aBook, aBudget } from '../builders/budget.ts';
import { utf8 } from '../builders/cur-file.ts';
import { aSpend, type DeliverySpec, deliveryFiles, noticeOf, putDelivery } from '../builders/export-files.ts';
import { BUCKET, createFlowWorld, EXPORT, type FlowWorld, INGEST, SWEEP } from '../builders/flow-world.ts';
import { anOutboxEntry } from '../builders/outbox-entry.ts';

const put = async (world: FlowWorld, executedAt: string, spec: Partial<DeliverySpec> = {}) => {
  world.at(executedAt);
  // AWS writes minutes after the time that it names the folder by.
  world.after(7 * 60_000);
  const executionId = `execution-${executedAt.slice(5, 13)}`;
  return putDelivery(world.ports.objects, { executedAt, executionId, ...spec });
};
const sweep = (world: FlowWorld, more: Partial<ReconcileSettings> = {}) =>
  reconcile(world.ports, { ...SWEEP, ...more });
/** Notices that the sweep sent, as the ingest function would take them. */
const drain = async ({ ports }: FlowWorld): Promise<readonly string[]> => {
  const outcomes = [];
  for (const notice of ports.notices.waiting.splice(0))
    outcomes.push((await ingestNotice(ports, notice, INGEST)).outcome);
  return outcomes;
};
const sweptKey = (key: string): Notice => ({ ...noticeOf(key), from: 'sweep' });

describe('with every event lost, one sweep announces', () => {
  test('the folder manifest of the newest delivery of three months, where each has its folder', async () => {
    const world = createFlowWorld();
    const keys: string[] = [];
    for (const period of ['2026-08', '2026-09', '2026-10', '2026-11']) {
      for (const hour of ['06', '14']) {
        // Late deliveries for an old month come in the month after it.
        const day = `${period === '2026-11' ? '2026-11-18' : '2026-11-02'}T${hour}:0${period.slice(6)}:00.000Z`;
        keys.push((await put(world, day, { period })).manifests[0]!);
      }
    }
    world.at('2026-11-18T15:00:00Z');
    expect(await sweep(world)).toEqual({ announced: 3, sent: 0, waiting: 0 });
    expect(world.ports.notices.waiting).toEqual([keys[7], keys[5], keys[3]].map((key) => sweptKey(key!)));
    expect(await drain(world)).toEqual(['published', 'published', 'published']);
    expect(await sweep(world)).toMatchObject({ announced: 0 });
  });

  test('the plain manifest, where deliveries overwrite each other', async () => {
    const world = createFlowWorld();
    await put(world, '2026-11-18T06:00:00.000Z', { mode: 'overwrite' });
    const { manifests } = await put(world, '2026-11-18T14:00:00.000Z', { mode: 'overwrite' });
    expect(await sweep(world)).toMatchObject({ announced: 1 });
    expect(world.ports.notices.waiting).toEqual([sweptKey(manifests[0]!)]);
    expect(await drain(world)).toEqual(['published']);
    expect(await sweep(world)).toMatchObject({ announced: 0 });
    await put(world, '2026-11-18T22:00:00.000Z', { mode: 'overwrite' });
    expect(await sweep(world)).toMatchObject({ announced: 1 });
  });

  test('in a replay of the past, the months of the time that it is there', async () => {
    const world = createFlowWorld();
    const { manifests } = await put(world, '2026-11-18T14:00:00.000Z');
    world.at('2031-05-02T09:00:00Z');
    expect(await sweep(world)).toMatchObject({ announced: 0 });
    expect(await sweep(world, { at: Date.parse('2026-11-18T14:02:00Z') })).toMatchObject({ announced: 1 });
    expect(world.ports.notices.waiting).toEqual([sweptKey(manifests[0]!)]);
  });

  test('an export that has no prefix', async () => {
    const world = createFlowWorld();
    const { manifests } = await put(world, '2026-11-18T14:00:00.000Z');
    const bytes = await world.ports.objects.read((await world.ports.objects.pin(BUCKET, manifests[0]!))!);
    const key = manifests[0]!.replace(/^bills\//, '');
    await world.ports.objects.write(BUCKET, key, bytes, 'application/json');
    await sweep(world, { prefix: '' });
    expect(world.ports.notices.waiting).toEqual([sweptKey(key)]);
  });

  test("what lies among the export's manifests, without listing anything else", async () => {
    const world = createFlowWorld();
    const { objects } = world.ports;
    const listed: string[] = [];
    const watched: typeof objects = {
      ...objects,
      list: (bucket, prefix) => {
        listed.push(`${bucket}/${prefix}`);
        return objects.list(bucket, prefix);
      },
    };
    await reconcile({ ...world.ports, objects: watched }, SWEEP);
    expect(listed).toEqual([`${BUCKET}/bills/company-cur/metadata/`]);
  });

  test('the folder manifests of a bucket whose own folders look like theirs', async () => {
    const world = createFlowWorld();
    const prefix = '2026-11-18T06:00:00.000Z-old/bills';
    for (const hour of ['06', '14']) {
      const spec = { executedAt: `2026-11-18T${hour}:00:00.000Z`, executionId: `e-${hour}` };
      const { keys, manifest } = deliveryFiles(spec);
      const key = keys.manifests[0]!.replace('bills', prefix);
      await world.ports.objects.write(BUCKET, key, manifest, 'application/json');
    }
    // Had the executions been taken from the prefix, the second would pass for the refused one.
    const refused = { exportName: EXPORT, billingPeriod: '2026-11', at: 0, message: '', detail: {} };
    await world.ports.quarantine.put({ ...refused, order: '2026-11-18T14:00:00.000Z~old' });
    await sweep(world, { prefix });
    expect(world.ports.notices.waiting.map(({ key }) => key)).toEqual([expect.stringContaining('-e-14/')]);
  });

  test('nothing of other exports, other files, or where there is nothing at all', async () => {
    const world = createFlowWorld();
    await put(world, '2026-11-18T14:00:00.000Z', { exportName: 'company-cur-2' });
    const home = 'bills/company-cur/metadata/BILLING_PERIOD=2026-11';
    // An export whose own prefix is this one's metadata folder.
    const inside = `${home}/other/metadata/BILLING_PERIOD=2026-11/other-Manifest.json`;
    for (const key of [`${home}/readme.txt`, inside]) {
      await world.ports.objects.write(BUCKET, key, new Uint8Array(1), 'text/plain');
    }
    expect(await sweep(world)).toEqual({ announced: 0, sent: 0, waiting: 0 });
  });
});

test('where nothing was missed, a sweep asks neither for what is visible nor for what was refused', async () => {
  const world = createFlowWorld();
  await sweep(world);
  expect(world.mishaps.calls).not.toContain('ledger.pointer');
  const { manifests } = await put(world, '2026-11-18T14:00:00.000Z');
  await ingestNotice(world.ports, noticeOf(manifests[0]!), INGEST);
  world.mishaps.clear();
  await sweep(world);
  expect(world.mishaps.calls).toContain('ledger.pointer');
  expect(world.mishaps.calls).not.toContain('quarantine.newerThan');
});

describe('a refused delivery', () => {
  test.each(['create-new', 'overwrite'] as const)(
    '(%s) is not read again every hour, but at any notice of its own',
    async (mode) => {
      const world = createFlowWorld();
      const { data, manifests } = await put(world, '2026-11-18T14:00:00.000Z', { mode });
      const pin = (await world.ports.objects.pin(BUCKET, data[0]!))!;
      const bytes = await world.ports.objects.read(pin);
      world.ports.objects.remove(BUCKET, data[0]!);
      await sweep(world);
      expect(await drain(world)).toEqual(['quarantined']);
      expect(await sweep(world)).toMatchObject({ announced: 0 });
      await world.ports.objects.write(BUCKET, data[0]!, bytes, 'text/csv');
      expect(await ingestNotice(world.ports, noticeOf(manifests[0]!), INGEST)).toMatchObject({
        outcome: 'published',
      });
      expect(world.tables.quarantine.size).toBe(1);
    },
  );

  test('whose manifest cannot be read is not either', async () => {
    const world = createFlowWorld();
    const { manifests } = await put(world, '2026-11-18T14:00:00.000Z');
    for (const key of manifests) await world.ports.objects.write(BUCKET, key, utf8('{'), 'application/json');
    await sweep(world);
    expect(await drain(world)).toEqual(['quarantined']);
    expect(await sweep(world)).toMatchObject({ announced: 0 });
  });

  test('does not hide a good one before it whose notice was lost', async () => {
    const world = createFlowWorld();
    await put(world, '2026-11-18T06:00:00.000Z', { executionId: 'good' });
    const { data } = await put(world, '2026-11-18T14:00:00.000Z', { executionId: 'bad' });
    world.ports.objects.remove(BUCKET, data[0]!);
    await sweep(world);
    expect(await drain(world)).toEqual(['quarantined']);
    await sweep(world);
    expect(await drain(world)).toEqual(['published']);
    expect(await world.ports.ledger.pointer(EXPORT, '2026-11')).toMatchObject({ executionId: 'good' });
    expect(await sweep(world)).toMatchObject({ announced: 0 });
  });
});

test('of two deliveries of the same instant the sweep finds the one whose execution orders last', async () => {
  const world = createFlowWorld();
  const first = await put(world, '2026-11-18T14:00:00.000Z', { executionId: 'b' });
  await put(world, '2026-11-18T14:00:00.000Z', { executionId: 'c' });
  await put(world, '2026-11-18T14:00:00.000Z', { executionId: 'a' });
  await ingestNotice(world.ports, noticeOf(first.manifests[0]!), INGEST);
  await sweep(world);
  expect(await drain(world)).toEqual(['published']);
  expect(await world.ports.ledger.pointer(EXPORT, '2026-11')).toMatchObject({ executionId: 'c' });
  expect(await sweep(world)).toMatchObject({ announced: 0 });
});

describe('messages', () => {
  test('of a judgement that no event started are written and sent by the sweep', async () => {
    const world = createFlowWorld();
    world.tables.budgets.book = aBook(aBudget({ team: 'search', dollars: 100 }));
    const { manifests } = await put(world, '2026-11-18T14:00:00.000Z', { chunks: [[aSpend('search', 85)]] });
    await ingestNotice(world.ports, noticeOf(manifests[0]!), INGEST);
    expect(await sweep(world)).toEqual({ announced: 0, sent: 1, waiting: 0 });
    expect(world.parcels).toMatchObject([{ address: '#ai-spend', notification: { team: 'search' } }]);
    expect(await sweep(world)).toEqual({ announced: 0, sent: 0, waiting: 0 });
  });

  /** One due message an alert, the first of them due first. */
  function due(count: number): FlowWorld {
    const world = createFlowWorld();
    for (let n = 0; n < count; n += 1) {
      const entry = anOutboxEntry(1, { alertId: `spike-${String(n).padStart(3, '0')}`, createdAt: n });
      world.tables.outbox.set(entry.id, { entry });
    }
    return world;
  }

  test('that are due are sent oldest first, and nothing else is done', async () => {
    const world = due(3);
    await put(world, '2026-11-18T14:00:00.000Z');
    world.answers.push({ outcome: 'again', afterMs: 60_000, surelyNotSent: true, why: 'rate limited' });
    expect(await sweep(world, { task: 'send' })).toEqual({ announced: 0, sent: 2, waiting: 1 });
    expect(world.parcels.map(({ notification }) => notification.alertId)).toEqual([
      'spike-000',
      'spike-001',
      'spike-002',
    ]);
    expect(world.ports.notices.waiting).toEqual([]);
  });

  test('are sent two hundred at a time', async () => {
    const world = due(201);
    expect(await sweep(world, { task: 'send' })).toEqual({ announced: 0, sent: 200, waiting: 0 });
    expect(await sweep(world, { task: 'send' })).toEqual({ announced: 0, sent: 1, waiting: 0 });
  });

  test('do not wait for one over which the sender fails, and the failure is told', async () => {
    const world = due(3);
    world.mishaps.atOperation('channel.deliver', 'before');
    await expect(sweep(world, { task: 'send' })).rejects.toMatchObject({ kind: 'retryable' });
    expect(world.parcels.map(({ notification }) => notification.alertId)).toEqual(['spike-001', 'spike-002']);
  });
});

test('an export that was never delivered has nothing to do', async () => {
  const world = createFlowWorld();
  expect(await world.ports.ledger.pointers(EXPORT)).toEqual([]);
  expect(await sweep(world)).toEqual({ announced: 0, sent: 0, waiting: 0 });
});
