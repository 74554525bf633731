import { expect, test } from 'vitest';
import { compileFilter } from '../../../shared/embedded/event-filter.ts';

const record = (eventName: string, pk: string, more: object = {}) => ({
  eventName,
  dynamodb: { Keys: { pk: { S: pk }, sk: { S: 's' } }, ...more },
});
const keyIs = (rule: unknown) => ({ dynamodb: { Keys: { pk: { S: [rule] } } } });
const absent = { dynamodb: { NewImage: [{ exists: false }] } };

test.each([
  ['equality', { eventName: ['INSERT'] }, record('INSERT', 'a'), true],
  ['equality, another value', { eventName: ['INSERT'] }, record('MODIFY', 'a'), false],
  ['any of a list', { eventName: ['INSERT', 'MODIFY'] }, record('MODIFY', 'a'), true],
  ['prefix', keyIs({ prefix: 'outbox#' }), record('INSERT', 'outbox#1'), true],
  ['prefix, elsewhere in the text', keyIs({ prefix: 'outbox#' }), record('INSERT', 'x-outbox#1'), false],
  ['suffix', keyIs({ suffix: '#1' }), record('INSERT', 'outbox#1'), true],
  ['case', keyIs({ 'equals-ignore-case': 'OUTBOX' }), record('INSERT', 'outbox'), true],
  ['anything but', keyIs({ 'anything-but': ['a', 'b'] }), record('INSERT', 'b'), false],
  ['absence', absent, record('REMOVE', 'a'), true],
  ['absence of what is there', absent, record('INSERT', 'a', { NewImage: 1 }), false],
  ['null', { a: [null] }, { a: null }, true],
  ['null, field absent', { a: [null] }, {}, false],
  ['an element of a list in the event', { tags: ['b'] }, { tags: ['a', 'b'] }, true],
  ['a path that the event does not have', { a: { b: ['c'] } }, { a: 'text' }, false],
  [
    'all fields of a pattern',
    { eventName: ['INSERT'], ...keyIs({ prefix: 'outbox#' }) },
    record('MODIFY', 'outbox#1'),
    false,
  ],
])('%s', (_, pattern, event, matches) => {
  expect(compileFilter(pattern)(event)).toBe(matches);
});

test.each([
  { eventName: 'INSERT' },
  keyIs({ numeric: ['>', 1] }),
  keyIs({ prefix: 1 }),
  keyIs({ prefix: 'a', suffix: 'b' }),
])('a pattern that the cloud might match otherwise is refused: %o', (pattern) =>
  expect(() => compileFilter(pattern)).toThrow('cannot be matched'),
);
