import { processMemory } from '../../../shared/embedded/process-memory.ts';

/** What the main thread is at. `read` is waiting for rows; the other threads decode all the while. */
export type Step = 'else' | 'read' | 'group' | 'finish' | 'rollup' | 'view' | 'diff' | 'write';

export interface StepTimes {
  readonly wallSeconds: number;
  /** Processor time of the main thread, and of all others: decoder, garbage collection, file system. */
  readonly mainSeconds: number;
  readonly otherSeconds: number;
  /** How much higher the peak of the process's resident set is for this step. */
  readonly raisedMib: number;
}

export interface StepClock {
  /** From now on the time is this step's. */
  enter(step: Step): void;
  now(): Step;
  take(): Readonly<Partial<Record<Step, StepTimes>>>;
}

/** Gives every moment of a job to one step, as the steps follow upon each other in one thread. */
export function createStepClock(): StepClock {
  const times = new Map<Step, StepTimes>();
  let step: Step = 'else';
  let last = reading();

  const settle = (): void => {
    const here = reading();
    const before = times.get(step);
    const main = here.main - last.main;
    times.set(step, {
      wallSeconds: (before?.wallSeconds ?? 0) + here.wall - last.wall,
      mainSeconds: (before?.mainSeconds ?? 0) + main,
      otherSeconds: (before?.otherSeconds ?? 0) + here.all - last.all - main,
      raisedMib: (before?.raisedMib ?? 0) + here.peak - last.peak,
    });
    last = here;
  };

  return {
    enter(next) {
      if (next === step) return;
      settle();
      step = next;
    },
    now: () => step,
    take() {
      settle();
      return Object.fromEntries(times);
    },
  };
}

const seconds = ({ user, system }: NodeJS.CpuUsage): number => (user + system) / 1e6;

const reading = () => ({
  wall: performance.now() / 1000,
  main: seconds(process.threadCpuUsage()),
  all: seconds(process.cpuUsage()),
  peak: peakMib(),
});

/** Of this process alone: what resourceUsage tells begins with the peak of the process that started it. */
export const peakMib = (): number => (processMemory(process.pid)?.bytesMax ?? Number.NaN) / 1024 ** 2;
