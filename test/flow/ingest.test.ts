import { describe, expect, test } from 'vitest';
import { misconfigured } from '../../shared/domain/base/failure.ts';
import { parseInstant } from '../../shared/domain/base/instant.ts';
import { ingestDelivery, ingestNotice } from '../../shared/flow/ingest.ts';
import { utf8 } from '../builders/cur-file.ts';
import { aSpend, type DeliverySpec, deliveryFiles, noticeOf, putDelivery } from '../builders/export-files.ts';
import { BUCKET, createFlowWorld, EXPORT, type FlowWorld, INGEST } from '../builders/flow-world.ts';

const MORNING: DeliverySpec = {
  executedAt: '2026-11-18T05:14:43.337Z',
  executionId: 'morning',
  chunks: [[aSpend('search', 10), aSpend('support', 1)]],
};
const NOON: DeliverySpec = {
  executedAt: '2026-11-18T13:14:43.337Z',
  executionId: 'noon',
  chunks: [[aSpend('search', 12)], [aSpend('support', 1), aSpend('fraud', 3)]],
};
const retryable = { name: 'Failure', kind: 'retryable' };

const ingest = (world: FlowWorld, key: string, settings = INGEST) =>
  ingestNotice(world.ports, noticeOf(key), settings);

const pointerOf = async ({ ports }: FlowWorld) => (await ports.ledger.pointer(EXPORT, '2026-11'))!;

/** Cost by team as a reader sees it. */
async function teams({ ports }: FlowWorld, period = '2026-11'): Promise<Record<string, string> | undefined> {
  const pointer = await ports.ledger.pointer(EXPORT, period);
  if (pointer === undefined) return undefined;
  const { entries } = await ports.ledger.view(pointer);
  const seen = entries.filter(({ scope }) => scope.dimension === 'principal').map(({ scope }) => scope.team);
  expect([...new Set(seen)].sort()).toEqual(Object.keys(pointer.totals.teams).sort());
  return Object.fromEntries(Object.entries(pointer.totals.teams).map(([team, cost]) => [team, cost.USD!]));
}
const AT_MORNING = { search: '10', support: '1' };
const AT_NOON = { search: '12', support: '1', fraud: '3' };

