import type { SchemaElement } from 'hyparquet';
import type { FilledColumn } from './cells.ts';

export interface ParquetLook {
  /** Data page version. AWS's legacy writer used 2. */
  readonly pages: 1 | 2;
  /** REQUIRED columns hold no nulls: absent is '' or 0.0, as in the legacy reports. */
  readonly columns: 'optional' | 'required';
  readonly times: 'millis' | 'micros' | 'int96';
  readonly strings: 'dictionary' | 'plain' | 'delta';
  /** AWS's legacy writer left dictionary_page_offset out: data_page_offset then points at the dictionary. */
  readonly dictionaryOffset: boolean;
  readonly rowsPerGroup: number;
}

export const DEFAULT_LOOK: ParquetLook = {
  pages: 2,
  columns: 'optional',
  times: 'millis',
  strings: 'dictionary',
  dictionaryOffset: true,
  rowsPerGroup: 100_000,
};

/** One leaf column of one row group, before it is bytes. */
export interface Leaf {
  readonly path: readonly string[];
  readonly type: 'BYTE_ARRAY' | 'DOUBLE' | 'INT64' | 'INT96';
  /** Values that are not null, as positions in `dictionary`; or plain doubles. */
  readonly values: LeafValues;
  /** Values with nulls and empty lists counted. */
  readonly slots: number;
  readonly rows: number;
  readonly definition: Levels;
  readonly repetition: Levels;
}

export type LeafValues =
  | {
      readonly codes: Int32Array;
      readonly dictionary: readonly (string | number)[];
      /** Equal for columns whose codes are equal, so their index pages are made once. */
      readonly signature: string;
    }
  | { readonly doubles: Float64Array };

/** Levels of all slots; `max` 0 means the column has none. */
export interface Levels {
  readonly max: number;
  readonly levels: number | Int32Array;
}

export const NO_LEVELS: Levels = { max: 0, levels: 0 };

export const timeElement = (name: string, look: ParquetLook): SchemaElement =>
  look.times === 'int96'
    ? { name, type: 'INT96', repetition_type: repetition(look) }
    : {
        name,
        type: 'INT64',
        converted_type: look.times === 'millis' ? 'TIMESTAMP_MILLIS' : 'TIMESTAMP_MICROS',
        repetition_type: repetition(look),
      };

/** Schema elements of one column: one, or the four of a map. */
export function schemaElements(column: FilledColumn, look: ParquetLook): SchemaElement[] {
  const { name, type } = column;
  const repetition_type = repetition(look);
  if (type === 'timestamp') return [timeElement(name, look)];
  if (type === 'double') return [{ name, type: 'DOUBLE', repetition_type }];
  if (type === 'string') return [{ name, type: 'BYTE_ARRAY', converted_type: 'UTF8', repetition_type }];
  const value: SchemaElement =
    type === 'map'
      ? { name: 'value', type: 'BYTE_ARRAY', converted_type: 'UTF8' }
      : { name: 'value', type: 'DOUBLE' };
  return [
    { name, converted_type: 'MAP', repetition_type, num_children: 1 },
    { name: 'key_value', repetition_type: 'REPEATED', num_children: 2 },
    { name: 'key', type: 'BYTE_ARRAY', converted_type: 'UTF8', repetition_type: 'REQUIRED' },
    { ...value, repetition_type },
  ];
}

const repetition = (look: ParquetLook): 'OPTIONAL' | 'REQUIRED' =>
  look.columns === 'optional' ? 'OPTIONAL' : 'REQUIRED';
