import { createHeap, type GrowingMemory, type Heap } from './heap.ts';
import type { Kernels } from './kernels.ts';
import { twinKernels } from './twin/twin.ts';

// An import of it would load all its parts, streams among them: a tenth of the time that a decoder takes to start.
const { existsSync, readFileSync } = process.getBuiltinModule('node:fs');

/** Kernels and the memory they work on. One for the life of the process. */
export interface Engine {
  readonly kind: EngineKind;
  readonly kernels: Kernels;
  readonly heap: Heap;
}

/** Compiled kernels, or their twin in TypeScript: slower by a factor of three, with the same results. */
export type EngineKind = 'wasm' | 'twin';

const PAGE_BYTES = 65_536;
const FIRST_BYTES = 4 * 1024 * 1024;
const PAGES_MAX = 32_768;

/** In an artifact the compiled kernels lie beside the module, here beside their source; `npm ci` builds them. */
const COMPILED = new URL('./kernels.wasm', import.meta.url);

/** Throws what `WebAssembly.Module` or reading the file throws: the caller decides whether the twin will do. */
export function createEngine(kind: EngineKind): Engine {
  return kind === 'wasm' ? compiledEngine(readFileSync(COMPILED)) : twinEngine();
}

let ofProcess: Engine | undefined;

/** The engine of this process or thread: its memory is used again from file to file. */
export function processEngine(): Engine {
  ofProcess ??= createEngine(canCompile() ? 'wasm' : 'twin');
  return ofProcess;
}

/** Some builds of Node run without WebAssembly, and a checkout may not be built yet. */
const canCompile = (): boolean => typeof WebAssembly === 'object' && existsSync(COMPILED);

function compiledEngine(code: Uint8Array<ArrayBuffer>): Engine {
  const memory = new WebAssembly.Memory({ initial: FIRST_BYTES / PAGE_BYTES, maximum: PAGES_MAX });
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(code), { env: { memory } });
  const kernels = exports as unknown as Kernels & { heapBase(): number };
  const growing: GrowingMemory = {
    buffer: () => memory.buffer,
    growTo(bytes) {
      const missing = Math.ceil((withRoom(bytes) - memory.buffer.byteLength) / PAGE_BYTES);
      if (missing > 0) memory.grow(missing);
    },
  };
  return { kind: 'wasm', kernels, heap: createHeap(growing, kernels.heapBase()) };
}

function twinEngine(): Engine {
  let buffer = new ArrayBuffer(FIRST_BYTES);
  const growing: GrowingMemory = {
    buffer: () => buffer,
    growTo(bytes) {
      buffer = buffer.transfer(Math.max(withRoom(bytes), 2 * buffer.byteLength));
    },
  };
  const heap = createHeap(growing, SAFE_BASE);
  return { kind: 'twin', kernels: twinKernels(heap.views), heap };
}

const ROOM_BYTES = 64 * 1024 * 1024;

/** Growing takes a millisecond each time; room beyond what is asked for costs nothing before it is touched. */
const withRoom = (bytes: number): number => Math.min(bytes + ROOM_BYTES, PAGES_MAX * PAGE_BYTES);

/** Address 0 is no address. */
const SAFE_BASE = 64;
