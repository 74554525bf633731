import type { Decimal } from '../../../domain/base/decimal.ts';
import type { ChargeBatch, ChargeFacts } from '../../../domain/charge/charge.ts';
import { CORE_WORDS, DETAIL_WORDS, LATE_WORDS } from '../source-block.ts';

/**
 * A batch on its way between threads. Its rows lie in one piece of memory that changes hands without a copy; facts are
 * sent once in the life of a file, as numbers of texts that are sent once too.
 */
export interface WireBatch {
  readonly readSoFar: number;
  readonly rows: number;
  /** Costs, amounts, facts codes, line items, rows of the file, start hours and spans of all rows, in this order. */
  readonly memory: ArrayBuffer;
  readonly exactCost: readonly (readonly [row: number, cost: Decimal])[];
  /** Texts and tag sets that were not sent before. */
  readonly texts: readonly string[];
  readonly tagSets: readonly ReadonlyMap<string, string>[];
  /** New facts, each as numbers of its texts in the order of FACT_TEXTS and the number of its tag set. */
  readonly facts: Int32Array;
}

const FACT_TEXTS = [
  'servicecode',
  ...CORE_WORDS,
  ...DETAIL_WORDS,
  ...LATE_WORDS,
] as const satisfies readonly Exclude<keyof ChargeFacts, 'tags'>[];
const NO_FACTS = Object.fromEntries(FACT_TEXTS.map((name) => [name, ''])) as Record<
  (typeof FACT_TEXTS)[number],
  string
>;
const FACT_WIDTH = FACT_TEXTS.length + 1;
const ROW_BYTES = 36;

function columnsOf(memory: ArrayBuffer, rows: number) {
  return {
    costPico: new Float64Array(memory, 0, rows),
    usageAmount: new Float64Array(memory, 8 * rows, rows),
    factsCode: new Int32Array(memory, 16 * rows, rows),
    lineItems: new Int32Array(memory, 20 * rows, rows),
    fileRow: new Int32Array(memory, 24 * rows, rows),
    startHour: new Int32Array(memory, 28 * rows, rows),
    spanHours: new Int32Array(memory, 32 * rows, rows),
  };
}

/** Packs the batches of one file in order; `spare` gives memory of an earlier batch back, if there is any. */
export function createBatchPacker(spare: () => ArrayBuffer | undefined): (batch: ChargeBatch) => WireBatch {
  const textCodes = new Map<string, number>();
  const tagCodes = new Map<ReadonlyMap<string, string>, number>();
  let sent = 0;

  return (batch) => {
    const { readSoFar, rows, exactCost } = batch;
    const used = spare();
    const bytes = rows * ROW_BYTES;
    const memory = used === undefined || used.byteLength < bytes ? new ArrayBuffer(bytes) : used;
    const columns = columnsOf(memory, rows);
    columns.costPico.set(batch.costPico);
    columns.usageAmount.set(batch.usageAmount);
    columns.factsCode.set(batch.factsCode);
    columns.lineItems.set(batch.lineItems);
    columns.fileRow.set(batch.fileRow);
    columns.startHour.set(batch.startHour);
    columns.spanHours.set(batch.spanHours);

    const texts: string[] = [];
    const tagSets: ReadonlyMap<string, string>[] = [];
    const facts = new Int32Array((batch.facts.length - sent) * FACT_WIDTH);
    for (let at = 0; sent < batch.facts.length; sent++) {
      const one = batch.facts[sent]!;
      for (const name of FACT_TEXTS) facts[at++] = codeOf(textCodes, one[name], texts);
      facts[at++] = codeOf(tagCodes, one.tags, tagSets);
    }
    return { readSoFar, rows, memory, exactCost: [...exactCost], texts, tagSets, facts };
  };
}

function codeOf<T>(codes: Map<T, number>, value: T, fresh: T[]): number {
  const known = codes.get(value);
  if (known !== undefined) return known;
  fresh.push(value);
  codes.set(value, codes.size);
  return codes.size - 1;
}

/** Unpacks the batches of one file in the order in which they were packed. */
export function createBatchUnpacker(file: string): (wire: WireBatch) => ChargeBatch {
  const texts: string[] = [];
  const tagSets: ReadonlyMap<string, string>[] = [];
  const facts: ChargeFacts[] = [];

  return (wire) => {
    for (const text of wire.texts) texts.push(text);
    for (const tags of wire.tagSets) tagSets.push(tags);
    for (let at = 0; at < wire.facts.length; at += FACT_WIDTH) {
      const one = { ...NO_FACTS, tags: tagSets[wire.facts[at + FACT_TEXTS.length]!]! };
      // Property by property: an object of entries takes ten times as long.
      for (let index = 0; index < FACT_TEXTS.length; index++)
        one[FACT_TEXTS[index]!] = texts[wire.facts[at + index]!]!;
      facts.push(one);
    }
    const { readSoFar, rows, exactCost } = wire;
    return { file, readSoFar, rows, facts, ...columnsOf(wire.memory, rows), exactCost: new Map(exactCost) };
  };
}
