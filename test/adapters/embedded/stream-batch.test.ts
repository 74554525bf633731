import { expect, test } from 'vitest';
import { RETRIES_BOUND, type StreamSource } from '../../../shared/embedded/function-spec.ts';
import { deliverBatch } from '../../../shared/embedded/stream-batch.ts';

const SOURCE: StreamSource = {
  kind: 'stream',
  table: 't',
  startAt: 'TRIM_HORIZON',
  batchSize: 100,
  filters: [],
  reportsFailures: true,
  bisects: false,
  retriesMax: 2,
};

type IsBad = (name: string, call: number) => boolean;

/** Delivers one record a letter to a function that reports, or throws on, the letters that `isBad` names. */
async function deliver(over: Partial<StreamSource>, letters: string, isBad: IsBad) {
  const calls: string[] = [];
  const givenUp: { readonly letters: string; readonly tries: number }[] = [];
  await deliverBatch(
    {
      source: { ...SOURCE, ...over },
      pauseBefore: async () => true,
      giveUp: async (batch, _, tries) =>
        void givenUp.push({ letters: batch.map((one) => one.sequenceNumber).join(''), tries }),
      invoke: async (payload) => {
        const batch = (JSON.parse(payload).Records as { letter: string }[]).map(({ letter }) => letter);
        calls.push(batch.join(''));
        const bad = batch.filter((letter) => isBad(letter, calls.length));
        const answer = { batchItemFailures: bad.map((itemIdentifier) => ({ itemIdentifier })) };
        const throws = over.reportsFailures === false && bad.length > 0;
        return {
          requestId: 'r',
          durationMs: 1,
          payload: JSON.stringify(answer),
          ...(throws ? { functionError: 'Unhandled' as const } : {}),
        };
      },
    },
    [...letters].map((letter) => ({ sequenceNumber: letter, arrivedAt: undefined, event: { letter } })),
  );
  return { calls, givenUp };
}

test('a good batch is delivered once', async () => {
  expect(await deliver({}, 'abcd', () => false)).toEqual({ calls: ['abcd'], givenUp: [] });
});

test('the next try starts at the lowest refused record and repeats what follows it', async () => {
  const { calls, givenUp } = await deliver({}, 'abcd', (letter, call) => call === 1 && 'bd'.includes(letter));
  expect([calls, givenUp]).toEqual([['abcd', 'bcd'], []]);
});

test('progress starts the count of tries anew', async () => {
  const { calls, givenUp } = await deliver({ retriesMax: 1 }, 'abc', (letter, call) => {
    const badInCall = ['a', 'b', 'b', 'c', 'c'][call - 1];
    return letter === badInCall;
  });
  expect([calls, givenUp]).toEqual([['abc', 'abc', 'bc', 'bc', 'c', 'c'], []]);
});

test('a batch that never succeeds is given up whole after its retries', async () => {
  expect(await deliver({}, 'abc', (letter) => letter === 'a')).toEqual({
    calls: ['abc', 'abc', 'abc'],
    givenUp: [{ letters: 'abc', tries: 3 }],
  });
});

test('halving finds the one bad record and delivers all others', async () => {
  const { calls, givenUp } = await deliver(
    { bisects: true, reportsFailures: false },
    'abcdefgh',
    (letter) => letter === 'c',
  );
  expect(givenUp).toEqual([{ letters: 'c', tries: 3 }]);
  expect(calls).toEqual(['abcdefgh', 'abcd', 'ab', 'cd', 'c', 'c', 'c', 'd', 'efgh']);
});

test('endless retries end on one machine', async () => {
  const { calls, givenUp } = await deliver({ retriesMax: -1 }, 'a', () => true);
  expect([calls.length, givenUp.length]).toEqual([RETRIES_BOUND + 1, 1]);
});
