import type { Fault } from '../../shared/adapters/memory/faults.ts';
import { createBillWriter } from './bill-writer.ts';
import { BUDGETS } from './company.ts';
import { type Gate, settled } from './gates.ts';
import { faultOf } from './hazards.ts';
import { startDecision, startHint, startIngest, startReconcile } from './jobs.ts';
import type { Stage } from './stage.ts';
import { createStream, type Stream } from './stream.ts';

/** Lets one thing happen at a time, whichever the draws say: the world goes on until nothing is left to happen. */
export interface Scheduler {
  /** False when nothing can happen at this time. */
  step(): Promise<boolean>;
}

const MINUTE_MS = 60_000;
const STEP_MS = 20;
const JUMPS: readonly number[] = [2_000, 40_000, 70_000, 12 * MINUTE_MS];
/** AWS's next delivery waits while there is work, as it does on most days. */
const PATIENCE_MS = 10 * MINUTE_MS;
const IMPATIENT_PERMILLE = 20;
const BUDGETS_CHANGE_PERMILLE = 50;
const DECIDES_PERMILLE = 150;
/** A process that stands still: its platform took the processor away, or it collects garbage. */
const PAUSE = { ms: 70_000, stepsMax: 16 } as const;

export function createScheduler(
  stage: Stage,
  { hintsWhenCalm }: { readonly hintsWhenCalm: boolean },
): Scheduler {
  const { choices, hazards, durable, gates } = stage;
  const stream = createStream(stage, { whenCalm: hintsWhenCalm });
  const bill = createBillWriter(stage);
  let [steps, decisions] = [0, 0];

  const ready = (): readonly Gate[] => {
    if (stage.calm || hazards.pauses === 0) return gates.waiting;
    const awake = gates.waiting.filter(({ worker }) => worker.pausedUntil <= steps);
    return awake.length > 0 ? awake : gates.waiting;
  };

  const canWrite = (busy: number): boolean =>
    bill.nextAt !== undefined &&
    (busy === 0 || bill.nextAt - stage.now() <= PATIENCE_MS || choices.permille(IMPATIENT_PERMILLE));

  return {
    async step() {
      steps += 1;
      if (!stage.calm) pass(stage);
      const decides = !stage.calm && decisions < hazards.people && choices.permille(DECIDES_PERMILLE);
      if (decides && startDecision(stage)) decisions += 1;
      const [open, messages] = [ready(), durable.queue.visible(stage.now())];
      const heard = open.length + stream.hints.length;
      const busy = heard + messages.length;
      const total = busy + (canWrite(busy) ? 1 : 0);
      if (total === 0) return false;
      const pick = choices.below(total);
      if (pick < open.length) await letThrough(stage, open[pick]!, stream, steps);
      else if (pick < heard) startHint(stage, stream.take(pick - open.length), stream.again);
      else if (pick < busy) startIngest(stage, messages[pick - heard]!);
      else await bill.write();
      await settled();
      return true;
    },
  };
}

/** One port call takes effect, or meets its fate; whoever watches looks at what it changed. */
async function letThrough(stage: Stage, gate: Gate, stream: Stream, step: number): Promise<void> {
  const { choices, hazards, gates, trace } = stage;
  if (!stage.calm && PAUSED_AT.has(gate.operation) && choices.permille(hazards.pauses))
    return pause(stage, gate, step);
  gates.take(gate);
  const fault: Fault = stage.calm ? 'none' : faultOf(choices, hazards);
  trace.say(stage.now(), gate.worker.name, () => `${gate.operation}${SAID[fault]}`);
  if (fault.startsWith('died')) queueMicrotask(() => stage.kill(gate.worker));
  gate.open(fault);
  await settled();
  if (!CHANGES.has(gate.operation)) return;
  stream.watch();
  if (gate.operation.startsWith('alerts.')) stage.complaints.push(...stage.alertChecks.look());
  if (gate.operation.startsWith('ledger.')) stage.complaints.push(...(await stage.ledgerChecks.look()));
}

/** It stands still for a minute, and just then the clock sends somebody to look for messages that are due. */
function pause(stage: Stage, { worker }: Gate, step: number): void {
  worker.pausedUntil = step + 2 + stage.choices.below(PAUSE.stepsMax);
  stage.trace.say(stage.now(), worker.name, () => `stands still for ${PAUSE.ms / 1000} s`);
  stage.advanceTo(stage.now() + PAUSE.ms);
  startReconcile(stage, 'send');
}

/** Time goes by, sometimes a lot of it; sweeps come, and budgets change, when they like. */
function pass(stage: Stage): void {
  const { choices, hazards, durable } = stage;
  const jump = choices.permille(hazards.timeJump) ? choices.of(JUMPS) : STEP_MS;
  stage.advanceTo(stage.now() + jump);
  if (
    hazards.budgetsChange &&
    durable.tables.pointers.size > 0 &&
    choices.permille(BUDGETS_CHANGE_PERMILLE)
  ) {
    durable.tables.budgets.book = BUDGETS[1];
  }
  if (choices.permille(hazards.earlySweep)) startReconcile(stage, choices.of(['send', 'sweep'] as const));
}

/** Between looking and doing, and between doing and saying so: elsewhere a pause is only a delay. */
const PAUSED_AT: ReadonlySet<string> = new Set([
  'ledger.publish',
  'alerts.commit',
  'alerts.decide',
  'channel.deliver',
  'outbox.confirm',
  'outbox.release',
]);

const CHANGES: ReadonlySet<string> = new Set([
  'ledger.publish',
  'ledger.writeEntries',
  'ledger.expire',
  'alerts.commit',
  'alerts.decide',
]);

const SAID: Readonly<Record<Fault, string>> = {
  none: '',
  before: ' is refused',
  after: ' is done, but its answer is lost',
  late: ' is done, and its answer is late',
  'died-before': ': dies before it',
  'died-after': ': dies after it',
};
