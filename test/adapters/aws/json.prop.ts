import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeJson, encodeJson } from '../../../shared/adapters/aws/json.ts';

const leaf = fc.oneof(
  fc.string(),
  fc.bigInt(),
  fc.double({ noNaN: true, noDefaultInfinity: true }).filter((value) => !Object.is(value, -0)),
  fc.boolean(),
  fc.constantFrom('1n', '-5nn', 'n', '12n', '__proto__', null),
);
const value = fc.letrec((tie) => ({
  tree: fc.oneof(
    { maxDepth: 4 },
    leaf,
    fc.array(tie('tree')),
    fc.dictionary(fc.oneof(fc.string(), fc.constantFrom('__proto__', '1n')), tie('tree'), {
      noNullPrototype: true,
    }),
  ),
})).tree;

test('what is stored as JSON is read back the same, big integers and texts that look like them', () => {
  fc.assert(
    fc.property(value, (before) => {
      expect(decodeJson(encodeJson(before))).toEqual(before);
    }),
    { numRuns: 1_000 },
  );
});

test('text that is no JSON is a bug of ours, told with its beginning', () => {
  expect(() => decodeJson('{"alert":')).toThrowError(expect.objectContaining({ kind: 'bug' }));
});
