import { createCurDeliveryFormat } from '../../shared/adapters/cur/delivery-format.ts';
import { type Faults, withFault } from '../../shared/adapters/memory/faults.ts';
import { createMemoryAlertStore } from '../../shared/adapters/memory/memory-alert-store.ts';
import { createMemoryBudgetStore } from '../../shared/adapters/memory/memory-budget-store.ts';
import { createMemoryLedgerStore } from '../../shared/adapters/memory/memory-ledger-store.ts';
import {
  createMemoryObjectStore,
  type MemoryBuckets,
} from '../../shared/adapters/memory/memory-object-store.ts';
import { createMemoryOutbox } from '../../shared/adapters/memory/memory-outbox.ts';
import { createMemoryPlanStore } from '../../shared/adapters/memory/memory-plan-store.ts';
import { createMemoryQuarantine } from '../../shared/adapters/memory/memory-quarantine.ts';
import { createMemoryRipenessStore } from '../../shared/adapters/memory/memory-ripeness-store.ts';
import { createMemorySilenceStore } from '../../shared/adapters/memory/memory-silence-store.ts';
import { keyOf, type MemoryTables } from '../../shared/adapters/memory/tables.ts';
import type { Instant } from '../../shared/domain/base/instant.ts';
import type { Snapshot } from '../../shared/domain/ledger/snapshot.ts';
import { eachKind } from '../../shared/domain/notification/channel-ref.ts';
import type { IngestPorts } from '../../shared/flow/ingest.ts';
import type { ReconcilePorts } from '../../shared/flow/reconcile.ts';
import type { Channel } from '../../shared/ports/channel.ts';
import type { LedgerStore } from '../../shared/ports/ledger-store.ts';
import type { Outbox } from '../../shared/ports/outbox.ts';
import type { RollupStore } from '../../shared/ports/rollup-store.ts';
import type { Telemetry } from '../../shared/ports/telemetry.ts';
import { FACTS } from './company.ts';
import type { Worker } from './gates.ts';
import { createSimChargeSource } from './sim-file.ts';
import type { SimQueue } from './sqs.ts';

/** What outlives every worker: the stores, and what lies in them. */
export interface Durable {
  readonly tables: MemoryTables;
  readonly buckets: MemoryBuckets;
  readonly versioned: boolean;
  readonly rollups: Map<string, Snapshot>;
  readonly queue: SimQueue;
}

export type SimPorts = IngestPorts & ReconcilePorts;

const SILENT: Telemetry = { event: () => {}, count: () => {} };
const FORMAT = createCurDeliveryFormat();
const CHARGES = createSimChargeSource(FACTS);

/** S3 tells times in whole seconds. */
export const s3Time = (instant: Instant): Instant => Math.floor(instant / 1000) * 1000;

export interface SimPortsOptions {
  readonly durable: Durable;
  readonly worker: Worker;
  readonly faults: Faults;
  readonly now: () => Instant;
  readonly token: () => string;
  readonly channel: Channel;
  /** May lose entries of a write that it answers well. */
  readonly dropWrites: (ledger: LedgerStore) => LedgerStore;
}

/** The ports of one worker: its own clock and its own fate, over what all share. */
export function createSimPorts(options: SimPortsOptions): SimPorts {
  const { durable, worker, faults, now, channel } = options;
  const { tables, buckets, versioned } = durable;
  const clock = () => now() + worker.skewMs;
  return {
    objects: createMemoryObjectStore({ now: () => s3Time(now()), versioned, faults, buckets }),
    format: FORMAT,
    charges: CHARGES,
    rollups: createSimRollups(durable.rollups, faults),
    ledger: options.dropWrites(createMemoryLedgerStore(tables, faults)),
    quarantine: createMemoryQuarantine(tables, faults),
    budgets: createMemoryBudgetStore(tables, faults),
    alerts: createMemoryAlertStore(tables, faults),
    ripeness: createMemoryRipenessStore(tables, faults),
    plans: createMemoryPlanStore(tables, faults),
    silences: createMemorySilenceStore(tables, faults),
    outbox: noticing(worker, createMemoryOutbox(tables, faults)),
    channels: eachKind(() => channel),
    notices: {
      send: (notice) => withFault(faults, 'notices.send', () => durable.queue.send(notice, now())),
    },
    clock: { now: clock, token: options.token },
    telemetry: SILENT,
  };
}

/** A sender that gives a message back is done with it: whoever claims it next shares it with nobody. */
function noticing(worker: Worker, outbox: Outbox): Outbox {
  return {
    ...outbox,
    release: (...given) => {
      delete worker.busyWith;
      return outbox.release(...given);
    },
  };
}

function createSimRollups(kept: Map<string, Snapshot>, faults: Faults): RollupStore {
  return {
    write: (snapshot) =>
      withFault(faults, 'rollups.write', () => {
        const key = keyOf(snapshot.exportName, snapshot.billingPeriod, snapshot.version);
        kept.set(key, { ...snapshot, entries: [...snapshot.entries] });
        return key;
      }),
    read: (exportName, period, version) =>
      withFault(faults, 'rollups.read', () => kept.get(keyOf(exportName, period, version))),
  };
}