describe('a delivery', () => {
  test('is published with its rollup, once however often its notice comes', async () => {
    const world = createFlowWorld();
    const { manifests } = await putDelivery(world.ports.objects, MORNING);
    const first = await ingest(world, manifests[0]!);
    expect(first).toMatchObject({
      outcome: 'published',
      rollupKey: expect.stringMatching(
        /^rollups\/company-cur\/2026-11\/2026-11-18T05:14:43\.337Z~morning~[0-9a-f]{16}\.arrow$/,
      ),
    });
    const { version } = (await world.ports.ledger.pointer(EXPORT, '2026-11'))!;
    const rollup = await world.ports.rollups.read(EXPORT, '2026-11', version);
    expect(rollup?.totals.cost).toEqual({ USD: '11' });
    for (const key of [manifests[0]!, manifests[0]!, manifests[1]!]) {
      expect(await ingest(world, key)).toMatchObject({ outcome: 'stale' });
    }
    expect(await teams(world)).toEqual(AT_MORNING);
    expect([...world.counts]).toEqual([['DeliveriesPublished', 1]]);
    expect(world.log).toEqual([
      {
        event: 'delivery published',
        period: '2026-11',
        executionId: 'morning',
        rows: 2,
        entriesWritten: 3,
        entries: 3,
      },
    ]);
  });

  test('that another overtakes while it is read is stale, and not told as published', async () => {
    const world = createFlowWorld();
    const morning = await putDelivery(world.ports.objects, MORNING);
    const noon = await putDelivery(world.ports.objects, NOON);
    world.mishaps.before('ledger.publish', async () => void (await ingest(world, noon.manifests[0]!)));
    expect(await ingest(world, morning.manifests[0]!)).toEqual({
      outcome: 'stale',
      visible: await pointerOf(world),
    });
    expect(world.log).toMatchObject([{ event: 'delivery published', executionId: 'noon' }]);
  });

  test('is read in the format that the names of its files tell, told of progress or not', async () => {
    const world = createFlowWorld();
    const { manifests } = await putDelivery(world.ports.objects, NOON);
    const formats: string[] = [];
    const charges: typeof world.ports.charges = {
      open: (file, read, options) => {
        formats.push(file.format);
        options.onProgress?.(1);
        return world.ports.charges.open(file, read, options);
      },
    };
    const ports = { ...world.ports, charges };
    expect(await ingestNotice(ports, noticeOf(manifests[0]!), INGEST)).toMatchObject({
      outcome: 'published',
    });
    expect(formats).toEqual(['csv.gz', 'csv.gz']);
  });

  test('in any order of its notices ends as the newest one', async () => {
    for (const backwards of [false, true]) {
      const world = createFlowWorld();
      const [morning, noon] = [
        await putDelivery(world.ports.objects, MORNING),
        await putDelivery(world.ports.objects, NOON),
      ];
      const keys = [...morning.manifests, ...noon.manifests];
      const outcomes: string[] = [];
      for (const key of backwards ? keys.reverse() : keys) outcomes.push((await ingest(world, key)).outcome);
      expect(await teams(world)).toEqual(AT_NOON);
      expect(outcomes.filter((outcome) => outcome === 'published')).toHaveLength(backwards ? 1 : 2);
    }
  });

  test('that is known is not read again', async () => {
    const world = createFlowWorld();
    const { manifests } = await putDelivery(world.ports.objects, MORNING);
    await ingest(world, manifests[0]!);
    world.mishaps.clear();
    await ingest(world, manifests[0]!);
    expect(world.mishaps.calls.filter((call) => call === 'objects.read')).toHaveLength(1);
  });

  test('whose month has no rows yet is published as nothing spent', async () => {
    const world = createFlowWorld();
    const { manifests } = await putDelivery(world.ports.objects, { ...MORNING, chunks: [] });
    expect(await ingest(world, manifests[0]!)).toMatchObject({ outcome: 'published', entriesWritten: 0 });
    expect(await teams(world)).toEqual({});
  });

  test('tells how many rows were read so far, through all its files', async () => {
    const world = createFlowWorld();
    await putDelivery(world.ports.objects, NOON);
    const { keys } = deliveryFiles(NOON);
    const pins = await Promise.all(keys.data.map((key) => world.ports.objects.pin(BUCKET, key)));
    const told: number[] = [];
    const charges: typeof world.ports.charges = {
      open: (file, read, options) => {
        options.onProgress?.(100);
        return world.ports.charges.open(file, read, options);
      },
    };
    const delivery = {
      exportName: EXPORT,
      executionId: 'noon',
      executedAt: parseInstant(NOON.executedAt),
      dataFiles: pins.map((pin) => ({ pin: pin!, format: 'csv.gz' as const })),
    };
    world.mishaps.clear();
    const result = await ingestDelivery({ ...world.ports, charges }, delivery, {
      ...INGEST,
      onProgress: (rows) => told.push(rows),
    });
    expect(told).toEqual([100, 200]);
    // The files are bare here: their rows tell the period, so there is none to look up before they are read.
    expect(world.mishaps.calls[0]).toBe('objects.read');
    expect(result).toMatchObject({ outcome: 'published', pointer: { billingPeriod: '2026-11' } });
  });
});

