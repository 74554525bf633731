// node parquet-wasm.ts FILE [--warm 9]: parquet-rs in WebAssembly, its Arrow columns seen without a copy, an own loop over them.
import { openAsBlob } from 'node:fs';
import type { Data, RecordBatch } from 'apache-arrow';
import { parseRecordBatch } from 'arrow-js-ffi';
import { ParquetFile, wasmMemory } from 'parquet-wasm';
import { type Answer, COLUMNS, PRODUCT, programArguments, report, TEAM_KEY } from './answer.ts';
import { createGroups, type Groups } from './groups.ts';
import { createTexts, isSame } from './texts.ts';

const given = programArguments();
const BATCH_ROWS = 65_536;
const HOUR_MS = 3_600_000;
const encoder = new TextEncoder();
const product = encoder.encode(PRODUCT);
const teamKey = encoder.encode(TEAM_KEY);

async function read(): Promise<Answer> {
  const groups = createGroups();
  const fold = createFold(groups);
  const file = await ParquetFile.fromFile(await openAsBlob(given.file));
  const stream = await file.stream({ columns: Object.values(COLUMNS), batchSize: BATCH_ROWS });
  for await (const batch of stream) {
    const { buffer } = wasmMemory();
    const foreign = batch.intoFFI();
    fold(parseRecordBatch(buffer, foreign.arrayAddr(), foreign.schemaAddr(), false));
    foreign.free();
  }
  file.free();
  return groups.answer();
}

/** Buffers of one column, by the name that Arrow gives them. */
function columnOf(batch: RecordBatch, name: string): Data {
  return batch.data.children[batch.schema.fields.findIndex((field) => field.name === name)]!;
}

function createFold(groups: Groups): (batch: RecordBatch) => void {
  const principals = createTexts();
  const teams = createTexts();
  const usageTypes = createTexts();
  const noTeam = teams.idOf(teamKey, 0, 0);

  function teamOf(first: number, end: number, keys: Data, values: Data): number {
    for (let entry = first; entry < end; entry += 1) {
      if (isSame(teamKey, keys.values, keys.valueOffsets[entry]!, keys.valueOffsets[entry + 1]!))
        return teams.idOf(values.values, values.valueOffsets[entry]!, values.valueOffsets[entry + 1]!);
    }
    return noTeam;
  }

  return (batch) => {
    const { values: products, valueOffsets: ends } = columnOf(batch, COLUMNS.product);
    const { values: costs } = columnOf(batch, COLUMNS.cost);
    const { values: usages } = columnOf(batch, COLUMNS.usage);
    const { values: times } = columnOf(batch, COLUMNS.hour);
    const { values: arns, valueOffsets: arnEnds } = columnOf(batch, COLUMNS.principal);
    const { values: types, valueOffsets: typeEnds } = columnOf(batch, COLUMNS.usageType);
    const { valueOffsets: tagEnds, children } = columnOf(batch, COLUMNS.tags);
    const [keys, values] = children[0]!.children as [Data, Data];
    // Milliseconds as two words: a BigInt for each row would cost more than all the rest.
    const words = new Uint32Array(times.buffer, times.byteOffset, 2 * batch.numRows);
    for (let row = 0; row < batch.numRows; row += 1) {
      if (!isSame(product, products, ends[row]!, ends[row + 1]!)) continue;
      groups.add(
        (words[2 * row + 1]! * 2 ** 32 + words[2 * row]!) / HOUR_MS,
        principals.idOf(arns, arnEnds[row]!, arnEnds[row + 1]!),
        teamOf(tagEnds[row]!, tagEnds[row + 1]!, keys, values),
        usageTypes.idOf(types, typeEnds[row]!, typeEnds[row + 1]!),
        costs[row]!,
        usages[row]!,
      );
    }
  };
}

await report(read, given);
