import type { Engine } from '../kernels/engine.ts';
import type { Blocks } from '../scratch.ts';
import { NAMING_WORDS, type Selection, type SourceBlock } from '../source-block.ts';
import { namingBatch } from './charge-batches.ts';
import { capture, type FactsBuilder } from './charge-facts.ts';

/** Rows that are not Bedrock's, with their facts codes (i32 at `facts`). */
export interface OtherRows extends Selection {
  readonly facts: number;
}

/**
 * Bedrock's rows and all others. Rows of the Marketplace are told apart by their names, which are fetched for them alone;
 * a bill without any never touches the largest column there is.
 */
export async function splitRows(
  engine: Engine,
  builder: FactsBuilder,
  block: SourceBlock,
  cores: number,
  blocks: Blocks,
): Promise<{ readonly bedrock: Selection; readonly rest: readonly OtherRows[] }> {
  const { heap, kernels } = engine;
  const kinds = Array.from({ length: builder.coreSize() }, (_, core) => builder.kindOf(core));

  function select(codes: number, count: number, marks: readonly boolean[]): Selection {
    const at = heap.alloc(marks.length);
    heap.views.u8.set(marks.map(Number), at);
    const rows = blocks.alloc(count * 4);
    const selected = kernels.selectMarked(codes, count, at, rows);
    heap.free(at);
    return { rows, count: selected };
  }
  const gathered = (values: number, size: number, { rows, count }: Selection): number => {
    const out = blocks.alloc(count * 4);
    kernels.gather(rows, count, values, size, out);
    return out;
  };

  const sure = select(
    cores,
    block.rows,
    kinds.map((kind) => kind === 'bedrock'),
  );
  const other = select(
    cores,
    block.rows,
    kinds.map((kind) => kind === 'other'),
  );
  const plain = kinds.map((kind, core) => (kind === 'other' ? builder.plain(core) : 0));
  const facts = gathered(cores, block.rows, other);
  const map = heap.alloc(plain.length * 4);
  heap.views.i32.set(plain, map >> 2);
  kernels.remap(facts, other.count, map, plain.length, facts);
  heap.free(map);
  const rest: OtherRows[] = [{ ...other, facts }];
  if (!kinds.includes('named elsewhere')) return { bedrock: sure, rest };

  const asked = select(
    cores,
    block.rows,
    kinds.map((kind) => kind === 'named elsewhere'),
  );
  if (asked.count === 0) return { bedrock: sure, rest };
  const naming = capture(
    heap,
    namingBatch(heap, await block.naming(asked), asked.count),
    NAMING_WORDS,
    builder.texts,
  );
  const named = builder.named(gathered(cores, block.rows, asked), naming, blocks);
  const isBedrock = builder.facts.map((_, code) => builder.isBedrock(code));
  const found = select(named, asked.count, isBedrock);
  const left = select(
    named,
    asked.count,
    isBedrock.map((is) => !is),
  );
  const rowsOf = (part: Selection): Selection => ({
    rows: gathered(asked.rows, asked.count, part),
    count: part.count,
  });
  rest.push({ ...rowsOf(left), facts: gathered(named, asked.count, left) });
  return { bedrock: merged(sure, rowsOf(found)), rest };

  /** Two ascending selections as one. */
  function merged(a: Selection, b: Selection): Selection {
    if (a.count === 0) return b;
    if (b.count === 0) return a;
    const rows = blocks.alloc((a.count + b.count) * 4);
    const { i32 } = heap.views;
    let [left, right, to] = [a.rows >> 2, b.rows >> 2, rows >> 2];
    const [leftEnd, rightEnd] = [left + a.count, right + b.count];
    while (left < leftEnd || right < rightEnd) {
      const takeLeft = right === rightEnd || (left < leftEnd && i32[left]! < i32[right]!);
      i32[to++] = takeLeft ? i32[left++]! : i32[right++]!;
    }
    return { rows, count: a.count + b.count };
  }
}
