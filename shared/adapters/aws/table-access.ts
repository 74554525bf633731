import {
  BatchGetItemCommand,
  ConditionalCheckFailedException,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  type QueryCommandInput,
  TransactionCanceledException,
  type TransactWriteItem,
  TransactWriteItemsCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { bug, retryable } from '../../domain/base/failure.ts';
import { type Item, text } from './attributes.ts';
import { unprocessedLoop } from './backoff.ts';
import type { Key } from './keys.ts';
import { failureOf } from './retry.ts';

export interface TableOptions {
  readonly client: DynamoDBClient;
  readonly table: string;
}

/** A condition or update with its names and values; names are always given, as many attributes are reserved words. */
export interface Expression {
  readonly text: string;
  readonly names: Record<string, string>;
  readonly values?: Item;
}

/** `item` is what stands there: after the write where it was applied, before it where the condition failed. */
export interface Written {
  readonly applied: boolean;
  readonly item?: Item;
}

export type TransactOutcome = 'done' | 'condition-failed';

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html */
export const TRANSACTION_ACTIONS_MAX = 100;
const BATCH_GET_MAX = 100;

export const keyItem = (key: Key): Item => ({ pk: text(key.pk), sk: text(key.sk) });

/** Strongly consistent read of one item. */
export async function getItem({ client, table }: TableOptions, key: Key): Promise<Item | undefined> {
  try {
    const input = { TableName: table, Key: keyItem(key), ConsistentRead: true };
    return (await client.send(new GetItemCommand(input))).Item;
  } catch (error) {
    throw failureOf(error, `table ${table}`);
  }
}

/** Strongly consistent read of many items, in the order of the keys; missing ones are left out. */
export async function getItems({ client, table }: TableOptions, keys: readonly Key[]): Promise<Item[]> {
  const found = new Map<string, Item>();
  for (let from = 0; from < keys.length; from += BATCH_GET_MAX) {
    const chunk = keys.slice(from, from + BATCH_GET_MAX).map(keyItem);
    await unprocessedLoop(chunk, `table ${table}`, async (wanted) => {
      try {
        const request = { RequestItems: { [table]: { Keys: [...wanted], ConsistentRead: true } } };
        const answer = await client.send(new BatchGetItemCommand(request));
        for (const item of answer.Responses?.[table] ?? []) found.set(identity(item), item);
        return answer.UnprocessedKeys?.[table]?.Keys ?? [];
      } catch (error) {
        throw failureOf(error, `table ${table}`);
      }
    });
  }
  return keys.flatMap((key) => {
    const item = found.get(identity(keyItem(key)));
    return item === undefined ? [] : [item];
  });
}

export type Query = Pick<
  QueryCommandInput,
  'IndexName' | 'KeyConditionExpression' | 'ScanIndexForward' | 'ProjectionExpression'
> & {
  readonly names: Record<string, string>;
  readonly values: Item;
  /** Items wanted in all; without it every page is read. */
  readonly limit?: number;
};

/** Every page of a query; strongly consistent unless it reads an index. */
export async function queryItems({ client, table }: TableOptions, query: Query): Promise<Item[]> {
  const { names, values, limit, ...rest } = query;
  const items: Item[] = [];
  let start: Item | undefined;
  do {
    const input: QueryCommandInput = {
      ...rest,
      TableName: table,
      ExpressionAttributeNames: names,
      ExpressionAttributeValues: values,
      ConsistentRead: rest.IndexName === undefined,
      ...(start === undefined ? {} : { ExclusiveStartKey: start }),
      ...(limit === undefined ? {} : { Limit: limit - items.length }),
    };
    try {
      const page = await client.send(new QueryCommand(input));
      items.push(...(page.Items ?? []));
      start = page.LastEvaluatedKey;
    } catch (error) {
      throw failureOf(error, `table ${table}`);
    }
  } while (start !== undefined && (limit === undefined || items.length < limit));
  return items;
}

/** All items of one partition. */
export const queryPartition = (table: TableOptions, pk: string): Promise<Item[]> =>
  queryItems(table, {
    KeyConditionExpression: '#pk = :pk',
    names: { '#pk': 'pk' },
    values: { ':pk': text(pk) },
  });

export async function putItem(
  { client, table }: TableOptions,
  item: Item,
  condition: Expression,
): Promise<Written> {
  const input = { TableName: table, Item: item, ...conditionOf(condition) };
  try {
    await client.send(new PutItemCommand({ ...input, ReturnValuesOnConditionCheckFailure: 'ALL_OLD' }));
    return { applied: true, item };
  } catch (error) {
    return refused(error, table);
  }
}

export async function updateItem(
  { client, table }: TableOptions,
  key: Key,
  update: string,
  condition: Expression,
): Promise<Written> {
  const input = {
    TableName: table,
    Key: keyItem(key),
    UpdateExpression: update,
    ...conditionOf(condition),
    ReturnValues: 'ALL_NEW' as const,
    ReturnValuesOnConditionCheckFailure: 'ALL_OLD' as const,
  };
  try {
    const { Attributes } = await client.send(new UpdateItemCommand(input));
    return Attributes === undefined ? { applied: true } : { applied: true, item: Attributes };
  } catch (error) {
    return refused(error, table);
  }
}

/** All or nothing. The SDK gives the call a token, so that its own repeats after a lost answer apply it once. */
export async function transact(
  { client, table }: TableOptions,
  actions: readonly TransactWriteItem[],
): Promise<TransactOutcome> {
  if (actions.length > TRANSACTION_ACTIONS_MAX) {
    throw bug('too many changes for one transaction', {
      expected: `at most ${TRANSACTION_ACTIONS_MAX}`,
      found: String(actions.length),
    });
  }
  try {
    await client.send(new TransactWriteItemsCommand({ TransactItems: [...actions] }));
    return 'done';
  } catch (error) {
    if (!(error instanceof TransactionCanceledException)) throw failureOf(error, `table ${table}`);
    const reasons = (error.CancellationReasons ?? []).map((reason) => reason.Code ?? 'None');
    // A failed condition is the answer even if another action met a conflict: a repeat would fail the same way.
    if (reasons.includes('ConditionalCheckFailed')) return 'condition-failed';
    const why = reasons.filter((reason) => reason !== 'None').join();
    if (/Conflict|Throttl|Throughput/.test(why) || why === '') {
      throw retryable(`table ${table} met a concurrent change`, { found: why }, error);
    }
    throw bug(`table ${table} cancelled a transaction`, { found: `${why}: ${error.message}` }, error);
  }
}

export const conditionOf = (condition: Expression) => ({
  ConditionExpression: condition.text,
  ExpressionAttributeNames: condition.names,
  ...(condition.values === undefined ? {} : { ExpressionAttributeValues: condition.values }),
});

function refused(error: unknown, table: string): Written {
  if (!(error instanceof ConditionalCheckFailedException)) throw failureOf(error, `table ${table}`);
  return error.Item === undefined ? { applied: false } : { applied: false, item: error.Item };
}

const identity = (item: Item): string => `${item.pk?.S}\n${item.sk?.S}`;
