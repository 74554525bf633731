import { createMemoryBuckets } from '../../shared/adapters/memory/memory-object-store.ts';
import { createMemoryTables } from '../../shared/adapters/memory/tables.ts';
import { Failure } from '../../shared/domain/base/failure.ts';
import { HOUR_MS, type Instant } from '../../shared/domain/base/instant.ts';
import type { LedgerStore } from '../../shared/ports/ledger-store.ts';
import { type AlertChecks, createAlertChecks } from './alert-checks.ts';
import type { Choices } from './choices.ts';
import { BUDGETS } from './company.ts';
import { createGates, type Gates, type Worker } from './gates.ts';
import type { Complaint } from './harm.ts';
import { type Hazards, planHazards } from './hazards.ts';
import { createLedgerChecks, type LedgerChecks } from './ledger-checks.ts';
import { planMonth, type SimMonth } from './month.ts';
import { createSimPorts, type Durable, type SimPorts } from './sim-ports.ts';
import { createSimSlack, type SimSlack } from './slack.ts';
import { createSimQueue } from './sqs.ts';
import type { Trace } from './trace.ts';

/** A use case as one worker runs it: with its ports, and the attribution rules of its version of the code. */
export type Work = (ports: SimPorts, rules: 0 | 1) => Promise<unknown>;

export interface Job {
  readonly name: string;
  /** How long its platform lets it run. */
  readonly timeoutMs: number;
  readonly work: Work;
  readonly done: (result: unknown) => void;
  /** It failed or died, and its event source will see to it. */
  readonly failed: () => void;
}

/** One world: what lasts, who works on it, what time it is, and who watches. */
export interface Stage {
  readonly choices: Choices;
  readonly hazards: Hazards;
  readonly month: SimMonth;
  readonly durable: Durable;
  readonly gates: Gates;
  readonly slack: SimSlack;
  readonly ledgerChecks: LedgerChecks;
  readonly alertChecks: AlertChecks;
  readonly complaints: Complaint[];
  readonly trace: Trace;
  readonly running: ReadonlyMap<Worker, Job>;
  /** From then on nothing goes wrong any more. */
  calm: boolean;
  /** Workers that died or were killed by their platform. */
  deaths: number;
  now(): Instant;
  advanceTo(instant: Instant): void;
  start(job: Job): void;
  kill(worker: Worker): void;
}

export function createStage(choices: Choices, trace: Trace): Stage {
  const month = planMonth(choices);
  const hazards = planHazards(choices);
  const tables = createMemoryTables();
  tables.budgets.book = BUDGETS[0];
  const durable: Durable = {
    tables,
    buckets: createMemoryBuckets(),
    versioned: month.versioned,
    rollups: new Map(),
    queue: createSimQueue(),
  };
  const gates = createGates();
  const slack = createSimSlack(tables);
  const ledgerChecks = createLedgerChecks(tables, durable.rollups, month.deliveries);
  const alertChecks = createAlertChecks(tables, ledgerChecks.truthBehind);
  const running = new Map<Worker, Job>();
  const complaints: Complaint[] = [];
  let now = month.deliveries[0]!.executedAt - HOUR_MS;
  let workers = 0;
  let tokens = 0;
  let dropped = 0;

  const stage: Stage = {
    choices,
    hazards,
    month,
    durable,
    gates,
    slack,
    ledgerChecks,
    alertChecks,
    complaints,
    trace,
    running,
    calm: false,
    deaths: 0,
    now: () => now,
    advanceTo(instant) {
      now = Math.max(now, instant);
      for (const worker of running.keys()) if (worker.killedAt <= now) stage.kill(worker);
    },
    kill(worker) {
      const job = running.get(worker);
      if (job === undefined) return;
      trace.say(now, worker.name, () => 'is killed');
      stage.deaths += 1;
      running.delete(worker);
      gates.kill(worker);
      job.failed();
    },
    start(job) {
      workers += 1;
      const worker: Worker = {
        name: `${job.name} ${workers}`,
        skewMs: stage.calm ? 0 : choices.of([0, hazards.skewMs / 2, -hazards.skewMs / 2]),
        rules: hazards.twoVersions && choices.below(2) === 1 ? 1 : 0,
        killedAt: now + job.timeoutMs,
        alive: true,
        pausedUntil: 0,
      };
      running.set(worker, job);
      trace.say(now, worker.name, () => `starts${worker.rules === 1 ? ' with the newer code' : ''}`);
      const faults = gates.faultsFor(worker, stage.now);
      const ports = createSimPorts({
        durable,
        worker,
        faults,
        now: stage.now,
        token: () => `token-${(tokens += 1)}`,
        channel: slack.channelFor(worker, faults, stage.now),
        dropWrites: (ledger) =>
          forgetful(
            ledger,
            () => !stage.calm && choices.permille(hazards.writeDropped),
            () => (dropped += 1),
          ),
      });
      job.work({ ...ports, alerts: alertChecks.watch(ports.alerts) }, worker.rules).then(
        (result) => ended(worker, job, () => job.done(result), result),
        (error: unknown) =>
          ended(
            worker,
            job,
            () => {
              const allowed =
                error instanceof Failure &&
                (error.kind === 'retryable' || (error.kind === 'bug' && dropped > 0));
              if (!allowed) complaints.push({ harm: 'crash', what: `${worker.name}: ${String(error)}` });
              job.failed();
            },
            error,
          ),
      );
    },
  };

  const ended = (worker: Worker, job: Job, then: () => void, how: unknown): void => {
    if (running.get(worker) !== job) return;
    running.delete(worker);
    worker.alive = false;
    trace.say(now, worker.name, () => `ends: ${summary(how)}`);
    then();
  };
  return stage;
}

/** A store that loses one entry of a write and says that all is well. */
const forgetful = (ledger: LedgerStore, forgets: () => boolean, note: () => void): LedgerStore => ({
  ...ledger,
  writeEntries: (snapshot, entries) => {
    if (entries.length === 0 || !forgets()) return ledger.writeEntries(snapshot, entries);
    note();
    return ledger.writeEntries(snapshot, entries.slice(1));
  },
});

function summary(how: unknown): string {
  if (how instanceof Error) return how.message;
  const outcome = (how as { readonly outcome?: string } | undefined)?.outcome;
  return outcome ?? JSON.stringify(how) ?? 'done';
}
