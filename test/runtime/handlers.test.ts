import { readFileSync } from 'node:fs';
import { describe, expect, test, vi } from 'vitest';
import { createCurChargeSource } from '../../shared/adapters/cur/charge-source.ts';
import { createCurDeliveryFormat } from '../../shared/adapters/cur/delivery-format.ts';
import { createMemoryAlertStore } from '../../shared/adapters/memory/memory-alert-store.ts';
import { createMemoryBudgetStore } from '../../shared/adapters/memory/memory-budget-store.ts';
import { createMemoryLedgerStore } from '../../shared/adapters/memory/memory-ledger-store.ts';
import { createMemoryObjectStore } from '../../shared/adapters/memory/memory-object-store.ts';
import { createMemoryOutbox } from '../../shared/adapters/memory/memory-outbox.ts';
import { createMemoryPlanStore } from '../../shared/adapters/memory/memory-plan-store.ts';
import { createMemoryQuarantine } from '../../shared/adapters/memory/memory-quarantine.ts';
import { createMemoryReportStore } from '../../shared/adapters/memory/memory-report-store.ts';
import { createMemoryRipenessStore } from '../../shared/adapters/memory/memory-ripeness-store.ts';
import { createMemorySilenceStore } from '../../shared/adapters/memory/memory-silence-store.ts';
import { createMemoryTables } from '../../shared/adapters/memory/tables.ts';
import { retryable } from '../../shared/domain/base/failure.ts';
import { parseInstant } from '../../shared/domain/base/instant.ts';
import { parsePico } from '../../shared/domain/base/money.ts';
import { DEFAULT_ATTRIBUTION } from '../../shared/domain/charge/attribution-settings.ts';
import type { Notice } from '../../shared/domain/delivery/delivery.ts';
import { EVALUATION_DEFAULTS } from '../../shared/domain/evaluation/defaults.ts';
import { eachKind } from '../../shared/domain/notification/channel-ref.ts';
import type { Channel, Parcel } from '../../shared/ports/channel.ts';
import { aContext, observed } from './observed.ts';

const BUCKET = 'example-export';
const EXPORT = 'billhook-cur';
const EXECUTION = '6b622448-daaa-439c-92f1-000000000000';
const NOW = parseInstant('2026-11-18T13:21:00Z');
const LONG_AGO = '2026-11-01T06:00:00.000Z~execution-0~0123456789abcdef';

const eventOf = (name: string) => JSON.parse(readFileSync(`events/${name}.json`, 'utf8'));
const failed = (...ids: string[]) => ({
  batchItemFailures: ids.map((itemIdentifier) => ({ itemIdentifier })),
});

// The handlers wire themselves when they are loaded; what they are wired to is chosen here.
const wiring = vi.hoisted(() => ({ app: {} as unknown }));
vi.mock('../../shared/runtime/compose/ingest.ts', () => ({ composeIngest: () => wiring.app }));
vi.mock('../../shared/runtime/compose/evaluate.ts', () => ({ composeEvaluate: () => wiring.app }));
vi.mock('../../shared/runtime/compose/notify.ts', () => ({ composeNotify: () => wiring.app }));
vi.mock('../../shared/runtime/compose/reconcile.ts', () => ({ composeReconcile: () => wiring.app }));

/** One delivery of one row: $150 of one team's agent. */
async function deliver(objects: ReturnType<typeof createMemoryObjectStore>, period: string): Promise<void> {
  const folder = `BILLING_PERIOD=${period}/2026-11-18T13:14:43.337Z-${EXECUTION}`;
  const file = `cur/${EXPORT}/data/${folder}/${EXPORT}-00001.csv`;
  const row: Readonly<Record<string, string>> = {
    bill_billing_entity: 'AWS',
    bill_payer_account_id: '111122223333',
    line_item_currency_code: 'USD',
    line_item_iam_principal: 'arn:aws:sts::111122223333:assumed-role/search-agent/i-1',
    line_item_line_item_type: 'Usage',
    line_item_product_code: 'AmazonBedrock',
    line_item_unblended_cost: '150.25',
    line_item_usage_account_id: '111122223333',
    line_item_usage_amount: '50',
    line_item_usage_end_date: `${period}-10T10:00:00.000Z`,
    line_item_usage_start_date: `${period}-10T09:00:00.000Z`,
    line_item_usage_type: 'USE1-Claude4.6Opus-input-tokens-cross-region-global',
    pricing_unit: '1K tokens',
    product_servicecode: 'AmazonBedrock',
    tags: '"{""iamPrincipal/team"":""search""}"',
  };
  const csv = `${Object.keys(row).join(',')}\n${Object.values(row).join(',')}\n`;
  const manifest = {
    executionId: EXECUTION,
    exportArn: `arn:aws:bcm-data-exports:us-east-1:111122223333:export/${EXPORT}-0e818247`,
    columns: Object.keys(row).map((name) => ({ name, type: 'string' })),
    dataFiles: [`s3://${BUCKET}/${file}`],
  };
  const encode = (text: string) => new TextEncoder().encode(text);
  await objects.write(BUCKET, file, encode(csv), 'text/csv');
  const key = `cur/${EXPORT}/metadata/${folder}/${EXPORT}-Manifest.json`;
  await objects.write(BUCKET, key, encode(JSON.stringify(manifest)), 'application/json');
}