describe('a notice', () => {
  test.each([
    [
      'a data file',
      'bills/company-cur/data/BILLING_PERIOD=2026-11/company-cur-00001.csv.gz',
      'not a manifest',
    ],
    ['a folder mark', 'bills/company-cur/metadata/', 'not a manifest'],
    ['a test file', 'bills/company-cur/aws-programmatic-access-test-object', 'not a manifest'],
    [
      'another export',
      'bills/other-cur/metadata/BILLING_PERIOD=2026-11/other-cur-Manifest.json',
      'another export',
    ],
    [
      'a manifest that is gone',
      'bills/company-cur/metadata/BILLING_PERIOD=2026-11/company-cur-Manifest.json',
      'the manifest is gone',
    ],
  ])('of %s is ignored', async (_, key, reason) => {
    const world = createFlowWorld();
    await putDelivery(world.ports.objects, { ...MORNING, exportName: 'other-cur', mode: 'overwrite' });
    expect(await ingest(world, key)).toEqual({ outcome: 'ignored', reason });
    expect(await world.ports.ledger.pointers('other-cur')).toEqual([]);
    expect(world.tables.quarantine.size).toBe(0);
  });
});

describe('an export that overwrites itself', () => {
  const [morning, noon] = [deliveryFiles, deliveryFiles].map((files, n) =>
    files({ ...(n === 0 ? MORNING : NOON), mode: 'overwrite' }),
  ) as [ReturnType<typeof deliveryFiles>, ReturnType<typeof deliveryFiles>];

  async function written(versioned = false): Promise<FlowWorld> {
    const world = createFlowWorld({ versioned });
    world.at('2026-11-18T05:14:00Z');
    await putDelivery(world.ports.objects, { ...MORNING, mode: 'overwrite' });
    world.at('2026-11-18T13:14:00Z');
    return world;
  }

  test('is torn until the new manifest comes: retried, then published', async () => {
    const world = await written();
    await world.ports.objects.write(BUCKET, noon.keys.data[0]!, noon.files[0]!, 'text/csv');
    await expect(ingest(world, morning.keys.manifests[0]!)).rejects.toMatchObject({
      ...retryable,
      message:
        'the export is being rewritten: the file is of 2026-11-18T13:14:00.000Z, later than its manifest of 2026-11-18T05:14:00.000Z',
      detail: { file: expect.stringContaining(noon.keys.data[0]!) },
    });
    expect(await teams(world)).toBeUndefined();
    world.at('2026-11-18T13:15:00Z');
    await putDelivery(world.ports.objects, { ...NOON, mode: 'overwrite' });
    expect(await ingest(world, noon.keys.manifests[0]!)).toMatchObject({ outcome: 'published' });
    expect(await teams(world)).toEqual(AT_NOON);
    expect(world.tables.quarantine.size).toBe(0);
  });

  test('is never torn on a versioned bucket: the old manifest still has its own files', async () => {
    const world = await written(true);
    await world.ports.objects.write(BUCKET, noon.keys.data[0]!, noon.files[0]!, 'text/csv');
    await ingest(world, morning.keys.manifests[0]!);
    expect(await teams(world)).toEqual(AT_MORNING);
  });

  test.each([
    ['the manifest', 1, morning.keys.manifests[0]!, noon.manifest],
    ['a data file', 2, morning.keys.data[0]!, noon.files[0]!],
  ])('is retried where %s changes between pin and read', async (_, read, key, bytes) => {
    const world = await written();
    const change = () => world.ports.objects.write(BUCKET, key, bytes, 'text/csv');
    world.mishaps.before('objects.read', change, read);
    await expect(ingest(world, morning.keys.manifests[0]!)).rejects.toMatchObject(retryable);
    expect(await teams(world)).toBeUndefined();
    expect(world.tables.quarantine.size).toBe(0);
  });

  test('is a newer delivery when the same execution is written again', async () => {
    const world = await written();
    await ingest(world, morning.keys.manifests[0]!);
    await putDelivery(world.ports.objects, { ...MORNING, mode: 'overwrite' });
    expect(await ingest(world, morning.keys.manifests[0]!)).toMatchObject({
      outcome: 'published',
      entriesWritten: 0,
      pointer: { order: '2026-11-18T13:14:00.000Z~morning' },
    });
  });
});

