import type { RecordBatch } from 'apache-arrow';
import { poison } from '../../../domain/base/failure.ts';
import type { ChargeFacts } from '../../../domain/charge/charge.ts';
import type { LateFact } from '../../../domain/charge/late-facts.ts';
import { isBedrock, isNamedElsewhere } from '../../../domain/charge/select-bedrock.ts';
import { CUR } from '../columns.ts';
import type { Engine } from '../kernels/engine.ts';
import type { Heap } from '../kernels/heap.ts';
import type { Blocks } from '../scratch.ts';
import type { CORE_WORDS, DETAIL_WORDS, NAMING_WORDS } from '../source-block.ts';
import { type Asking, createAsking } from './asking.ts';
import { type CodesInHeap, codesInHeap, textsInHeap } from './charge-batches.ts';
import { createCombinations } from './combinations.ts';

/** Columns of a batch as addresses, which outlive the batch's own views. */
export interface Captured<Name extends string = string> {
  readonly count: number;
  readonly columns: readonly CodesInHeap[];
  /** Writes the texts of a row under the columns' names. */
  fill(into: Record<Name, string>, row: number): void;
  /** The texts of a row in the columns' order. */
  textsOf(row: number): readonly string[];
}

/** The texts of a file's columns that were made strings, by column and code: a code keeps its meaning. */
export type KnownTexts = Map<string, string[]>;

export function capture<Name extends string>(
  heap: Heap,
  batch: RecordBatch,
  words: readonly Name[],
  known: KnownTexts,
): Captured<Name> {
  const columns = words.map((word) => codesInHeap(batch, word));
  const texts = words.map((word) => {
    const strings = known.get(word) ?? [];
    known.set(word, strings);
    const make = textsInHeap(heap, batch, word);
    return (code: number): string => {
      strings[code] ??= make(code);
      return strings[code]!;
    };
  });
  const textAt = (index: number, row: number): string =>
    texts[index]!(heap.views.i32[(columns[index]!.codes >> 2) + row]!);
  return {
    count: batch.numRows,
    columns,
    // Property by property: making an object of entries for each of a hundred thousand facts takes ten times as long.
    fill(into, row) {
      for (let index = 0; index < words.length; index++) into[words[index]!] = textAt(index, row);
    },
    textsOf: (row) => words.map((_, index) => textAt(index, row)),
  };
}

export type CoreColumns = Captured<(typeof CORE_WORDS)[number]>;
export type NamingColumns = Captured<(typeof NAMING_WORDS)[number]>;
export interface BedrockColumns {
  readonly detail: Captured<(typeof DETAIL_WORDS)[number]>;
  /** Keyed by the names of the tag map's keys. */
  readonly tags: Captured;
  readonly tagKeys: readonly string[];
}

type CoreFacts = Pick<ChargeFacts, (typeof CORE_WORDS)[number]>;
type NamedFacts = CoreFacts & Pick<ChargeFacts, (typeof NAMING_WORDS)[number]>;

/** What is known of a combination of core columns. */
type Kind = 'bedrock' | 'other' | 'named elsewhere';

/**
 * The distinct charges of one file. Codes become texts once for each combination that is new in the file; a row costs a
 * few looks at tables of numbers.
 */
export interface FactsBuilder {
  /** Grows; codes keep their meaning. */
  readonly facts: readonly ChargeFacts[];
  /** For `capture` of this file's batches. */
  readonly texts: KnownTexts;
  /** Numbers of the rows' core combinations. Throws Failure `poison` on a currency that is none. */
  core(columns: CoreColumns, firstRow: number, blocks: Blocks): number;
  coreSize(): number;
  kindOf(core: number): Kind;
  /** Facts codes of rows whose core is `named elsewhere`, and whether each code is Bedrock's. */
  named(core: number, naming: NamingColumns, blocks: Blocks): number;
  isBedrock(factsCode: number): boolean;
  /** Facts code of a core combination that is not Bedrock's. */
  plain(core: number): number;
  /** Facts codes of Bedrock's rows, without the late facts. */
  bedrock(core: number, columns: BedrockColumns, blocks: Blocks): number;
  readonly asking: Asking;
  /** Facts codes of rows that asked: those they had, with the late fact. */
  withLate<Word extends LateFact>(word: Word, facts: number, column: Captured<Word>, blocks: Blocks): number;
  free(): void;
}

