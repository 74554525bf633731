import { isTagAsked } from '../../domain/charge/tags.ts';
import type { DataFile } from '../../domain/delivery/delivery.ts';
import type { ChargeSource, ReadRange } from '../../ports/charge-source.ts';
import { createChargeAssembler } from './charges/to-charges.ts';
import { csvSourceBlocks } from './csv/source.ts';
import { type Engine, processEngine } from './kernels/engine.ts';
import { parquetSourceBlocks } from './parquet/source.ts';
import { progressOf } from './progress.ts';
import { asPoison, carefulRead } from './refusal.ts';
import type { SourceBlock, SourceOptions } from './source-block.ts';

export interface CurSourceOptions {
  readonly engine?: Engine;
  /** Told of a column in a layout that only the general reader knows, and what is new about it. */
  readonly onFallback?: (column: string, why: string) => void;
}

/**
 * Reads data files of CUR 2.0 exports: both formats become the same Arrow batches, and those become charges. Decodes in
 * the thread that asks, without a deadline: for files of strangers there is `createGuardedChargeSource`.
 */
export function createCurChargeSource(options: CurSourceOptions = {}): ChargeSource {
  const { onFallback } = options;
  return {
    async *open(file, read, { cost, tagKeys, ...watch }) {
      if (file.pin.bytes === 0) return;
      const engine = options.engine ?? (await processEngine());
      const assembler = createChargeAssembler(file.pin.key, engine);
      const progress = progressOf(watch);
      const how: SourceOptions = {
        cost,
        wantsTag: tagKeys === undefined ? () => true : isTagAsked(tagKeys),
        ...(onFallback && { onFallback }),
      };
      try {
        for await (const block of blocksOf(engine, file, carefulRead(file.pin.key, read), how)) {
          for await (const batch of assembler.add(block)) {
            yield batch;
            progress(batch);
          }
        }
        yield* assembler.finish();
      } catch (error) {
        throw asPoison(file.pin.key, 'the file', error);
      } finally {
        assembler.free();
      }
    },
  };
}

function blocksOf(
  engine: Engine,
  file: DataFile,
  read: ReadRange,
  options: SourceOptions,
): AsyncIterable<SourceBlock> {
  const source = { file: file.pin.key, bytes: file.pin.bytes, read };
  return file.format === 'parquet'
    ? parquetSourceBlocks(engine, source, options)
    : csvSourceBlocks(engine, source, file.format, options);
}
