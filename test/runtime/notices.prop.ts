import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bug, misconfigured, poison, retryable } from '../../shared/domain/base/failure.ts';
import type { Notice } from '../../shared/domain/delivery/delivery.ts';
import { eachNotice, type NoticeScope } from '../../shared/runtime/batch.ts';
import { parseNotices } from '../../shared/runtime/notice-events.ts';
import { observed } from './observed.ts';

/** S3 keys are up to 1,024 bytes of any well-formed Unicode. */
const key = fc
  .oneof(
    fc.string({ unit: 'grapheme', minLength: 1, maxLength: 250 }),
    fc.string({
      unit: fc.constantFrom('+', '%', ' ', '=', '&', '%2B', '/', 'é', '🪝', '\u0001'),
      minLength: 1,
    }),
    fc.constantFrom('x'.repeat(1_024), '🪝'.repeat(256), '%'.repeat(1_024), '%3D+%2B'),
  )
  .filter((text) => text.isWellFormed() && Buffer.byteLength(text) <= 1_024);

/** Form encoding, as S3 writes keys into its own notifications. */
const encoded = (text: string): string => encodeURIComponent(text).replaceAll('%20', '+');

const sourced = {
  s3: (name: string) => ({
    Records: [
      {
        eventSource: 'aws:s3',
        eventName: 'ObjectCreated:CompleteMultipartUpload',
        s3: { bucket: { name: 'b' }, object: { key: encoded(name) } },
      },
    ],
  }),
  eventbridge: (name: string) => ({
    source: 'aws.s3',
    'detail-type': 'Object Created',
    detail: { bucket: { name: 'b' }, object: { key: name } },
  }),
  sweep: (name: string) => ({ bucket: 'b', key: name, from: 'sweep' }),
};

describe('an object key', () => {
  test.each(Object.entries(sourced))(
    'of any characters is the same key when %s names it',
    (from, eventOf) => {
      fc.assert(
        fc.property(key, (name) => {
          expect(parseNotices(JSON.stringify(eventOf(name)))).toEqual([{ bucket: 'b', key: name, from }]);
        }),
        { numRuns: 500 },
      );
    },
  );
});

const FAULTS = {
  retryable: () => retryable('the store is slow'),
  misconfigured: () => misconfigured('no permission'),
  bug: () => bug('an invariant broke'),
  surprise: () => new TypeError('undefined is no function'),
  poison: () => poison('bad bytes'),
} as const;
type Fate = keyof typeof FAULTS | 'published' | 'stale' | 'unreadable';
const fate = fc.constantFrom<Fate>(
  ...(Object.keys(FAULTS) as (keyof typeof FAULTS)[]),
  'published',
  'stale',
  'unreadable',
);
const isMended = (one: Fate): boolean => ['retryable', 'misconfigured', 'bug', 'surprise'].includes(one);

describe('a batch of ten', () => {
  test('gives back exactly the messages that a retry may mend, whatever the others are, and never throws', async () => {
    const work = async ({ key: name }: Notice) => {
      const fault = FAULTS[name as keyof typeof FAULTS];
      if (fault !== undefined) throw fault();
      return { outcome: name };
    };
    await fc.assert(
      fc.asyncProperty(fc.array(fate, { minLength: 1, maxLength: 10 }), async (fates) => {
        const app = observed();
        const Records = fates.map((one, index) => ({
          messageId: `m${index}`,
          body: one === 'unreadable' ? '{' : JSON.stringify({ bucket: 'b', key: one, from: 'sweep' }),
        }));
        const { batchItemFailures } = await eachNotice(
          { ...app, scope: { exportBucket: 'b' } },
          work,
        )({
          Records,
        });
        const back = fates.flatMap((one, index) => (isMended(one) ? [`m${index}`] : []));
        expect(batchItemFailures.map(({ itemIdentifier }) => itemIdentifier)).toEqual(back);
        const finished = app.lines.filter((line) => line.includes('a message was refused for good'));
        expect(finished).toHaveLength(fates.filter((one) => one === 'poison' || one === 'unreadable').length);
      }),
      { numRuns: 100 },
    );
  });
});

describe('a notice of an object', () => {
  const looked = async (scope: NoticeScope, name: string): Promise<boolean> => {
    const seen: string[] = [];
    const handle = eachNotice({ ...observed(), scope }, async ({ key: read }) => {
      seen.push(read);
      return { outcome: 'published' };
    });
    const body = JSON.stringify({ bucket: 'b', key: name, from: 'sweep' });
    expect(await handle({ Records: [{ messageId: 'm', body }] })).toEqual({ batchItemFailures: [] });
    return seen.length === 1;
  };
  const METADATA = 'metadata/BILLING_PERIOD=2026-11/company-cur-Manifest.json';

  test.each([
    ['finance', `finance/company-cur/${METADATA}`, true],
    ['finance', `/finance/company-cur/${METADATA}`, true],
    ['finance', `backup/finance/company-cur/${METADATA}`, false],
    ['finance', `company-cur/${METADATA}`, false],
    ['finance', `finance/company-cur-2/${METADATA}`, false],
    ['', `company-cur/${METADATA}`, true],
    ['', `backup/company-cur/${METADATA}`, false],
  ])('of the export below "%s": %s is looked at: %s', async (exportPrefix, name, expected) => {
    expect(await looked({ exportBucket: 'b', exportName: 'company-cur', exportPrefix }, name)).toBe(expected);
  });
});
