import type { DataFile } from '../../domain/delivery/delivery.ts';
import type { ChargeSource, ChargeSourceOptions, ReadRange } from '../../ports/charge-source.ts';
import { csvBlocks } from './csv-source.ts';
import { parquetBlocks } from './parquet-source.ts';
import { progressOf } from './progress.ts';
import { asPoison, carefulRead } from './refusal.ts';
import type { RowBlock } from './row-block.ts';
import { createChargeAssembler } from './to-charges.ts';

/**
 * Reads data files of CUR 2.0 exports: both formats become the same Arrow batches, and those become charges. Decodes in
 * the thread that asks, without a deadline: for files of strangers there is `createGuardedChargeSource`.
 */
export function createCurChargeSource(): ChargeSource {
  return {
    async *open(file, read, options) {
      if (file.pin.bytes === 0) return;
      const toCharges = createChargeAssembler(file.pin.key);
      const progress = progressOf(options);
      try {
        for await (const block of blocksOf(file, carefulRead(file.pin.key, read), options)) {
          for await (const batch of toCharges(block)) {
            yield batch;
            progress(batch);
          }
        }
      } catch (error) {
        throw asPoison(file.pin.key, 'the file', error);
      }
    },
  };
}

function blocksOf(file: DataFile, read: ReadRange, { cost }: ChargeSourceOptions): AsyncIterable<RowBlock> {
  const source = { file: file.pin.key, bytes: file.pin.bytes, read };
  return file.format === 'parquet' ? parquetBlocks(source, cost) : csvBlocks(source, file.format, cost);
}
