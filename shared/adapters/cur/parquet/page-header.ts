import { PAGE_HEADER_BYTES_MAX } from '../limits.ts';
import { ENCODINGS, type Encoding } from './encodings.ts';
import { createThriftReader, type ThriftReader } from './thrift.ts';

/** What stands before the bytes of a page; `data` of both versions, v1 without the lengths of its levels. */
export interface PageHeader {
  readonly type: 'data' | 'dictionary' | 'other';
  /** Bytes of the header itself. */
  readonly bytes: number;
  readonly uncompressed_page_size: number;
  readonly compressed_page_size: number;
  readonly crc: number | undefined;
  readonly num_values: number;
  readonly encoding: Encoding | undefined;
  /** Of a v1 page: old writers pack levels in a way of their own, and name it even for a column that has none. */
  readonly definition_level_encoding?: Encoding | undefined;
  readonly repetition_level_encoding?: Encoding | undefined;
  /** Of a v2 page: lengths of the levels in front of the packed values. */
  readonly v2?: {
    readonly definition_levels_byte_length: number;
    readonly repetition_levels_byte_length: number;
    readonly is_compressed: boolean;
  };
}

const [DATA_PAGE, DICTIONARY_PAGE, DATA_PAGE_V2] = [0, 2, 3];

/** Throws RangeError on bytes that are no header, or one larger than headers get. */
export function readPageHeader(bytes: Uint8Array): PageHeader {
  const reader = createThriftReader(bytes.subarray(0, PAGE_HEADER_BYTES_MAX));
  const sizes = { uncompressed_page_size: -1, compressed_page_size: -1 };
  let type = -1;
  let crc: number | undefined;
  let values: ValuesHeader = NO_VALUES;
  for (let field = reader.next(0); field !== undefined; field = reader.next(field)) {
    if (field === 1) type = reader.int();
    else if (field === 2) sizes.uncompressed_page_size = reader.int();
    else if (field === 3) sizes.compressed_page_size = reader.int();
    else if (field === 4) crc = reader.int();
    else if (field === 5 && type === DATA_PAGE) values = v1Header(reader);
    else if (field === 7 && type === DICTIONARY_PAGE) values = v1Header(reader);
    else if (field === 8 && type === DATA_PAGE_V2) values = v2Header(reader);
    else reader.passOver();
  }
  const isData = type === DATA_PAGE || type === DATA_PAGE_V2;
  return {
    type: isData ? 'data' : type === DICTIONARY_PAGE ? 'dictionary' : 'other',
    bytes: reader.at(),
    ...sizes,
    crc,
    ...values,
  };
}

type ValuesHeader = Pick<
  PageHeader,
  'num_values' | 'encoding' | 'definition_level_encoding' | 'repetition_level_encoding' | 'v2'
>;

const NO_VALUES: ValuesHeader = { num_values: -1, encoding: undefined };

function v1Header(reader: ThriftReader): ValuesHeader {
  let values = -1;
  let encoding: Encoding | undefined;
  let definition: Encoding | undefined;
  let repetition: Encoding | undefined;
  for (let field = reader.next(0); field !== undefined; field = reader.next(field)) {
    if (field === 1) values = reader.int();
    else if (field === 2) encoding = ENCODINGS[reader.int()];
    // In a dictionary's header it is a truth value, which is skipped like any other.
    else if (field === 3 || field === 4) {
      if (reader.isBool()) continue;
      const of = ENCODINGS[reader.int()];
      if (field === 3) definition = of;
      else repetition = of;
    } else reader.passOver();
  }
  return {
    num_values: values,
    encoding,
    definition_level_encoding: definition,
    repetition_level_encoding: repetition,
  };
}

function v2Header(reader: ThriftReader): ValuesHeader {
  let [values, definition, repetition] = [-1, -1, -1];
  let encoding: Encoding | undefined;
  let compressed = true;
  for (let field = reader.next(0); field !== undefined; field = reader.next(field)) {
    if (field === 1) values = reader.int();
    else if (field === 4) encoding = ENCODINGS[reader.int()];
    else if (field === 5) definition = reader.int();
    else if (field === 6) repetition = reader.int();
    else if (field === 7) compressed = reader.bool();
    else reader.passOver();
  }
  const v2 = {
    definition_levels_byte_length: definition,
    repetition_levels_byte_length: repetition,
    is_compressed: compressed,
  };
  return { num_values: values, encoding, v2 };
}
