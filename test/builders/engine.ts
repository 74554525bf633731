import {
  compiledEngine,
  type Engine,
  type EngineKind,
  twinEngine,
} from '../../shared/adapters/cur/kernels/engine.ts';
import { twinKernels } from '../../shared/adapters/cur/kernels/twin/twin.ts';

/** An engine of its own, whatever this Node could run. */
export const createEngine = (kind: EngineKind): Engine =>
  kind === 'wasm' ? compiledEngine() : twinEngine(twinKernels);
