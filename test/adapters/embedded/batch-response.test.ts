import { expect, test } from 'vitest';
import { failedIds } from '../../../shared/embedded/batch-response.ts';

const IDS = ['a', 'b', 'c'];
const failures = (...ids: unknown[]) =>
  JSON.stringify({ batchItemFailures: ids.map((itemIdentifier) => ({ itemIdentifier })) });

test.each(['null', '', '{}', '{"batchItemFailures":null}', '{"batchItemFailures":[]}', '"done"'])(
  'an answer that reports nothing is a success: %s',
  (payload) => expect([...failedIds(payload, IDS)]).toEqual([]),
);

test('only the reported items failed', () => {
  expect([...failedIds(failures('b', 'c'), IDS)]).toEqual(['b', 'c']);
});

test.each([
  failures(''),
  failures(null),
  failures('z'),
  '{"batchItemFailures":[{"id":"a"}]}',
  '{"batchItemFailures":7}',
  '{',
])('an answer that cannot be understood fails the whole batch: %s', (payload) =>
  expect([...failedIds(payload, IDS)]).toEqual(IDS),
);
