import type { LateFact } from '../../../domain/charge/late-facts.ts';
import type { Engine } from '../kernels/engine.ts';
import type { Blocks } from '../scratch.ts';
import { LATE_WORDS, type Selection, type SourceBlock } from '../source-block.ts';
import { lateBatch } from './charge-batches.ts';
import { capture, type FactsBuilder } from './charge-facts.ts';

/** Bedrock's rows of a block with the codes of their facts (i32 at `facts`). */
interface BedrockRows extends Selection {
  readonly facts: number;
}

/** Brings each late fact for the rows that ask for it, in place; columns that no row asks for are never fetched. */
export async function addLateFacts(
  engine: Engine,
  builder: FactsBuilder,
  block: SourceBlock,
  rows: BedrockRows,
  blocks: Blocks,
): Promise<void> {
  for (const word of LATE_WORDS) {
    const asking = askingRows(engine, builder, word, rows, blocks);
    if (asking.count > 0) await addLate(engine, builder, block, word, { rows, asking }, blocks);
  }
}

/** Places in the selection. */
function askingRows(
  { heap, kernels }: Engine,
  builder: FactsBuilder,
  word: LateFact,
  { facts, count }: BedrockRows,
  blocks: Blocks,
): Selection {
  const marks = builder.asking.marksOf(word);
  if (!marks.includes(1)) return { rows: 0, count: 0 };
  const at = heap.alloc(marks.length);
  heap.views.u8.set(marks, at);
  const rows = blocks.alloc(count * 4);
  const selected = kernels.selectMarked(facts, count, at, rows);
  heap.free(at);
  return { rows, count: selected };
}

async function addLate(
  { heap, kernels }: Engine,
  builder: FactsBuilder,
  block: SourceBlock,
  word: LateFact,
  { rows, asking }: { readonly rows: BedrockRows; readonly asking: Selection },
  blocks: Blocks,
): Promise<void> {
  const gathered = (values: number): number => {
    const out = blocks.alloc(asking.count * 4);
    kernels.gather(asking.rows, asking.count, values, rows.count, out);
    return out;
  };
  const column = await block.late(word, { rows: gathered(rows.rows), count: asking.count });
  const batch = lateBatch(heap, word, column, asking.count);
  const late = capture(heap, batch, [word], builder.texts);
  const codes = builder.withLate(word, gathered(rows.facts), late, blocks);
  kernels.scatter(asking.rows, codes, asking.count, rows.facts);
}
