import type { Engine } from '../../../shared/adapters/cur/kernels/engine.ts';
import type { Kernels } from '../../../shared/adapters/cur/kernels/kernels.ts';

/** An engine whose kernels are timed, and what they took. The clock costs a fraction of a microsecond a call. */
export interface TimedEngine {
  readonly engine: Engine;
  clear(): void;
  /** Milliseconds by kernel, longest first. */
  times(): Readonly<Record<string, number>>;
}

export function timedEngine(engine: Engine): TimedEngine {
  const times = new Map<string, number>();
  const timed = Object.entries(engine.kernels).map(([name, kernel]) => [
    name,
    (...given: number[]) => {
      const start = performance.now();
      const result = (kernel as (...numbers: number[]) => number)(...given);
      times.set(name, (times.get(name) ?? 0) + performance.now() - start);
      return result;
    },
  ]);
  return {
    engine: { ...engine, kernels: Object.fromEntries(timed) as Kernels },
    clear: () => times.clear(),
    times: () =>
      Object.fromEntries(
        [...times].sort(([, a], [, b]) => b - a).map(([name, ms]) => [name, Math.round(ms * 10) / 10]),
      ),
  };
}
