import type { Engine } from '../../../../shared/adapters/cur/kernels/engine.ts';
import { type Kernels, SLACK_BYTES } from '../../../../shared/adapters/cur/kernels/kernels.ts';
import { bothEngines, put, taken } from './both-engines.ts';

/** What a kernel gave: its status, and where that is no refusal the bytes of each output. */
export interface Answer {
  readonly status: number;
  readonly outs?: readonly Uint8Array[];
}

type Call = (kernels: Kernels, ins: readonly number[], outs: readonly number[]) => number;

const engines = bothEngines();

/** The answers of the compiled kernel and of its twin. Throws where one wrote beside its outputs and their slack. */
export const askBoth = (
  ins: readonly Uint8Array[],
  outBytes: readonly number[],
  call: Call,
): readonly Answer[] => engines.map((engine) => ask(engine, ins, outBytes, call));

function ask(engine: Engine, ins: readonly Uint8Array[], outBytes: readonly number[], call: Call): Answer {
  const { heap, kernels } = engine;
  const sources = ins.map((bytes) => put(engine, bytes));
  const targets = outBytes.map((bytes) => heap.alloc(bytes + GUARD_BYTES));
  targets.forEach((at, i) => void heap.views.u8.fill(GUARD, at, at + outBytes[i]! + GUARD_BYTES));
  const status = call(kernels, sources, targets);
  targets.forEach((at, i) => {
    const behind = taken(engine, at + outBytes[i]! + SLACK_BYTES, GUARD_BYTES - SLACK_BYTES);
    if (behind.some((byte) => byte !== GUARD)) throw new Error(`${engine.kind} wrote behind output ${i}`);
  });
  sources.forEach((at, i) => {
    if (Buffer.compare(taken(engine, at, ins[i]!.length), ins[i]!) !== 0) throw new Error('an input changed');
  });
  const outs = status < 0 ? undefined : targets.map((at, i) => taken(engine, at, outBytes[i]!));
  for (const address of [...sources, ...targets]) heap.free(address);
  return outs === undefined ? { status } : { status, outs };
}

const GUARD = 0xa5;
const GUARD_BYTES = SLACK_BYTES + 512;

export const bytesOf = (values: Int32Array | Float64Array | BigInt64Array): Uint8Array =>
  new Uint8Array(values.buffer);