describe('a delivery that cannot be used', () => {
  /** The morning is good and visible; noon is what the test breaks. */
  async function broken(): Promise<FlowWorld & { readonly noon: ReturnType<typeof deliveryFiles>['keys'] }> {
    const world = createFlowWorld();
    const { manifests } = await putDelivery(world.ports.objects, MORNING);
    await ingest(world, manifests[0]!);
    return { ...world, noon: await putDelivery(world.ports.objects, NOON) };
  }
  const put = (world: FlowWorld, key: string, text: string | Uint8Array) =>
    world.ports.objects.write(BUCKET, key, typeof text === 'string' ? utf8(text) : text, 'text/plain');
  const records = (world: FlowWorld) => world.ports.quarantine.newerThan(EXPORT, '2026-11', '');

  test('for want of a file is quarantined once under both its manifests, and published when the file comes', async () => {
    const world = await broken();
    world.ports.objects.remove(BUCKET, world.noon.data[1]!);
    const outcomes = [];
    for (const key of [...world.noon.manifests, world.noon.manifests[0]!]) {
      world.after(60_000);
      outcomes.push(await ingest(world, key));
    }
    expect(outcomes).toMatchObject([
      { outcome: 'quarantined', first: true },
      { outcome: 'quarantined', first: false },
      { outcome: 'quarantined', first: false },
    ]);
    expect(await records(world)).toEqual([
      {
        exportName: EXPORT,
        billingPeriod: '2026-11',
        order: '2026-11-18T13:14:43.337Z~noon',
        at: parseInstant('2026-11-18T13:22:00Z'),
        message: 'the manifest names a data file that is not there',
        detail: {
          file: `s3://${BUCKET}/${world.noon.manifests[0]}`,
          expected: 'every file in dataFiles to exist',
          found: `nothing at s3://${BUCKET}/${world.noon.data[1]}`,
        },
      },
    ]);
    expect(await teams(world)).toEqual(AT_MORNING);
    await put(world, world.noon.data[1]!, deliveryFiles(NOON).files[1]!);
    expect(await ingest(world, world.noon.manifests[0]!)).toMatchObject({ outcome: 'published' });
    expect(await teams(world)).toEqual(AT_NOON);
  });

  test('for a value is quarantined with file, row and column, and the period keeps its last good ledger', async () => {
    const world = createFlowWorld();
    const good = await putDelivery(world.ports.objects, MORNING);
    await ingest(world, good.manifests[0]!);
    const bad = await putDelivery(world.ports.objects, {
      ...NOON,
      chunks: [[aSpend('search', 12)], [aSpend('support', 1), aSpend('fraud', 'much')]],
    });
    expect(await ingest(world, bad.manifests[0]!)).toMatchObject({
      outcome: 'quarantined',
      first: true,
      failure: { kind: 'poison' },
    });
    expect(await records(world)).toMatchObject([
      {
        order: '2026-11-18T13:14:43.337Z~noon',
        detail: {
          file: bad.data[1],
          row: 2,
          column: 'line_item_unblended_cost',
          found: expect.stringContaining('much'),
        },
      },
    ]);
    expect(await teams(world)).toEqual(AT_MORNING);
    expect(world.counts.get('DeliveriesQuarantined')).toBe(1);
  });

  test.each([
    ['is not JSON', 'poison', 'oops'],
    ['is of a legacy report', 'misconfigured', '{"assemblyId":"a","reportKeys":[]}'],
  ])('for a manifest that %s is quarantined under its own time', async (_, kind, text) => {
    const world = await broken();
    const [foldered, plain] = world.noon.manifests as [string, string];
    await put(world, foldered, text);
    expect(await ingest(world, foldered)).toMatchObject({ outcome: 'quarantined', failure: { kind } });
    world.at('2026-11-18T14:00:00Z');
    await put(world, plain, text);
    await ingest(world, plain);
    expect((await records(world)).map(({ order }) => order)).toEqual([
      '2026-11-18T13:14:43.337Z~unread',
      '2026-11-18T14:00:00.000Z~unread',
    ]);
    expect(await teams(world)).toEqual(AT_MORNING);
  });

  test('marks its period stale only until a newer delivery is published', async () => {
    const world = await broken();
    await put(world, world.noon.data[0]!, 'not gzip');
    await ingest(world, world.noon.manifests[1]!);
    const stale = async () =>
      (await world.ports.quarantine.newerThan(EXPORT, '2026-11', (await pointerOf(world)).order)).length;
    expect(await stale()).toBe(1);
    const evening = await putDelivery(world.ports.objects, {
      ...NOON,
      executionId: 'evening',
      // Executed before the plain manifest of noon was even written.
      executedAt: '2026-11-18T13:20:00.000Z',
    });
    await ingest(world, evening.manifests[0]!);
    expect(await stale()).toBe(0);
  });

  test.each([
    ['a store that is not set up', misconfigured('the bucket does not exist')],
    ['a fault of our own', new Error('boom')],
  ])('%s is not its fault: nothing is quarantined', async (_, error) => {
    const world = await broken();
    const objects = { ...world.ports.objects, read: () => Promise.reject(error) };
    await expect(
      ingestNotice({ ...world.ports, objects }, noticeOf(world.noon.manifests[0]!), INGEST),
    ).rejects.toBe(error);
    expect(await records(world)).toEqual([]);
  });
});

