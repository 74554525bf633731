import {
  type DataType,
  Field,
  Map_,
  makeData,
  RecordBatch,
  Schema,
  Struct,
  Table,
  tableFromIPC,
  tableToIPC,
} from 'apache-arrow';

/** The same Arrow stream with nothing that may be NULL; the caller has seen to it that nothing is. */
export function allRequired(stream: Uint8Array): Uint8Array {
  const table = tableFromIPC(stream);
  const schema = new Schema(table.schema.fields.map(required));
  const whole = table.batches.map((batch) => {
    const children = batch.data.children.map((data, index) => data.clone(schema.fields[index]!.type));
    const data = makeData({ type: new Struct(schema.fields), length: batch.numRows, nullCount: 0, children });
    return new RecordBatch(schema, data);
  });
  return tableToIPC(new Table(schema, whole), 'stream');
}

function required(field: Field): Field {
  const { type } = field;
  return new Field(field.name, type instanceof Map_ ? requiredMap(type) : type, false);
}

function requiredMap(type: Map_): DataType {
  const [key, value] = type.children[0]!.type.children.map(
    (child: Field) => new Field(child.name, child.type, false),
  );
  const entries: Struct<{ key: DataType; value: DataType }> = new Struct([key!, value!]);
  return new Map_(new Field('key_value', entries, false), type.keysSorted);
}
