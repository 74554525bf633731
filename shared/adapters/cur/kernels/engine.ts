import { createHeap, type GrowingMemory, type Heap, type Views } from './heap.ts';
import type { Kernels } from './kernels.ts';

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
const COMPILED = `${import.meta.dirname}/kernels.wasm`;

/** In an artifact the twin is a module of its own: hardly any Node needs it, and all would load it. */
const TWIN = import.meta.url.endsWith('.ts') ? './twin/twin.ts' : './twin.mjs';

let ofProcess: Promise<Engine> | undefined;

/** The engine of this process or thread: its memory is used again from file to file. */
export function processEngine(): Promise<Engine> {
  ofProcess ??= canCompile() ? Promise.resolve(compiledEngine()) : loadedTwin();
  return ofProcess;
}

async function loadedTwin(): Promise<Engine> {
  const { twinKernels }: typeof import('./twin/twin.ts') = await import(new URL(TWIN, import.meta.url).href);
  return twinEngine(twinKernels);
}

/** Some builds of Node run without WebAssembly, and a checkout may not be built yet. */
const canCompile = (): boolean => typeof WebAssembly === 'object' && existsSync(COMPILED);

/** Throws what `WebAssembly.Module` or reading the file throws. */
export function compiledEngine(): Engine {
  const code = readFileSync(COMPILED);
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

export function twinEngine(kernelsOf: (views: Views) => Kernels): Engine {
  let buffer = new ArrayBuffer(FIRST_BYTES);
  const growing: GrowingMemory = {
    buffer: () => buffer,
    growTo(bytes) {
      buffer = buffer.transfer(Math.max(withRoom(bytes), 2 * buffer.byteLength));
    },
  };
  const heap = createHeap(growing, SAFE_BASE);
  return { kind: 'twin', kernels: kernelsOf(heap.views), heap };
}

const ROOM_BYTES = 64 * 1024 * 1024;

/** Growing takes a millisecond each time; room beyond what is asked for costs nothing before it is touched. */
const withRoom = (bytes: number): number => Math.min(bytes + ROOM_BYTES, PAGES_MAX * PAGE_BYTES);

/** Address 0 is no address. */
const SAFE_BASE = 64;
