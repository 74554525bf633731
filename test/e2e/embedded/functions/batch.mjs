// Takes batches from a queue or a stream. An item says in `fails` how often it is to be refused; `throws` fails the
// whole batch.
const refusals = new Map();

const itemOf = (record) =>
  record.body === undefined
    ? { id: record.dynamodb.SequenceNumber, source: record.eventSourceARN, image: record.dynamodb.NewImage }
    : { id: record.messageId, source: record.eventSourceARN, ...JSON.parse(record.body) };

const failsOf = (item) => Number(item.image?.fails?.N ?? item.fails ?? 0);

export const handler = async (event) => {
  const items = event.Records.map(itemOf);
  if (items.some((item) => item.throws ?? item.image?.throws?.BOOL)) throw new Error('the whole batch');
  const refused = items.filter((item) => {
    const key = `${item.source} ${item.id}`;
    const before = refusals.get(key) ?? 0;
    refusals.set(key, before + 1);
    return before < failsOf(item);
  });
  return { batchItemFailures: refused.map((item) => ({ itemIdentifier: item.id })) };
};
