import type { Engine } from '../../../../shared/adapters/cur/kernels/engine.ts';
import { createEngine } from '../../../builders/engine.ts';

/** The compiled kernels and their twin: whatever one does to its memory, the other must do too. */
export const bothEngines = (): readonly [Engine, Engine] => [createEngine('wasm'), createEngine('twin')];

/** The bytes at a new address of the engine's heap. */
export function put(engine: Engine, bytes: Uint8Array): number {
  const address = engine.heap.alloc(bytes.length);
  engine.heap.views.u8.set(bytes, address);
  return address;
}

export const taken = (engine: Engine, address: number, length: number): Uint8Array =>
  engine.heap.views.u8.slice(address, address + length);
