import {
  type FileMetaData,
  parseMetadata,
  type RowGroup,
  type SchemaElement,
} from '../../shared/adapters/cur/parquet/metadata.ts';
import type { CurSource, Leaf } from '../../shared/adapters/cur/parquet/schema.ts';

/** What a column of an export could be: a text, a number with a point, a whole number or decimal, a time, a map of texts. */
export type ColumnKind = 'text' | 'double' | 'integer' | 'time' | 'map';

export interface StoredColumn {
  readonly name: string;
  /** Undefined for a type that no column of an export has. */
  readonly kind: ColumnKind | undefined;
  readonly source: CurSource;
}

export interface StoredColumns {
  readonly columns: readonly StoredColumn[];
  readonly groups: readonly RowGroup[];
  /** The footer with its length and the magic bytes. */
  readonly tail: Uint8Array;
}

/** Every top column of any Parquet file, as if it were one of an export. */
export function storedColumns(bytes: Uint8Array): StoredColumns {
  const length = new DataView(bytes.buffer, bytes.byteOffset).getUint32(bytes.length - 8, true);
  const tail = bytes.subarray(bytes.length - 8 - length);
  const metadata: FileMetaData = parseMetadata(tail.subarray(0, length), (schema) => ({
    wanted: new Set(schema.keys()),
    paths: [],
  }));
  return { columns: topColumns(metadata.schema), groups: metadata.row_groups, tail };
}

function topColumns(schema: readonly SchemaElement[]): readonly StoredColumn[] {
  const columns: StoredColumn[] = [];
  let at = 1;
  let index = 0;
  const below = (path: string, def: number, rep: number): readonly Leaf[] => {
    const element = schema[at++]!;
    const here = path === '' ? element.name : `${path}.${element.name}`;
    const repeated = element.repetition_type === 'REPEATED';
    const maxDef = def + Number(element.repetition_type !== 'REQUIRED');
    const maxRep = rep + Number(repeated);
    if (element.num_children === 0)
      return [{ index: index++, path: here, element, maxDef, maxRep, entryDef: maxRep > 0 ? def : 0 }];
    return Array.from({ length: element.num_children }, () => below(here, maxDef, maxRep)).flat();
  };
  while (at < schema.length) {
    const elements = schema.slice(at, at + 2);
    const leaves = below('', 0, 0);
    columns.push(columnOf(elements, leaves));
  }
  return columns;
}

function columnOf([top, entries]: readonly SchemaElement[], leaves: readonly Leaf[]): StoredColumn {
  const [first, second] = leaves;
  const isMap =
    top?.num_children === 1 &&
    top.repetition_type !== 'REPEATED' &&
    entries?.num_children === 2 &&
    entries.repetition_type === 'REPEATED' &&
    leaves.length === 2 &&
    leaves.every(
      (leaf) => leaf.path.split('.').length === 3 && leaf.maxRep === 1 && kindOf(leaf.element) === 'text',
    );
  const name = top?.name ?? '';
  if (isMap && first !== undefined && second !== undefined)
    return { name, kind: 'map', source: { shape: 'map', key: first, value: second } };
  const isFlat = leaves.length === 1 && first?.maxRep === 0 && top?.num_children === 0;
  return { name, kind: isFlat ? kindOf(first.element) : undefined, source: { shape: 'leaf', leaf: first! } };
}

function kindOf({
  type,
  converted_type: converted,
  logical_type: logical,
}: SchemaElement): ColumnKind | undefined {
  const isDecimal = converted === 'DECIMAL' || logical?.type === 'DECIMAL';
  if (isDecimal) return 'integer';
  if (type === 'BYTE_ARRAY') return converted === 'BSON' ? undefined : 'text';
  if (type === 'DOUBLE' || type === 'FLOAT') return 'double';
  if (type === 'INT96' || logical?.type === 'TIMESTAMP' || /^(TIMESTAMP_|DATE)/.test(converted ?? ''))
    return 'time';
  if (type !== 'INT32' && type !== 'INT64') return undefined;
  return converted === undefined || /^INT_(32|64)$/.test(converted) ? 'integer' : undefined;
}
