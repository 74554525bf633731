import { setTimeout as pause } from 'node:timers/promises';
import {
  CreateTableCommand,
  type CreateTableCommandInput,
  DescribeTableCommand,
  type DynamoDBClient,
  ResourceInUseException,
  UpdateTimeToLiveCommand,
} from '@aws-sdk/client-dynamodb';
import { retryable } from '../../domain/base/failure.ts';
import { DUE_INDEX } from './keys.ts';
import { failureOf } from './retry.ts';

/** Epoch seconds. DynamoDB deletes days later, or never on some engines: readers must not rely on it. */
export const TTL_ATTRIBUTE = 'expiresAt';

const ACTIVE_POLLS_MAX = 100;
const ACTIVE_POLL_MS = 100;

/** The one table, as infra/tables.yml declares it for AWS (a test compares the two). */
export const tableDefinition = (table: string): CreateTableCommandInput => ({
  TableName: table,
  BillingMode: 'PAY_PER_REQUEST',
  AttributeDefinitions: [
    { AttributeName: 'pk', AttributeType: 'S' },
    { AttributeName: 'sk', AttributeType: 'S' },
    { AttributeName: 'due', AttributeType: 'S' },
    { AttributeName: 'dueAt', AttributeType: 'S' },
  ],
  KeySchema: [
    { AttributeName: 'pk', KeyType: 'HASH' },
    { AttributeName: 'sk', KeyType: 'RANGE' },
  ],
  GlobalSecondaryIndexes: [
    {
      IndexName: DUE_INDEX,
      KeySchema: [
        { AttributeName: 'due', KeyType: 'HASH' },
        { AttributeName: 'dueAt', KeyType: 'RANGE' },
      ],
      Projection: { ProjectionType: 'INCLUDE', NonKeyAttributes: ['id'] },
    },
  ],
  StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_IMAGE' },
});

/**
 * Creates the table where it is missing and resolves with its stream's ARN ('' without one) when it can be used.
 * Without `stream` nothing is told of changes: for runs in one process, where a local engine is faster that way.
 */
export async function ensureTable(
  client: DynamoDBClient,
  table: string,
  { stream: wanted = true }: { readonly stream?: boolean } = {},
): Promise<string> {
  const { StreamSpecification, ...definition } = tableDefinition(table);
  const input: CreateTableCommandInput = wanted ? { ...definition, StreamSpecification } : definition;
  try {
    await client.send(new CreateTableCommand(input));
  } catch (error) {
    if (!(error instanceof ResourceInUseException)) throw failureOf(error, `table ${table}`);
    return activeStream(client, table);
  }
  const stream = await activeStream(client, table);
  const ttl = { AttributeName: TTL_ATTRIBUTE, Enabled: true };
  try {
    await client.send(new UpdateTimeToLiveCommand({ TableName: table, TimeToLiveSpecification: ttl }));
  } catch (error) {
    throw failureOf(error, `table ${table}`);
  }
  return stream;
}

async function activeStream(client: DynamoDBClient, table: string): Promise<string> {
  for (let poll = 0; poll < ACTIVE_POLLS_MAX; poll += 1) {
    try {
      const { Table } = await client.send(new DescribeTableCommand({ TableName: table }));
      if (Table?.TableStatus === 'ACTIVE') return Table.LatestStreamArn ?? '';
    } catch (error) {
      throw failureOf(error, `table ${table}`);
    }
    await pause(ACTIVE_POLL_MS);
  }
  throw retryable(`table ${table} is still being created`);
}
