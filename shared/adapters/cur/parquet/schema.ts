import { misconfigured, poison } from '../../../domain/base/failure.ts';
import { CUR, type CurType, type CurWord } from '../columns.ts';
import { locateColumns } from '../refusal.ts';
import type { FileMetaData, SchemaElement } from './metadata.ts';

/** An element of the schema with those below it. */
interface SchemaTree {
  readonly element: SchemaElement;
  /** Joined by dots. */
  readonly path: string;
  readonly children: readonly SchemaTree[];
  /** Place among the physical columns; -1 of an element that has others below it. */
  readonly leaf: number;
}

/** A physical column and what its levels mean. */
export interface Leaf {
  /** Place among the chunks of a row group. */
  readonly index: number;
  /** Path in the schema joined by dots: how row groups name their chunks. */
  readonly path: string;
  readonly element: SchemaElement;
  /** Definition level of a value that is there. */
  readonly maxDef: number;
  readonly maxRep: number;
  /** Definition level from which a map has an entry at this place; 0 outside maps. */
  readonly entryDef: number;
}

export type CurSource =
  | { readonly shape: 'leaf'; readonly leaf: Leaf }
  | { readonly shape: 'map'; readonly key: Leaf; readonly value: Leaf };

export type CurSources = ReadonlyMap<CurWord, CurSource>;

/**
 * The columns that are read, with types that can be. Throws Failure `misconfigured` naming the column, or `poison`
 * for a file that is no CUR at all. A file without rows and columns gives none.
 */
export function curSources(
  file: string,
  schema: readonly SchemaElement[],
  rows: number,
): { readonly sources: CurSources; readonly paths: readonly string[] } {
  const { root, paths } = treeOf(schema);
  if (root.children.length === 0 && rows === 0) return { sources: new Map(), paths: [] };
  const names = root.children.map((child) => child.element.name);
  const sources = new Map<CurWord, CurSource>();
  for (const [word, index] of locateColumns(file, names)) {
    sources.set(word, sourceOf(file, word, root.children[index]!));
  }
  return { sources, paths };
}

/** The physical columns of a source. */
export const leavesOfSource = (source: CurSource): readonly Leaf[] =>
  source.shape === 'leaf' ? [source.leaf] : [source.key, source.value];

/** Deeper nesting than any writer makes. */
const DEPTH_MAX = 32;

/** With the leaves' paths in order. Throws RangeError where the elements do not make one tree. */
function treeOf(schema: readonly SchemaElement[]): {
  readonly root: SchemaTree;
  readonly paths: readonly string[];
} {
  let next = 0;
  const paths: string[] = [];
  const build = (above: string, depth: number): SchemaTree => {
    const element = schema[next++];
    if (element === undefined || depth > DEPTH_MAX) throw new RangeError('a schema that is no tree');
    const count = element.num_children;
    if (count < 0 || count > schema.length - next) throw new RangeError(`${count} columns below one`);
    const path = depth < 2 ? (depth === 0 ? '' : element.name) : `${above}.${element.name}`;
    const leaf = count === 0 && depth > 0 ? paths.push(path) - 1 : -1;
    const children: SchemaTree[] = [];
    for (let child = 0; child < count; child++) children.push(build(path, depth + 1));
    return { element, path, children, leaf };
  };
  const root = build('', 0);
  if (next !== schema.length) throw new RangeError('a schema that is no tree');
  return { root, paths };
}

/**
 * Each row group names its columns again, in the schema's order: a name that was damaged in one place must not look like
 * a column that the export never had. Of the groups behind the first only the columns that are read are compared.
 */
export function checkPaths(file: string, paths: readonly string[], metadata: FileMetaData): void {
  for (const { paths: found, width } of metadata.row_groups) {
    const differs = [...found].find(([leaf, path]) => path !== paths[leaf])?.[0] ?? -1;
    if (differs === -1 && width === paths.length) continue;
    throw poison('a row group does not have the columns of the schema', {
      file,
      expected: `${paths[differs] ?? `${paths.length} columns`}`.slice(0, 100),
      found: `${found.get(differs) ?? `${width} columns`}`.slice(0, 100),
    });
  }
}

