import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { redact, redactText } from '../../shared/runtime/redact.ts';

const word = (characters: string, minLength: number, maxLength: number) =>
  fc.string({ unit: fc.constantFrom(...characters), minLength, maxLength });
const ALPHANUMERIC = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

const secret = fc.oneof(
  fc.emailAddress(),
  word(ALPHANUMERIC, 10, 40).map((text) => `xoxb-1234-${text}`),
  word(ALPHANUMERIC, 10, 40).map((text) => `xapp-1-${text}`),
  fc
    .tuple(word(ALPHANUMERIC, 8, 10), word(ALPHANUMERIC, 20, 24))
    .map(([channel, key]) => `https://hooks.slack.com/services/T0000/${channel}/${key}`),
);
/** What must not survive of a secret: an address whole, of tokens and webhooks the part that opens something. */
const canaryOf = (text: string): string => (text.includes('@') ? text : text.slice(-10));
const around = fc.string({ unit: 'grapheme', maxLength: 40 });

describe('redaction', () => {
  test('no secret survives in any text, whatever stands around it', () => {
    fc.assert(
      fc.property(around, secret, around, (before, hidden, after) => {
        // A following letter or digit would belong to the secret itself.
        expect(redactText(`${before}${hidden} ${after}`)).not.toContain(canaryOf(hidden));
      }),
      { numRuns: 2_000 },
    );
  });

  test('no secret survives in any place of a structure: values, keys, errors and their causes', () => {
    fc.assert(
      fc.property(secret, fc.object({ maxDepth: 3 }), (hidden, other) => {
        const error = new Error(`could not reach ${hidden}`, { cause: new Error(hidden) });
        Object.assign(error, { config: { url: hidden } });
        const everywhere = { [hidden]: 1, list: [hidden, other], map: new Map([[hidden, hidden]]), error };
        expect(JSON.stringify(redact(everywhere))).not.toContain(canaryOf(hidden));
      }),
      { numRuns: 500 },
    );
  });

  test('any value becomes JSON, and no prototype changes', () => {
    fc.assert(
      fc.property(
        fc.anything({ withBigInt: true, withDate: true, withMap: true, withNullPrototype: true }),
        (value) => {
          expect(() => JSON.stringify(redact({ value, ['__proto__']: value }))).not.toThrow();
          expect(({} as Record<string, unknown>).polluted).toBeUndefined();
        },
      ),
      { numRuns: 1_000 },
    );
  });

  test('a circle ends', () => {
    const circle: Record<string, unknown> = {};
    circle.self = circle;
    expect(JSON.stringify(redact(circle))).toContain('[deeper]');
  });
});
