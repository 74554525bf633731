import type { Decimal } from '../../../domain/base/decimal.ts';
import { HOUR_MS } from '../../../domain/base/instant.ts';
import type { ChargeBatch } from '../../../domain/charge/charge.ts';
import type { Engine } from '../kernels/engine.ts';
import { BATCH_ROWS_MAX } from '../limits.ts';
import { type Blocks, createBlocks } from '../scratch.ts';
import { CORE_WORDS, DETAIL_WORDS, type Selection, type SourceBlock } from '../source-block.ts';
import {
  codesInHeap,
  coreBatch,
  detailBatch,
  millisOf,
  numbersInHeap,
  TAG_PREFIX,
} from './charge-batches.ts';
import { type BedrockColumns, capture, createFactsBuilder } from './charge-facts.ts';
import { checkStarts, type Starts } from './charge-starts.ts';
import { addLateFacts } from './late-rows.ts';
import { createOtherCharges } from './other-charges.ts';
import { createRowArrays } from './row-arrays.ts';
import { splitRows } from './split-rows.ts';

/** Turns the blocks of one file into batches of charges. */
export interface ChargeAssembler {
  add(block: SourceBlock): AsyncGenerator<ChargeBatch>;
  /** What was summed up and not handed on yet. */
  finish(): Generator<ChargeBatch>;
  free(): void;
}

/** What every row of a block has, by address. */
export interface CoreRows {
  readonly starts: Starts;
  /** Whole picodollars (f64). */
  readonly pico: number;
  readonly exactCost: ReadonlyMap<number, Decimal>;
  /** Numbers of the core combinations (i32). */
  readonly cores: number;
  readonly firstRow: number;
}

/**
 * Classifies all rows of a block, asks for the detail of Bedrock's alone, and sums up the others. One instance a file.
 */
export function createChargeAssembler(file: string, engine: Engine): ChargeAssembler {
  const { heap } = engine;
  const builder = createFactsBuilder(file, engine);
  const others = createOtherCharges(file, engine, builder);
  const arrays = createRowArrays();
  let readSoFar = 0;

  /** Addresses first: what comes after them may move the heap's views. */
  function coreRows(block: SourceBlock, blocks: Blocks): CoreRows {
    const batch = coreBatch(heap, block);
    const starts: Starts = {
      ...codesInHeap(batch, 'chargePeriodStart'),
      millis: millisOf(batch, 'chargePeriodStart'),
    };
    const pico = numbersInHeap(batch, 'costPico');
    const columns = capture(heap, batch, CORE_WORDS, builder.texts);
    checkStarts(file, engine, starts, block);
    const cores = builder.core(columns, block.firstRow, blocks);
    return { starts, pico, exactCost: block.core.exactCost, cores, firstRow: block.firstRow };
  }

  async function* add(block: SourceBlock): AsyncGenerator<ChargeBatch> {
    const blocks = createBlocks(heap);
    try {
      const core = coreRows(block, blocks);
      const { bedrock, rest } = await splitRows(engine, builder, block, core.cores, blocks);
      readSoFar += block.rows;
      for (const part of rest) yield* others.add(part, core, readSoFar);
      if (bedrock.count > 0) yield* bedrockRows(block, bedrock, core, blocks);
    } finally {
      blocks.free();
    }
  }

  async function* bedrockRows(
    block: SourceBlock,
    selection: Selection,
    core: CoreRows,
    blocks: Blocks,
  ): AsyncGenerator<ChargeBatch> {
    const { rows, count: all } = selection;
    const batch = detailBatch(heap, await block.detail(selection), all);
    const end = { ...codesInHeap(batch, 'chargePeriodEnd'), millis: millisOf(batch, 'chargePeriodEnd') };
    const amounts = numbersInHeap(batch, 'usageAmount');
    const columns: BedrockColumns = {
      detail: capture(heap, batch, DETAIL_WORDS, builder.texts),
      ...capturedTags(batch),
    };
    const cores = blocks.alloc(all * 4);
    engine.kernels.gather(rows, all, core.cores, block.rows, cores);
    const facts = builder.bedrock(cores, columns, blocks);
    await addLateFacts(engine, builder, block, { ...selection, facts }, blocks);
    for (let from = 0; from < all; from += BATCH_ROWS_MAX) {
      const count = Math.min(BATCH_ROWS_MAX, all - from);
      const columns = arrays.first(count);
      const exactCost = fill(columns, { rows, facts, amounts, end }, core, from);
      yield { file, rows: count, readSoFar, facts: builder.facts, exactCost, ...columns };
    }
  }

  function capturedTags(batch: Parameters<typeof capture>[1]): Pick<BedrockColumns, 'tags' | 'tagKeys'> {
    const names = batch.schema.names.map(String).filter((name) => name.startsWith(TAG_PREFIX));
    const tags = capture(heap, batch, names.sort(), builder.texts);
    return { tags, tagKeys: names.map((name) => name.slice(TAG_PREFIX.length)) };
  }

  /** Fills the arrays with so many of Bedrock's rows; gives the costs that stand aside. */
  function fill(
    columns: ReturnType<typeof arrays.first>,
    of: { readonly rows: number; readonly facts: number; readonly amounts: number; readonly end: Starts },
    { starts, pico, exactCost, firstRow }: CoreRows,
    from: number,
  ): ReadonlyMap<number, Decimal> {
    const { i32, f64 } = heap.views;
    const { fileRow, startHour, spanHours, costPico, lineItems, usageAmount, factsCode } = columns;
    const count = factsCode.length;
    const [rows, ends, facts] = [of.rows, of.end.codes, of.facts].map((address) => (address >> 2) + from);
    const aside = new Map<number, Decimal>();
    for (let i = 0; i < count; i++) {
      const row = i32[rows! + i]!;
      const start = starts.millis[i32[(starts.codes >> 2) + row]!]!;
      const end = of.end.millis[i32[ends! + i]!]!;
      fileRow[i] = firstRow + row;
      startHour[i] = Math.floor(start / HOUR_MS);
      // Without an end it is an hour.
      spanHours[i] = end > start ? Math.ceil((end - start) / HOUR_MS) : 1;
      costPico[i] = f64[(pico >> 3) + row]!;
      if (exactCost.size === 0) continue;
      const exact = exactCost.get(row);
      if (exact !== undefined) aside.set(i, exact);
    }
    lineItems.fill(1);
    factsCode.set(i32.subarray(facts!, facts! + count));
    usageAmount.set(f64.subarray((of.amounts >> 3) + from, (of.amounts >> 3) + from + count));
    return aside;
  }

  return {
    add,
    finish: () => others.finish(readSoFar),
    free() {
      builder.free();
      others.free();
    },
  };
}
