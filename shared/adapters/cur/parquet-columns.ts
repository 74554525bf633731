import { type FileMetaData, parquetSchema, type SchemaElement, type SchemaTree } from 'hyparquet';
import { misconfigured, poison } from '../../domain/base/failure.ts';
import { CUR, type CurType, type CurWord } from './columns.ts';
import { locateColumns, refusing } from './refusal.ts';

/** A physical column and what its levels mean. */
export interface Leaf {
  /** Path in the schema joined by dots: how row groups name their chunks. */
  readonly path: string;
  readonly element: SchemaElement;
  /** Definition level of a value that is there. */
  readonly maxDef: number;
  readonly maxRep: number;
  /** Definition level from which a map has an entry at this place; 0 outside maps. */
  readonly entryDef: number;
}

type CurSource =
  | { readonly shape: 'leaf'; readonly leaf: Leaf }
  | { readonly shape: 'map'; readonly key: Leaf; readonly value: Leaf };

export type CurSources = ReadonlyMap<CurWord, CurSource>;

/**
 * The columns that are read, with types that can be. Throws Failure `misconfigured` naming the column, or `poison`
 * for a file that is no CUR at all. A file without rows and columns gives none.
 */
export function curSources(file: string, metadata: FileMetaData): CurSources {
  const root = refusing(file, 'the Parquet schema', () => parquetSchema(metadata));
  if (root.children.length === 0 && metadata.num_rows === 0n) return new Map();
  checkPaths(file, metadata, root);
  const names = root.children.map((child) => child.element.name);
  const sources = new Map<CurWord, CurSource>();
  for (const [word, index] of locateColumns(file, names)) {
    sources.set(word, sourceOf(file, word, root.children[index]!));
  }
  return sources;
}

/**
 * Each row group names its columns again, in the schema's order: a name that was damaged in one place must not look like
 * a column that the export never had.
 */
function checkPaths(file: string, metadata: FileMetaData, root: SchemaTree): void {
  const leaves = leavesOf(root).map(({ path }) => path.join('.'));
  for (const { columns } of metadata.row_groups) {
    const paths = columns.map(({ meta_data: meta }) => meta?.path_in_schema.join('.') ?? '');
    const differs = leaves.findIndex((path, index) => path !== paths[index]);
    if (differs === -1 && paths.length === leaves.length) continue;
    throw poison('a row group does not have the columns of the schema', {
      file,
      expected: `${leaves[differs] ?? `${leaves.length} columns`}`.slice(0, 100),
      found: `${paths[differs] ?? `${paths.length} columns`}`.slice(0, 100),
    });
  }
}

const leavesOf = (node: SchemaTree): readonly SchemaTree[] =>
  node.children.length === 0 ? [node] : node.children.flatMap(leavesOf);

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
    leaf: { path: node.path.join('.'), element: node.element, maxDef, maxRep: 0, entryDef: 0 },
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
  const leaf = ({ path, element }: SchemaTree): Leaf => ({
    path: path.join('.'),
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