test('a usage type that nobody knows is reported with the first delivery of the period that has it, and not again', async () => {
  const world = createFlowWorld();
  const odd = aSpend('search', 3, { usageType: 'USE1-Dreams-v9-dream-steps' });
  const first = await putDelivery(world.ports.objects, { ...MORNING, chunks: [[aSpend('search', 1), odd]] });
  await ingest(world, first.manifests[0]!);
  expect(world.counts.get('UnknownUsageTypes')).toBe(1);
  expect(world.log).toContainEqual({
    event: 'unknown usage type',
    period: '2026-11',
    usageType: 'USE1-Dreams-v9-dream-steps',
    picodollars: '3000000000000',
  });
  const second = await putDelivery(world.ports.objects, { ...NOON, chunks: [[aSpend('search', 2), odd]] });
  await ingest(world, second.manifests[0]!);
  expect(world.counts.get('UnknownUsageTypes')).toBe(1);
});

describe('rules that change between a death and the retry', () => {
  const OTHER_RULES = {
    ...INGEST,
    attribution: {
      ...INGEST.attribution,
      rules: [{ by: 'account' as const, accountId: '123456789012', team: 'everybody' }],
    },
  };

  test('never show both readings at once: the retry publishes its own', async () => {
    const world = createFlowWorld();
    const good = await putDelivery(world.ports.objects, MORNING);
    await ingest(world, good.manifests[0]!);
    const noon = await putDelivery(world.ports.objects, NOON);
    world.mishaps.atOperation('ledger.publish', 'before');
    await expect(ingest(world, noon.manifests[0]!)).rejects.toMatchObject(retryable);
    world.mishaps.clear();
    expect(await teams(world)).toEqual(AT_MORNING);
    await ingest(world, noon.manifests[0]!, OTHER_RULES);
    expect(await teams(world)).toEqual({ everybody: '16' });
  });

  test('leave a delivery that is visible as it is, and two workers at once publish one of the two readings', async () => {
    const world = createFlowWorld();
    const { manifests } = await putDelivery(world.ports.objects, NOON);
    world.mishaps.before('ledger.publish', async () => {
      await ingest(world, manifests[0]!);
    });
    expect(await ingest(world, manifests[0]!, OTHER_RULES)).toMatchObject({ outcome: 'stale' });
    world.mishaps.clear();
    expect(await teams(world)).toEqual(AT_NOON);
    const { version } = (await world.ports.ledger.pointer(EXPORT, '2026-11'))!;
    expect((await world.ports.rollups.read(EXPORT, '2026-11', version))?.totals.teams).toHaveProperty(
      'search',
    );
  });
});
