// Writes values as the plainest page there is, so that what another reader unpacked goes the same way as everything else.

/** The values of a column chunk with their levels; no levels where the column has none. */
export interface PlainValues {
  /** PLAIN encoding of the values that are there. */
  readonly body: Uint8Array;
  readonly slots: number;
  readonly rows: number;
  readonly definition: Uint8Array;
  readonly repetition: Uint8Array;
}

/** One uncompressed data page of version 2. */
export function plainPage(values: PlainValues, maxDef: number, maxRep: number): Uint8Array {
  const repetition = maxRep === 0 ? new Uint8Array() : packedLevels(values.repetition, maxRep);
  const definition = maxDef === 0 ? new Uint8Array() : packedLevels(values.definition, maxDef);
  const size = repetition.length + definition.length + values.body.length;
  const nulls = values.definition.reduce((count, level) => count + Number(level < maxDef), 0);
  const header = [
    ...[0x15, ...zigZag(3)],
    ...[0x15, ...zigZag(size)],
    ...[0x15, ...zigZag(size)],
    // Field 8, five on from field 3: the header of a page of version 2.
    0x5c,
    ...[0x15, ...zigZag(values.slots)],
    ...[0x15, ...zigZag(nulls)],
    ...[0x15, ...zigZag(values.rows)],
    ...[0x15, ...zigZag(0)],
    ...[0x15, ...zigZag(definition.length)],
    ...[0x15, ...zigZag(repetition.length)],
    // Not compressed.
    0x12,
    0,
    0,
  ];
  const page = new Uint8Array(header.length + size);
  page.set(header);
  page.set(repetition, header.length);
  page.set(definition, header.length + repetition.length);
  page.set(values.body, header.length + repetition.length + definition.length);
  return page;
}

/** One bit-packed run of the hybrid encoding. */
function packedLevels(levels: Uint8Array, max: number): Uint8Array {
  const width = 32 - Math.clz32(max);
  const groups = Math.ceil(levels.length / 8);
  const head = varint(groups * 2 + 1);
  const out = new Uint8Array(head.length + groups * width);
  out.set(head);
  levels.forEach((level, index) => {
    const bit = index * width;
    const at = head.length + (bit >> 3);
    const bits = level << (bit & 7);
    out[at]! |= bits & 0xff;
    if (bits > 0xff) out[at + 1]! |= bits >> 8;
  });
  return out;
}

const zigZag = (value: number): readonly number[] => varint(value * 2);

function varint(value: number): readonly number[] {
  const bytes: number[] = [];
  let left = value;
  for (; left >= 128; left = Math.floor(left / 128)) bytes.push((left % 128) + 128);
  return [...bytes, left];
}
