import type { DynamoDBRecord } from 'aws-lambda';
import { describe, expect, test } from 'vitest';
import { bug, misconfigured, poison, retryable } from '../../shared/domain/base/failure.ts';
import type { Notice } from '../../shared/domain/delivery/delivery.ts';
import { eachChange, eachNotice } from '../../shared/runtime/batch.ts';
import { observed } from './observed.ts';

const notice = (key: string) => JSON.stringify({ bucket: 'b', key, from: 'sweep' });
const queueEvent = (...bodies: string[]) => ({
  Records: bodies.map((body, index) => ({ messageId: `m${index}`, body })),
});
const failed = (...ids: string[]) => ({
  batchItemFailures: ids.map((itemIdentifier) => ({ itemIdentifier })),
});
const scope = { exportBucket: 'b' };

const FAULTS: Readonly<Record<string, () => Error>> = {
  retryable: () => retryable('the store is slow'),
  misconfigured: () => misconfigured('no permission'),
  bug: () => bug('an invariant broke'),
  surprise: () => new TypeError('undefined is no function'),
  poison: () => poison('bad bytes'),
};
const work = async ({ key }: Notice) => {
  const fault = FAULTS[key];
  if (fault !== undefined) throw fault();
  return { outcome: 'published' };
};

describe('a batch of queue messages', () => {
  test('exactly those that a retry may mend are reported; poison is logged and finished', async () => {
    const app = observed();
    const event = queueEvent(
      ...['fine', 'retryable', 'poison', 'misconfigured', 'bug', 'surprise'].map(notice),
      'no JSON',
    );
    expect(await eachNotice({ ...app, scope }, work)(event)).toEqual(failed('m1', 'm3', 'm4', 'm5'));
    expect(app.lines.filter((line) => line.includes('a message was refused for good'))).toHaveLength(2);
    expect(app.metrics.serializeMetrics()).toMatchObject({
      DeliveriesFailed: [1, 1, 1, 1],
      MessagesRefused: [1, 1],
    });
  });

  test.each([['retryable'], ['bug']])(
    'when all fail (%s) they are reported and nothing is thrown',
    async (key) => {
      const handle = eachNotice({ ...observed(), scope }, work);
      expect(await handle(queueEvent(notice(key)))).toEqual(failed('m0'));
      expect(await handle(queueEvent(notice(key), notice(key)))).toEqual(failed('m0', 'm1'));
    },
  );

  test("a notice of somebody else's bucket is not looked at", async () => {
    const seen: string[] = [];
    const handle = eachNotice({ ...observed(), scope: { exportBucket: 'mine' } }, async ({ key }) => {
      seen.push(key);
      return { outcome: 'published' };
    });
    expect(await handle(queueEvent(notice('k')))).toEqual(failed());
    expect(seen).toEqual([]);
  });

  test('an event wired straight to the function is read, and an error is left to Lambda', async () => {
    const direct = (key: string) => ({
      source: 'aws.s3',
      'detail-type': 'Object Created',
      detail: { bucket: { name: 'b' }, object: { key } },
    });
    const handle = eachNotice({ ...observed(), scope }, work);
    expect(await handle(direct('fine'))).toEqual(failed());
    expect(await handle(direct('poison'))).toEqual(failed());
    await expect(handle(direct('retryable'))).rejects.toMatchObject({ kind: 'retryable' });
  });

  test('messages are read one after the other', async () => {
    let running = 0;
    let most = 0;
    const handle = eachNotice({ ...observed(), scope }, async () => {
      running += 1;
      most = Math.max(most, running);
      await new Promise((resolve) => setImmediate(resolve));
      running -= 1;
      return { outcome: 'published' };
    });
    await handle(queueEvent(notice('1'), notice('2'), notice('3')));
    expect(most).toBe(1);
  });

  test('why a delivery was refused stands in the log, without personal data', async () => {
    const app = observed();
    const failure = poison('the row is bad', { file: 's3://b/x.csv', row: 7, found: '"alice@example.com"' });
    await eachNotice({ ...app, scope }, async () => ({ outcome: 'quarantined', failure }))(
      queueEvent(notice('k')),
    );
    expect(app.lines.join('\n')).toContain('s3://b/x.csv: row 7: the row is bad');
    expect(app.lines.join('\n')).not.toContain('alice');
  });
});

describe('a batch of stream records', () => {
  const change = (SequenceNumber: string) => ({ eventName: 'INSERT', dynamodb: { SequenceNumber } });
  const idOf = (record: DynamoDBRecord) => record.dynamodb?.SequenceNumber?.[0];

  test('each id is worked on once a batch, in order', async () => {
    const seen: string[] = [];
    const handle = eachChange(observed(), idOf, async (id) => {
      seen.push(id);
      return { outcome: 'judged' };
    });
    expect(await handle({ Records: ['b1', 'a1', 'b2', 'c1'].map(change) })).toEqual(failed());
    expect(seen).toEqual(['b', 'a', 'c']);
  });

  test('every record of a failed id is reported by its sequence number', async () => {
    const handle = eachChange(observed(), idOf, async (id) => {
      if (id === 'b') throw retryable('the table is slow');
      return { outcome: 'judged' };
    });
    expect(await handle({ Records: ['a1', 'b1', 'c1', 'b2'].map(change) })).toEqual(failed('b1', 'b2'));
  });

  test('records without an id are none of our business', async () => {
    const handle = eachChange(
      observed(),
      () => undefined,
      async () => Promise.reject(bug('must not run')),
    );
    expect(await handle({ Records: [change('1')] })).toEqual(failed());
  });
});
