import { csvCell } from '../../shared/adapters/config/csv-cell.ts';
import { createCurChargeSource } from '../../shared/adapters/cur/charge-source.ts';
import { createCurDeliveryFormat } from '../../shared/adapters/cur/delivery-format.ts';
import { createRollupStore } from '../../shared/adapters/cur/rollup/rollup-store.ts';
import { withFault } from '../../shared/adapters/memory/faults.ts';
import { createMemoryAlertStore } from '../../shared/adapters/memory/memory-alert-store.ts';
import { createMemoryBudgetStore } from '../../shared/adapters/memory/memory-budget-store.ts';
import { createMemoryLedgerStore } from '../../shared/adapters/memory/memory-ledger-store.ts';
import { createMemoryNoticeQueue } from '../../shared/adapters/memory/memory-notice-queue.ts';
import { createMemoryObjectStore } from '../../shared/adapters/memory/memory-object-store.ts';
import { createMemoryOutbox } from '../../shared/adapters/memory/memory-outbox.ts';
import { createMemoryPlanStore } from '../../shared/adapters/memory/memory-plan-store.ts';
import { createMemoryQuarantine } from '../../shared/adapters/memory/memory-quarantine.ts';
import { createMemoryReportStore } from '../../shared/adapters/memory/memory-report-store.ts';
import { createMemoryRipenessStore } from '../../shared/adapters/memory/memory-ripeness-store.ts';
import { createMemorySilenceStore } from '../../shared/adapters/memory/memory-silence-store.ts';
import { createMemoryTables, type MemoryTables } from '../../shared/adapters/memory/tables.ts';
import { createStatementArchive } from '../../shared/adapters/statement/statement-archive.ts';
import { type Instant, parseInstant } from '../../shared/domain/base/instant.ts';
import { DEFAULT_ATTRIBUTION } from '../../shared/domain/charge/attribution-settings.ts';
import { EVALUATION_DEFAULTS } from '../../shared/domain/evaluation/defaults.ts';
import { type ChannelKind, eachKind } from '../../shared/domain/notification/channel-ref.ts';
import type { IngestSettings } from '../../shared/flow/ingest.ts';
import type { ReconcileSettings } from '../../shared/flow/reconcile.ts';
import type { Channel, DeliveryResult, Parcel } from '../../shared/ports/channel.ts';
import { createMishaps } from './mishaps.ts';

export const EXPORT = 'company-cur';
export const BUCKET = 'example-export';
export const PREFIX = 'bills';

export const INGEST: IngestSettings = {
  exportName: EXPORT,
  attribution: DEFAULT_ATTRIBUTION,
  cost: 'unblended',
};
export const SWEEP: ReconcileSettings = {
  exportName: EXPORT,
  bucket: BUCKET,
  prefix: PREFIX,
  task: 'sweep',
  defaults: EVALUATION_DEFAULTS,
  routing: { fallbackChannel: '#ai-spend' },
};

export type FlowWorld = ReturnType<typeof createFlowWorld>;

export interface FlowWorldOptions {
  readonly versioned?: boolean;
  /** What was stored before; it is copied. */
  readonly tables?: MemoryTables;
}

/** All ports over the in-memory twins and the real readers of exports; every call can be made to fail. */
export function createFlowWorld({ versioned = false, tables: before }: FlowWorldOptions = {}) {
  const tables = before === undefined ? createMemoryTables() : structuredClone(before);
  const mishaps = createMishaps();
  const { faults } = mishaps;
  let now = parseInstant('2026-11-18T13:21:00Z');
  let tokens = 0;
  const objects = createMemoryObjectStore({ now: () => now, versioned, faults });
  const notices = createMemoryNoticeQueue(faults);
  const parcels: Parcel[] = [];
  /** What the channels say next; `sent` when there is nothing left. */
  const answers: DeliveryResult[] = [];
  const events: string[] = [];
  /** The same with what each of them tells. */
  const log: Readonly<Record<string, unknown>>[] = [];
  const counts = new Map<string, number>();
  const channel = (kind: ChannelKind): Channel => ({
    deliver: (parcel) =>
      withFault(faults, 'channel.deliver', () => {
        parcels.push(parcel);
        const receipt = {
          channel: { kind, address: parcel.address },
          providerId: `message-${parcels.length}`,
          sentAt: now,
        };
        return answers.shift() ?? { outcome: 'sent', receipt, edited: parcel.previous !== undefined };
      }),
  });
  return {
    tables,
    mishaps,
    parcels,
    answers,
    events,
    log,
    counts,
    at(text: string): void {
      now = parseInstant(text);
    },
    after(ms: number): Instant {
      now += ms;
      return now;
    },
    ports: {
      objects,
      format: createCurDeliveryFormat(),
      charges: createCurChargeSource(),
      rollups: createRollupStore(objects, 'work'),
      ledger: createMemoryLedgerStore(tables, faults),
      quarantine: createMemoryQuarantine(tables, faults),
      budgets: createMemoryBudgetStore(tables, faults),
      alerts: createMemoryAlertStore(tables, faults),
      ripeness: createMemoryRipenessStore(tables, faults),
      reports: createMemoryReportStore(tables, faults),
      statements: createStatementArchive(objects, 'work', csvCell),
      outbox: createMemoryOutbox(tables, faults),
      plans: createMemoryPlanStore(tables, faults),
      silences: createMemorySilenceStore(tables, faults),
      channels: eachKind(channel),
      notices,
      clock: { now: () => now, token: () => `token-${(tokens += 1)}` },
      telemetry: {
        event: (event: string, facts: Readonly<Record<string, unknown>>) => {
          events.push(event);
          log.push({ event, ...facts });
        },
        count: (name: string, value: number) => void counts.set(name, (counts.get(name) ?? 0) + value),
      },
    },
  };
}
