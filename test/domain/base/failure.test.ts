import { describe, expect, it } from 'vitest';
import {
  bug,
  describeFailure,
  Failure,
  misconfigured,
  poison,
  retryable,
} from '../../../shared/domain/base/failure.ts';

describe('Failure', () => {
  it('describes place, fault, what was expected and what was found in one line', () => {
    const place = { file: 'a.csv', row: 12, column: 'line_item_unblended_cost' };
    expect(describeFailure(poison('not a number', { ...place, expected: 'a number', found: '"x"' }))).toBe(
      'a.csv: row 12, column line_item_unblended_cost: not a number (expected a number, found "x")',
    );
    expect(describeFailure(retryable('slow'))).toBe('slow');
    expect(describeFailure(bug('odd', { row: 0 }))).toBe('row 0: odd');
    expect(describeFailure(misconfigured('odd', { file: 'f', found: 'y' }))).toBe('f: odd (found y)');
  });

  it.each(Object.entries({ retryable, poison, misconfigured, bug }))(
    'of the name %s is of that kind',
    (kind, make) => {
      expect(make('x', { row: 1 })).toMatchObject({ kind, message: 'x', detail: { row: 1 } });
    },
  );

  it('keeps its kind and its cause', () => {
    const cause = new TypeError('inner');
    const failure = misconfigured('outer', {}, cause);
    expect(failure).toBeInstanceOf(Failure);
    expect([failure.name, failure.kind, failure.cause]).toEqual(['Failure', 'misconfigured', cause]);
    expect('cause' in bug('plain')).toBe(false);
  });
});
