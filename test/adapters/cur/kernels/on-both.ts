import { expect } from 'vitest';
import type { Engine } from '../../../../shared/adapters/cur/kernels/engine.ts';
import type { Kernels } from '../../../../shared/adapters/cur/kernels/kernels.ts';
import { bothEngines, put } from './both-engines.ts';

/** Blocks of one engine's heap for the length of a run; `take…` also checks that nothing was written behind them. */
export interface Run {
  readonly engine: Engine;
  readonly kernels: Kernels;
  ints(values: readonly number[]): number;
  doubles(values: readonly number[]): number;
  bytes(values: Uint8Array): number;
  /** Unsigned ones of 64 bits. */
  longs(values: readonly bigint[]): number;
  /** Whole words of 64 bits. */
  bits(values: readonly boolean[]): number;
  room(bytes: number): number;
  takeInts(address: number, count: number): number[];
  takeDoubles(address: number, count: number): number[];
}

const engines = bothEngines();
const UNTOUCHED = 0xaa;

/** Runs on the compiled kernels and on their twin: both must give the same, which is returned. */
export function onBoth<T>(run: (run: Run) => T): T {
  const [compiled, twin] = engines.map((engine) => onOne(engine, run));
  expect(twin).toEqual(compiled);
  return compiled!;
}

function onOne<T>(engine: Engine, run: (run: Run) => T): T {
  const { heap, kernels } = engine;
  const blocks: number[] = [];
  const kept = (address: number): number => {
    blocks.push(address);
    return address;
  };
  const bytes = (values: Uint8Array): number => kept(put(engine, values));
  function room(size: number): number {
    const address = kept(heap.alloc(size + 1));
    heap.views.u8.fill(UNTOUCHED, address, address + size + 1);
    return address;
  }
  function takeBytes(address: number, size: number): ArrayBuffer {
    expect(heap.views.u8[address + size]).toBe(UNTOUCHED);
    return heap.views.u8.slice(address, address + size).buffer;
  }
  const result = run({
    engine,
    kernels,
    bytes,
    room,
    ints: (values) => bytes(new Uint8Array(Int32Array.from(values).buffer)),
    doubles: (values) => bytes(new Uint8Array(Float64Array.from(values).buffer)),
    longs: (values) => bytes(new Uint8Array(BigUint64Array.from(values).buffer)),
    bits(values) {
      const packed = new Uint8Array(8 * Math.ceil(values.length / 64));
      values.forEach((value, i) => {
        if (value) packed[i >> 3]! |= 1 << (i & 7);
      });
      return bytes(packed);
    },
    takeInts: (address, count) => [...new Int32Array(takeBytes(address, 4 * count))],
    takeDoubles: (address, count) => [...new Float64Array(takeBytes(address, 8 * count))],
  });
  for (const address of blocks) heap.free(address);
  return result;
}