function world() {
  const tables = createMemoryTables();
  const app = observed();
  const objects = createMemoryObjectStore({ now: () => NOW });
  const parcels: Parcel[] = [];
  const notices: Notice[] = [];
  const dropped: string[] = [];
  let tokens = 0;
  const channel: Channel = {
    deliver: async (parcel) => {
      parcels.push(parcel);
      const receipt = {
        channel: { kind: 'slack', address: parcel.address },
        providerId: 'C1:1.1',
        sentAt: NOW,
      } as const;
      return { outcome: 'sent', receipt, edited: parcel.previous !== undefined };
    },
  };
  const ports = {
    objects,
    format: createCurDeliveryFormat(),
    charges: createCurChargeSource(),
    rollups: { write: async () => 'rollups/x.arrow', read: async () => undefined },
    ledger: createMemoryLedgerStore(tables),
    quarantine: createMemoryQuarantine(tables),
    budgets: createMemoryBudgetStore(tables),
    alerts: createMemoryAlertStore(tables),
    ripeness: createMemoryRipenessStore(tables),
    reports: createMemoryReportStore(tables),
    deadLetters: { counts: async () => [] },
    archive: {
      versions: async () => [LONG_AGO],
      drop: async (_export: string, _period: string, version: string) => void dropped.push(version),
    },
    outbox: createMemoryOutbox(tables),
    plans: createMemoryPlanStore(tables),
    silences: createMemorySilenceStore(tables),
    channels: eachKind(() => channel),
    notices: { send: async (notice: Notice) => void notices.push(notice) },
    clock: { now: () => NOW, token: () => `token-${(tokens += 1)}` },
    telemetry: app.telemetry,
  };
  const settings = {
    exportName: EXPORT,
    attribution: DEFAULT_ATTRIBUTION,
    cost: 'unblended',
    defaults: EVALUATION_DEFAULTS,
    routing: { fallbackChannel: '#ai-spend' },
    bucket: BUCKET,
    prefix: 'cur',
  };
  wiring.app = { ...app, scope: { exportBucket: BUCKET }, settings: async () => settings, ports };
  return { ...app, ports, objects, parcels, notices, dropped };
}

let loads = 0;
/** The handler, wired anew: a query makes its module another one, while all it imports stays the same. */
const load = async (name: string) => {
  loads += 1;
  const { handler } = await import(/* @vite-ignore */ `../../functions/${name}/handler.ts?load=${loads}`);
  return (event: unknown): Promise<unknown> => handler(event, aContext());
};

describe('ingest', () => {
  test.each(['sqs-s3-manifest-created', 'sqs-eventbridge-object-created'])(
    '%s publishes the delivery',
    async (name) => {
      const { objects, ports } = world();
      await deliver(objects, '2026-11');
      const ingest = await load('ingest');
      expect(await ingest(eventOf(name))).toEqual(failed());
      expect(await ports.ledger.pointer(EXPORT, '2026-11')).toMatchObject({
        executionId: EXECUTION,
        totals: { rows: 1, cost: { USD: '150.25' }, teams: { search: { USD: '150.25' } } },
      });
    },
  );

  test('of a mixed batch only the message that a retry may mend goes back to the queue', async () => {
    const { objects, ports, lines } = world();
    await deliver(objects, '2026-11');
    const pin = objects.pin;
    objects.pin = (bucket, key) =>
      key.includes('2026-10') ? Promise.reject(retryable('S3 is slow')) : pin(bucket, key);
    const ingest = await load('ingest');
    expect(await ingest(eventOf('sqs-mixed-batch'))).toEqual(failed('00000000-0000-4000-8000-000000000004'));
    expect(await ports.ledger.pointers(EXPORT)).toHaveLength(1);
    const told = (what: string) => lines.filter((line) => line.includes(what)).length;
    expect(told('a message was refused for good')).toBe(2);
    expect(told('"outcome":"published"')).toBe(1);
    // The sweep's notice of the same delivery, after it was published.
    expect(told('"outcome":"stale"')).toBe(1);
  });

  test('a delivery that cannot be read is quarantined with file, row and column, and its message is finished', async () => {
    const { objects, ports, lines } = world();
    await deliver(objects, '2026-11');
    const folder = `BILLING_PERIOD=2026-11/2026-11-18T13:14:43.337Z-${EXECUTION}`;
    const file = await objects.pin(BUCKET, `cur/${EXPORT}/data/${folder}/${EXPORT}-00001.csv`);
    const text = new TextDecoder().decode(await objects.read(file!)).replace('150.25', 'much');
    await objects.write(BUCKET, file!.key, new TextEncoder().encode(text), 'text/csv');
    const ingest = await load('ingest');
    expect(await ingest(eventOf('sqs-s3-manifest-created'))).toEqual(failed());
    expect(await ports.quarantine.newerThan(EXPORT, '2026-11', '')).toHaveLength(1);
    expect(lines.join('\n')).toMatch(/row 1, column line_item_unblended_cost/);
  });
});

