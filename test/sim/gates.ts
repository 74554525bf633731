import type { Fault, Faults } from '../../shared/adapters/memory/faults.ts';
import type { Instant } from '../../shared/domain/base/instant.ts';

/** One run of a function in its own process: a Lambda invocation. */
export interface Worker {
  readonly name: string;
  readonly skewMs: number;
  readonly rules: 0 | 1;
  /** Its platform kills it then. */
  readonly killedAt: Instant;
  alive: boolean;
  /** Step of the world until which it stands still. */
  pausedUntil: number;
  /** The message that it is sending. */
  busyWith?: string;
}

/** A port call that waits for its turn. */
export interface Gate {
  readonly worker: Worker;
  readonly operation: string;
  readonly since: Instant;
  open(fault: Fault): void;
}

/** Every port call of every worker waits here until the scheduler lets it through: the order of effects is its choice. */
export interface Gates {
  readonly waiting: readonly Gate[];
  faultsFor(worker: Worker, now: () => Instant): Faults;
  take(gate: Gate): void;
  /** The worker's calls are never answered: it is dead. */
  kill(worker: Worker): void;
}

export function createGates(): Gates {
  const waiting: Gate[] = [];
  return {
    waiting,
    faultsFor: (worker, now) => (operation) =>
      new Promise((open) => {
        if (worker.alive) waiting.push({ worker, operation, since: now(), open });
      }),
    take: (gate) => void waiting.splice(waiting.indexOf(gate), 1),
    kill(worker) {
      worker.alive = false;
      for (let index = waiting.length - 1; index >= 0; index -= 1) {
        if (waiting[index]!.worker === worker) waiting.splice(index, 1);
      }
    },
  };
}

/** Resolves when every promise that can go on has gone on: ticks run only once all microtasks are done. */
export const settled = (): Promise<void> => new Promise((resolve) => process.nextTick(resolve));
