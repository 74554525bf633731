import type { CurWord } from '../../../shared/adapters/cur/columns.ts';
import { csvSourceBlocks } from '../../../shared/adapters/cur/csv/source.ts';
import type { Engine } from '../../../shared/adapters/cur/kernels/engine.ts';
import type { HeapGroups } from '../../../shared/adapters/cur/kernels/heap-groups.ts';
import { createBlocks } from '../../../shared/adapters/cur/scratch.ts';
import type { Selection, SourceBlock, SourceFile } from '../../../shared/adapters/cur/source-block.ts';
import { PRODUCT, TEAM_KEY } from './answer.ts';

/** The columns of q1 that a bill may lack; the others are always read. */
const WORDS: ReadonlySet<CurWord> = new Set(['iamPrincipal', 'usageAmount', 'tags']);
/** Bits of the key: hour, principal, team, usage type. */
const SHIFTS = [0, 12, 32, 46] as const;

/** Adds Bedrock's rows of a CSV file to the groups of q1. */
export async function addCsv(engine: Engine, source: SourceFile, groups: HeapGroups): Promise<void> {
  const options = {
    cost: 'unblended',
    words: WORDS,
    wantsTag: (key: string) => key === TEAM_KEY,
  } as const;
  for await (const block of csvSourceBlocks(engine, source, 'csv.gz', options)) {
    await addBlock(engine, block, groups);
  }
}

async function addBlock(engine: Engine, block: SourceBlock, groups: HeapGroups): Promise<void> {
  const { heap, kernels } = engine;
  const blocks = createBlocks(heap);
  const products = block.core.texts.productCode;
  const marks = blocks.zeros(products.table.size() + 1);
  heap.views.u8[marks + products.table.codeOfText(PRODUCT)] = 1;
  const rows = blocks.alloc(block.rows * 4);
  const selection: Selection = {
    rows,
    count: kernels.selectMarked(products.codes, block.rows, marks, rows),
  };
  const { count } = selection;
  const detail = await block.detail(selection);
  const hours = blocks.alloc(count * 4);
  kernels.gather(rows, count, block.core.start.codes, block.rows, hours);
  const pico = blocks.alloc(count * 8);
  kernels.gatherDoubles(rows, count, block.core.pico, block.rows, pico);
  const teams = detail.tags.find(({ key }) => key === TEAM_KEY)?.column.codes ?? blocks.zeros(count * 4);
  const { iamPrincipal, usageType } = detail.texts;
  const keys = blocks.alloc(count * 8);
  for (const [index, codes] of [hours, iamPrincipal.codes, teams, usageType.codes].entries())
    kernels.packKeys(keys, codes, count, SHIFTS[index]!, index === 0 ? 1 : 0);
  groups.add(keys, pico, detail.usageAmount, count);
  blocks.free();
}