export function createFactsBuilder(file: string, engine: Engine): FactsBuilder {
  const { heap } = engine;
  const facts: ChargeFacts[] = [];
  const bedrockCodes = new Set<number>();
  const cores: CoreFacts[] = [];
  const kinds: Kind[] = [];
  const plains: number[] = [];
  const coreTable = createCombinations(engine);
  const namedTable = createMapped(engine);
  const bedrockTable = createMapped(engine);
  const tagSets = createTagSets(engine);
  const lateTables = {
    operation: createMapped(engine),
    description: createMapped(engine),
    resourceId: createMapped(engine),
  } satisfies Record<LateFact, unknown>;

  const add = (one: ChargeFacts): number => {
    const code = facts.push(one) - 1;
    if (isBedrock(one)) bedrockCodes.add(code);
    return code;
  };

  const coreAt = (core: number, row: number): CoreFacts => cores[heap.views.i32[(core >> 2) + row]!]!;

  return {
    facts,
    texts: new Map(),
    asking: createAsking(facts),
    core(of, firstRow, blocks) {
      const { codes, newRows } = coreTable.codesOf(of.columns, of.count, blocks);
      for (const row of newRows) {
        const core = { ...NO_CORE };
        of.fill(core, row);
        checkCurrency(file, firstRow + row, core.billingCurrency);
        cores.push(core);
        kinds.push(kindOf(core));
      }
      return codes;
    },
    coreSize: coreTable.size,
    kindOf: (core) => kinds[core]!,
    named(core, naming, blocks) {
      const columns = [{ codes: core, size: cores.length }, ...naming.columns];
      return namedTable.codesOf(columns, naming.count, blocks, (row) => {
        const one = { ...coreAt(core, row), ...NO_NAMES, ...NO_DETAIL };
        naming.fill(one, row);
        return add(one);
      });
    },
    isBedrock: (code) => bedrockCodes.has(code),
    plain(core) {
      plains[core] ??= add({ ...cores[core]!, ...NO_NAMES, ...NO_DETAIL });
      return plains[core]!;
    },
    bedrock(core, { detail, tags, tagKeys }, blocks) {
      const sets = tagSets.codesOf(tags, tagKeys, blocks);
      const columns = [
        { codes: core, size: cores.length },
        { codes: sets, size: tagSets.size() },
        ...detail.columns,
      ];
      return bedrockTable.codesOf(columns, detail.count, blocks, (row) => {
        const one = { ...coreAt(core, row), ...NO_NAMES, ...NO_DETAIL };
        detail.fill(one, row);
        one.tags = tagSets.tagsOf(heap.views.i32[(sets >> 2) + row]!);
        return add(one);
      });
    },
    withLate(word, codes, column, blocks) {
      const columns = [{ codes, size: facts.length }, ...column.columns];
      return lateTables[word].codesOf(columns, column.count, blocks, (row) => {
        const [code, [text]] = [heap.views.i32[(codes >> 2) + row]!, column.textsOf(row)];
        return text === '' ? code : add({ ...facts[code]!, [word]: text });
      });
    },
    free() {
      for (const table of [coreTable, namedTable, bedrockTable, ...Object.values(lateTables)]) table.free();
    },
  };
}

const kindOf = (core: CoreFacts): Kind =>
  isNamedElsewhere(core) ? 'named elsewhere' : isBedrock({ ...core, ...NO_NAMES }) ? 'bedrock' : 'other';

const NO_CORE = {
  billingEntity: '',
  productCode: '',
  productFamily: '',
  lineItemType: '',
  billingCurrency: '',
} satisfies CoreFacts;
const NO_NAMES = { servicecode: '', productName: '', operation: '' } satisfies Partial<NamedFacts>;
const NO_DETAIL = {
  billingAccountId: '',
  subAccountId: '',
  usageType: '',
  pricingUnit: '',
  description: '',
  resourceId: '',
  regionCode: '',
  productModel: '',
  iamPrincipal: '',
  tags: new Map<string, string>() as ReadonlyMap<string, string>,
} satisfies Omit<ChargeFacts, keyof NamedFacts>;

function checkCurrency(file: string, row: number, currency: string): void {
  if (/^[A-Z]{3}$/.test(currency)) return;
  throw poison('not a currency', {
    file,
    row,
    column: CUR.billingCurrency.name,
    expected: 'a code such as USD',
    found: JSON.stringify(currency),
  });
}

/** Combinations each of which stands for something that is made when it is new. */
function createMapped(engine: Engine) {
  const combinations = createCombinations(engine);
  const made: number[] = [];
  return {
    codesOf(
      columns: Parameters<typeof combinations.codesOf>[0],
      count: number,
      blocks: Blocks,
      make: (row: number) => number,
    ): number {
      const { codes, newRows } = combinations.codesOf(columns, count, blocks);
      for (const row of newRows) made.push(make(row));
      const map = engine.heap.alloc(made.length * 4);
      engine.heap.views.i32.set(made, map >> 2);
      engine.kernels.remap(codes, count, map, made.length, codes);
      engine.heap.free(map);
      return codes;
    },
    free: combinations.free,
  };
}

/** The tags of Bedrock's rows: sets of keys and values with a number each, whatever keys a block has. */
function createTagSets(engine: Engine) {
  const { kernels, heap } = engine;
  const sets: ReadonlyMap<string, string>[] = [];
  const numbers = new Map<string, number>();

  const numberOf = (entries: readonly (readonly [string, string])[]): number => {
    const text = JSON.stringify(entries);
    const known = numbers.get(text);
    if (known !== undefined) return known;
    numbers.set(text, sets.length);
    return sets.push(new Map(entries)) - 1;
  };

  return {
    size: () => sets.length,
    tagsOf: (number: number) => sets[number]!,
    codesOf(tags: Captured, keys: readonly string[], blocks: Blocks): number {
      // Keys differ from block to block, so these are numbered for the block alone.
      const combinations = createCombinations(engine);
      const { codes, newRows } = combinations.codesOf(tags.columns, tags.count, blocks);
      combinations.free();
      const of = newRows.map((row) => {
        const texts = tags.textsOf(row);
        return numberOf(
          keys.flatMap((key, index) => (texts[index] === '' ? [] : [[key, texts[index]!] as const])),
        );
      });
      const map = heap.alloc(of.length * 4);
      heap.views.i32.set(of, map >> 2);
      kernels.remap(codes, tags.count, map, of.length, codes);
      heap.free(map);
      return codes;
    },
  };
}
