import type { Fault } from '../../shared/adapters/memory/faults.ts';
import { createMemoryObjectStore } from '../../shared/adapters/memory/memory-object-store.ts';
import type { Instant } from '../../shared/domain/base/instant.ts';
import { BETWEEN_WRITES_MS, plannedWrites, put } from './aws.ts';
import { BUCKET } from './company.ts';
import { settled } from './gates.ts';
import { faultOf } from './hazards.ts';
import { type Hint, startHint, startIngest, startReconcile } from './jobs.ts';
import { s3Time } from './sim-ports.ts';
import type { Stage } from './stage.ts';

/** Lets one thing happen at a time, whichever the draws say: the world goes on until nothing is left to happen. */
export interface Scheduler {
  /** False when nothing can happen at this time. */
  step(): Promise<boolean>;
  readonly writesLeft: number;
}

const MINUTE_MS = 60_000;
const STEP_MS = 20;
const JUMPS: readonly number[] = [2_000, 40_000, 2 * MINUTE_MS, 12 * MINUTE_MS];
/** AWS's next delivery waits while there is work, as it does on most days. */
const PATIENCE_MS = 10 * MINUTE_MS;
const IMPATIENT_PERMILLE = 20;

export function createScheduler(stage: Stage, options: { readonly hintsWhenCalm: boolean }): Scheduler {
  const { choices, hazards, durable, gates, trace } = stage;
  const bucket = createMemoryObjectStore({
    now: () => s3Time(stage.now()),
    versioned: durable.versioned,
    buckets: durable.buckets,
  });
  const writes = [...plannedWrites(stage.month)];
  const hints: Hint[] = [];
  const visible = new Map<string, string>();
  const decided = new Set<string>();
  let lastWrite = 0;

  const hint = (kind: Hint['kind'], id: string): void => {
    const lost = stage.calm ? !options.hintsWhenCalm : choices.permille(hazards.hintLost);
    trace.say(stage.now(), 'stream', () => `${kind} ${id}${lost ? ', and nobody hears of it' : ''}`);
    if (!lost) hints.push({ kind, id, tries: 1 });
  };
  const watchTables = (): void => {
    for (const [key, { order }] of durable.tables.pointers) {
      if (visible.get(key) === order) continue;
      visible.set(key, order);
      hint('pointer moved', order);
    }
    if (decided.size === durable.tables.outbox.size) return;
    for (const id of durable.tables.outbox.keys()) {
      if (decided.has(id)) continue;
      decided.add(id);
      hint('message decided', id);
    }
  };

  const open = async (index: number): Promise<void> => {
    const gate = gates.take(index);
    const fault: Fault = stage.calm ? 'none' : faultOf(choices, hazards);
    trace.say(stage.now(), gate.worker.name, () => `${gate.operation}${SAID[fault]}`);
    if (fault.startsWith('died')) queueMicrotask(() => stage.kill(gate.worker));
    gate.open(fault);
    await settled();
    if (!CHANGES.has(gate.operation)) return;
    watchTables();
    if (gate.operation.startsWith('ledger.')) stage.complaints.push(...(await stage.ledgerChecks.look()));
  };

  const write = async (): Promise<void> => {
    const next = writes.shift()!;
    // However late AWS is, it writes one object after another: a delivery never takes less than seconds.
    stage.advanceTo(Math.max(next.at, lastWrite + BETWEEN_WRITES_MS));
    lastWrite = stage.now();
    trace.say(stage.now(), 'AWS', () => `writes ${next.key} (${next.bytes.length} bytes)`);
    await put(bucket, next);
    if (!next.isManifest) return;
    const lost = !stage.calm && choices.permille(hazards.noticeLost);
    trace.say(stage.now(), 'S3', () => (lost ? 'loses the notice' : 'announces it'));
    if (lost) return;
    const notice = { bucket: BUCKET, key: next.key, from: 's3' } as const;
    durable.queue.send(notice, stage.now());
    if (choices.permille(hazards.noticeTwice))
      durable.queue.send(notice, stage.now() + choices.below(3) * MINUTE_MS);
  };

  return {
    get writesLeft() {
      return writes.length;
    },
    async step() {
      if (!stage.calm) pass(stage);
      const messages = durable.queue.visible(stage.now());
      const [atGates, heard] = [gates.waiting.length, hints.length];
      const busy = atGates + heard + messages.length;
      const canWrite = writes.length > 0 && (busy === 0 || isDue(writes[0]!.at, stage));
      const total = busy + (canWrite ? 1 : 0);
      if (total === 0) return false;
      const pick = choices.below(total);
      if (pick < atGates) await open(pick);
      else if (pick < atGates + heard)
        startHint(stage, hints.splice(pick - atGates, 1)[0]!, (again) => hints.push(again));
      else if (pick < busy) startIngest(stage, messages[pick - atGates - heard]!);
      else await write();
      await settled();
      return true;
    },
  };
}

const isDue = (at: Instant, stage: Stage): boolean =>
  at - stage.now() <= PATIENCE_MS || stage.choices.permille(IMPATIENT_PERMILLE);

/** Time goes by, sometimes a lot of it; sweeps come when they like. */
function pass(stage: Stage): void {
  const { choices, hazards } = stage;
  const jump = choices.permille(hazards.timeJump) ? choices.of(JUMPS) : STEP_MS;
  stage.advanceTo(stage.now() + jump);
  if (choices.permille(hazards.earlySweep)) startReconcile(stage, choices.of(['send', 'sweep'] as const));
}

const CHANGES: ReadonlySet<string> = new Set([
  'ledger.publish',
  'ledger.writeEntries',
  'ledger.expire',
  'alerts.commit',
]);

const SAID: Readonly<Record<Fault, string>> = {
  none: '',
  before: ' is refused',
  after: ' is done, but its answer is lost',
  late: ' is done, and its answer is late',
  'died-before': ': dies before it',
  'died-after': ': dies after it',
};
