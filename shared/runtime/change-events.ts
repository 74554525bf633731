import type { DynamoDBRecord } from 'aws-lambda';
import { insertedMessageOf, movedPointerOf } from '../adapters/aws/change-image.ts';

// The event source's filter lets only these records through; looking again costs nothing and a lost filter then
// only costs invocations.

/** Export whose pointer a stream record shows as moved. */
export const movedPointer = (change: DynamoDBRecord): string | undefined =>
  change.eventName === 'REMOVE' ? undefined : movedPointerOf(change.dynamodb?.NewImage ?? {});

/** Outbox entry that a stream record shows as new; changes of it are the senders' own. */
export const insertedMessage = (change: DynamoDBRecord): string | undefined =>
  change.eventName === 'INSERT' ? insertedMessageOf(change.dynamodb?.NewImage ?? {}) : undefined;
