import { closeSync, openSync, readSync, statSync } from 'node:fs';
import type { BytePool } from '../../../shared/adapters/cur/byte-pool.ts';
import type { Engine } from '../../../shared/adapters/cur/kernels/engine.ts';
import {
  createHeapGroups,
  type HeapGroups,
  newGroupSums,
} from '../../../shared/adapters/cur/kernels/heap-groups.ts';
import type { Decoder } from '../../../shared/adapters/cur/parquet/column.ts';
import { createFileState } from '../../../shared/adapters/cur/parquet/file-state.ts';
import { readFooter } from '../../../shared/adapters/cur/parquet/footer.ts';
import { createGroupBytes } from '../../../shared/adapters/cur/parquet/group-bytes.ts';
import { createPageReader } from '../../../shared/adapters/cur/parquet/pages.ts';
import { createScratch } from '../../../shared/adapters/cur/scratch.ts';
import type { SourceFile } from '../../../shared/adapters/cur/source-block.ts';
import type { ReadRange } from '../../../shared/ports/charge-source.ts';
import { createEngine } from '../../builders/engine.ts';
import { type Answer, programArguments, report, TEAM_KEY } from './answer.ts';
import { addCsv } from './billhook-csv.ts';
import { addRowGroup } from './billhook-group.ts';
import { timedEngine } from './timed-kernels.ts';

async function answer(path: string, engine: Engine, groups: HeapGroups): Promise<Answer> {
  const descriptor = openSync(path, 'r');
  const read: ReadRange = async (start, end, into) => {
    const bytes = into ?? new Uint8Array(end - start);
    readSync(descriptor, bytes, 0, bytes.length, start);
    return bytes;
  };
  const source = { file: path, bytes: statSync(path).size, read };
  groups.clear();
  await (path.endsWith('.gz') ? addCsv(engine, source, groups) : addParquet(engine, source, groups));
  closeSync(descriptor);
  return total(groups);
}

async function addParquet(engine: Engine, source: SourceFile, groups: HeapGroups): Promise<void> {
  const { file, bytes, read } = source;
  const footer = await readFooter(file, bytes, read);
  const scratch = createScratch(engine.heap);
  const decoder: Decoder = { engine, scratch, pages: createPageReader(engine, scratch) };
  const options = { cost: 'unblended', wantsTag: (key: string) => key === TEAM_KEY } as const;
  const state = createFileState(source, footer, decoder, options);
  const pool = heapPool(engine);
  const withTag = given.flags['no-tag'] !== true;
  let firstRow = 1;
  for (const group of footer.metadata.row_groups) {
    const newBytes = () => createGroupBytes(file, bytes, footer.sources, group, footer.read, pool);
    await addRowGroup({ state, newBytes, firstRow, rows: group.num_rows, withTag }, groups);
    firstRow += group.num_rows;
  }
  state.free();
  scratch.free();
}

/** Ranges of a file on this machine go straight to where they are decoded: nothing moves the heap while one is read. */
function heapPool({ heap }: Engine): BytePool {
  return {
    take(length) {
      const at = heap.alloc(length);
      return new Uint8Array(heap.views.u8.buffer as ArrayBuffer, at, length);
    },
    give: ({ byteOffset }) => heap.free(byteOffset),
  };
}

/** A portion at a time, as a consumer would take them. */
const PORTION = 16_384;

function total(groups: HeapGroups): Answer {
  const answer = { groups: groups.size(), rows: 0, cost: 0, usage: 0 };
  const sums = newGroupSums(PORTION);
  // By halves: a bigint a group would take longer than reading its rows.
  const pico = new Int32Array(sums.pico.buffer);
  for (let from = 0; from < answer.groups; from += PORTION) {
    const count = groups.readSums(from, sums);
    for (let i = 0; i < count; i++) {
      answer.rows += sums.rows[i]!;
      answer.cost += (pico[2 * i + 1]! * 2 ** 32 + (pico[2 * i]! >>> 0)) / 1e12;
      answer.usage += sums.amounts[i]!;
    }
  }
  return answer;
}

/** As the rows of a footer tell; what is not written costs nothing. */
const EXPECTED_GROUPS = 1_000_000;

const given = programArguments();
const plain = createEngine(given.flags.kernels === 'twin' ? 'twin' : 'wasm');
const timed = given.flags.profile === true ? timedEngine(plain) : undefined;
const engine = timed?.engine ?? plain;
const groups = createHeapGroups(engine, { expected: EXPECTED_GROUPS });
await report(() => {
  timed?.clear();
  return answer(given.file, engine, groups);
}, given);
if (timed !== undefined) console.info(JSON.stringify(timed.times()));