function sourceOf(file: string, word: CurWord, node: SchemaTree): CurSource {
  const { name, type } = CUR[word];
  const source = type === 'map' ? (mapSource(node) ?? leafSource(node, 'text')) : leafSource(node, type);
  if (source !== undefined) return source;
  throw misconfigured('the column has a type that Billhook does not read', {
    file,
    column: name,
    expected: EXPECTED[type],
    found: describe(node),
  });
}

const EXPECTED: Record<CurType, string> = {
  text: 'text',
  money: 'a double, decimal or text',
  amount: 'a double, decimal or text',
  time: 'a timestamp or text',
  map: 'a map of text to text, or JSON text',
};

function leafSource(node: SchemaTree, type: Exclude<CurType, 'map'>): CurSource | undefined {
  if (node.children.length > 0 || node.element.repetition_type === 'REPEATED') return undefined;
  if (!ACCEPTS[type](node.element)) return undefined;
  const maxDef = node.element.repetition_type === 'OPTIONAL' ? 1 : 0;
  return {
    shape: 'leaf',
    leaf: {
      index: node.leaf,
      path: node.path,
      element: node.element,
      maxDef,
      maxRep: 0,
      entryDef: 0,
    },
  };
}

const isText = ({ type, converted_type: converted }: SchemaElement): boolean =>
  type === 'BYTE_ARRAY' && converted !== 'DECIMAL' && converted !== 'BSON';
const isNumber = ({ type, converted_type: converted }: SchemaElement): boolean =>
  type === 'DOUBLE' ||
  type === 'FLOAT' ||
  ((type === 'INT32' || type === 'INT64') && isPlainInteger(converted));
const isPlainInteger = (converted: SchemaElement['converted_type']): boolean =>
  converted === undefined || converted === 'INT_32' || converted === 'INT_64' || converted === 'DECIMAL';
const isDecimal = ({ type, converted_type: converted, logical_type: logical }: SchemaElement): boolean =>
  (converted === 'DECIMAL' || logical?.type === 'DECIMAL') &&
  (type === 'INT32' || type === 'INT64' || type === 'FIXED_LEN_BYTE_ARRAY' || type === 'BYTE_ARRAY');
const isTime = ({ type, converted_type: converted, logical_type: logical }: SchemaElement): boolean =>
  type === 'INT96' ||
  (type === 'INT64' &&
    (logical?.type === 'TIMESTAMP' ||
      converted === 'TIMESTAMP_MILLIS' ||
      converted === 'TIMESTAMP_MICROS')) ||
  (type === 'INT32' && (converted === 'DATE' || logical?.type === 'DATE'));

const ACCEPTS: Record<Exclude<CurType, 'map'>, (element: SchemaElement) => boolean> = {
  text: isText,
  money: (element) => isNumber(element) || isDecimal(element) || isText(element),
  amount: (element) => isNumber(element) || isDecimal(element) || isText(element),
  time: (element) => isTime(element) || isText(element),
};

/** `optional group tags (MAP) { repeated group key_value { key; value } }`, whatever the inner group is called. */
function mapSource(node: SchemaTree): CurSource | undefined {
  const entries = node.children[0];
  const [key, value] = [entries?.children[0], entries?.children[1]];
  if (node.children.length !== 1 || entries?.element.repetition_type !== 'REPEATED') return undefined;
  if (key === undefined || value === undefined || entries.children.length !== 2) return undefined;
  if (node.element.repetition_type === 'REPEATED') return undefined;
  if (![key, value].every((part) => part.children.length === 0 && isText(part.element))) return undefined;
  const entryDef = (node.element.repetition_type === 'OPTIONAL' ? 1 : 0) + 1;
  const leaf = ({ leaf: index, path, element }: SchemaTree): Leaf => ({
    index,
    path,
    element,
    maxDef: entryDef + (element.repetition_type === 'REQUIRED' ? 0 : 1),
    maxRep: 1,
    entryDef,
  });
  return { shape: 'map', key: leaf(key), value: leaf(value) };
}

function describe({ element, children }: SchemaTree): string {
  if (children.length > 0) return `a group of ${children.map((child) => child.element.name).join(', ')}`;
  const meaning = element.logical_type?.type ?? element.converted_type;
  return `${element.type}${meaning === undefined ? '' : ` (${meaning})`}`.slice(0, 100);
}