describe('from a published ledger to a message', () => {
  async function published() {
    const all = world();
    await deliver(all.objects, '2026-11');
    await (await load('ingest'))(eventOf('sqs-s3-manifest-created'));
    const budget = {
      team: 'search',
      currency: 'USD',
      amount: parsePico('100'),
      thresholds: [50, 100],
      channel: '#search-ai',
    };
    await all.ports.budgets.replace([budget], 0, 'test', NOW);
    return all;
  }

  test('moved pointers are judged once, and judging again tells nothing new', async () => {
    const { ports } = await published();
    const evaluate = await load('evaluate');
    expect(await evaluate(eventOf('stream-pointer-moved'))).toEqual(failed());
    const first = await ports.alerts.recent(EXPORT);
    expect(first.map((alert) => alert.finding.scope.team)).toContain('search');
    const waiting = await ports.outbox.due(NOW, 10);
    expect(waiting.length).toBeGreaterThan(0);
    await evaluate(eventOf('stream-pointer-moved'));
    expect(await ports.alerts.recent(EXPORT)).toEqual(first);
    expect(await ports.outbox.due(NOW, 10)).toEqual(waiting);
  });

  test('a new outbox entry is sent once, however often its record comes; changed entries are left alone', async () => {
    const { ports, parcels } = await published();
    await (await load('evaluate'))(eventOf('stream-pointer-moved'));
    const [id] = await ports.outbox.due(NOW, 1);
    const event = eventOf('stream-outbox-inserted');
    event.Records[0].dynamodb.NewImage.id.S = id;
    const notify = await load('notify');
    expect(await notify(event)).toEqual(failed());
    expect(await notify(event)).toEqual(failed());
    expect(parcels.map((parcel) => parcel.outboxId)).toEqual([id]);
    expect(parcels[0]!.address).toBe('#search-ai');
  });

  test('a failing table is reported by sequence number', async () => {
    const { ports } = await published();
    ports.alerts.recent = () => Promise.reject(retryable('the table is slow'));
    const evaluate = await load('evaluate');
    expect(await evaluate(eventOf('stream-pointer-moved'))).toEqual(
      failed('4421584500000000017450439091', '4421584500000000017450439092'),
    );
  });

  test('the sweep announces a delivery whose notice was lost, judges, and sends what is due', async () => {
    const { objects, parcels, notices } = await published();
    await deliver(objects, '2026-10');
    const reconcile = await load('reconcile');
    const result = await reconcile(eventOf('schedule-sweep'));
    expect(notices).toEqual([expect.objectContaining({ bucket: BUCKET, from: 'sweep' })]);
    expect(notices[0]!.key).toContain('BILLING_PERIOD=2026-10/');
    expect(parcels.length).toBeGreaterThan(0);
    expect(result).toEqual({ announced: 1, sent: parcels.length, waiting: 0 });
  });

  test('a sweep of a replay looks at the months of its own time, and none where that is no time', async () => {
    const { objects, notices } = await published();
    await deliver(objects, '2026-10');
    const reconcile = await load('reconcile');
    for (const at of ['2027-06-01T00:00:00Z', 'yesterday', 1]) await reconcile({ task: 'sweep', at });
    expect(notices).toEqual([]);
    await reconcile({ task: 'sweep', at: '2026-12-01T00:00:00Z' });
    expect(notices.length).toBe(1);
  });

  test('the daily task deletes what was superseded long ago by the clock, whatever time a replay names', async () => {
    const { ports, dropped, notices, parcels } = await published();
    const reconcile = await load('reconcile');
    const done = { announced: 0, sent: 0, waiting: 0 };
    expect(await reconcile({ task: 'tidy', at: '2031-01-01T00:00:00Z' })).toEqual({ ...done, dropped: 0 });
    ports.clock.now = () => parseInstant('2031-01-01T00:00:00Z');
    expect(await reconcile({ task: 'tidy' })).toEqual({ ...done, dropped: 1 });
    expect([dropped, notices, parcels]).toEqual([[LONG_AGO], [], []]);
  });

  test('the report of a Monday writes what is due then, and neither looks for deliveries nor sends', async () => {
    const { notices, parcels, ports } = await published();
    const reconcile = await load('reconcile');
    const result = await reconcile({ task: 'report', at: '2026-11-16T09:00:00Z' });
    expect(result).toMatchObject({ announced: 0, sent: 0, waiting: 0 });
    expect((await ports.reports.of(EXPORT, 'weekly')).map(({ id }) => id)).toEqual([
      'weekly-search-2026-W46',
    ]);
    expect([notices, parcels]).toEqual([[], []]);
  });
});
