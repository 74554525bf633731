import { createChargeAssembler } from '../../shared/adapters/cur/charges/to-charges.ts';
import type { Engine } from '../../shared/adapters/cur/kernels/engine.ts';
import { createPageReader } from '../../shared/adapters/cur/parquet/pages.ts';
import { parquetSourceBlocks } from '../../shared/adapters/cur/parquet/source.ts';
import { UnsupportedError } from '../../shared/adapters/cur/parquet/unsupported.ts';
import { isTagAsked } from '../../shared/domain/charge/tags.ts';
import type { ChargeSource } from '../../shared/ports/charge-source.ts';

/** Our Parquet reader if it knew no layout at all: every column that it needs goes through the general reader. */
export const createGeneralSource = (
  engine: Engine,
  onFallback?: (column: string, why: string) => void,
): ChargeSource => ({
  async *open({ pin }, read, { cost, tagKeys }) {
    const wantsTag = tagKeys === undefined ? () => true : isTagAsked(tagKeys);
    const assembler = createChargeAssembler(pin.key, engine);
    const file = { file: pin.key, bytes: pin.bytes, read };
    const options = { cost, wantsTag, ...(onFallback && { onFallback }) };
    try {
      for await (const block of parquetSourceBlocks(engine, file, options, knowingNothing))
        yield* assembler.add(block);
      yield* assembler.finish();
    } finally {
      assembler.free();
    }
  },
});

/** Reads nothing that stands in the file itself, so only what was rewritten. */
const knowingNothing: typeof createPageReader = (engine, scratch) => {
  const pages = createPageReader(engine, scratch);
  return {
    read(chunk, leaf, meta, sink) {
      if (meta.data_page_offset > 0) throw new UnsupportedError('a layout like any other');
      pages.read(chunk, leaf, meta, sink);
    },
  };
};
