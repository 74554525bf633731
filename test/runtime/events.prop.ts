import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Failure } from '../../shared/domain/base/failure.ts';
import { eachChange, eachNotice } from '../../shared/runtime/batch.ts';
import { insertedMessage, movedPointer } from '../../shared/runtime/change-events.ts';
import { parseNotices } from '../../shared/runtime/notice-events.ts';
import { eachTask } from '../../shared/runtime/schedule-events.ts';
import { observed } from './observed.ts';

/** Random JSON that often has the words of real events in it. */
const word = fc.constantFrom(
  'Records',
  'body',
  'messageId',
  'dynamodb',
  'SequenceNumber',
  'NewImage',
  'pk',
  'S',
  's3',
);
const json = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.jsonValue(),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(fc.oneof(word, fc.constant('__proto__')), tie('value'), { maxKeys: 4 }),
  ),
})).value;

describe('random JSON as event', () => {
  test('each handler gives a defined result, and no prototype changes', async () => {
    const app = observed();
    const handlers = [
      eachNotice({ ...app, scope: { exportBucket: 'b' } }, async () => ({ outcome: 'published' })),
      eachChange(app, movedPointer, async () => ({ outcome: 'judged' })),
      eachChange(app, insertedMessage, async () => ({ outcome: 'judged' })),
    ];
    const clock = eachTask(app, async () => ({ announced: 0, sent: 0, waiting: 0 }));
    await fc.assert(
      fc.asyncProperty(json, async (event) => {
        for (const handle of handlers) {
          expect(Array.isArray((await handle(event)).batchItemFailures)).toBe(true);
        }
        expect(await clock(event)).toBeDefined();
        expect(Object.keys(Object.prototype)).toEqual([]);
        app.lines.length = 0;
      }),
      { numRuns: 10_000 },
    );
  });

  test('a message body gives notices or poison, never another error', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          json.map((value) => JSON.stringify(value) ?? ''),
          fc.string(),
        ),
        (body) => {
          try {
            expect(Array.isArray(parseNotices(body))).toBe(true);
          } catch (error) {
            expect(error).toBeInstanceOf(Failure);
            expect((error as Failure).kind).toBe('poison');
          }
        },
      ),
      { numRuns: 10_000 },
    );
  });
});
