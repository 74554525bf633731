import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cutText, plainText } from '../../../shared/domain/notification/text.ts';

const anyText = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 300 }),
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc
    .array(fc.constantFrom('👩‍👩‍👧‍👦', '🏴󠁧󠁢󠁳󠁣󠁴󠁿', '🇩🇪', 'e\u0301', 'नि', 'x'), { maxLength: 80 })
    .map((parts) => parts.join('')),
);
const graphemes = (text: string): string[] =>
  [...new Intl.Segmenter('en', { granularity: 'grapheme' }).segment(text)].map(({ segment }) => segment);

describe('cutting', () => {
  test('keeps to the limit and keeps only whole characters, in order', () => {
    fc.assert(
      fc.property(anyText, fc.integer({ min: 0, max: 120 }), (raw, max) => {
        const text = raw.toWellFormed();
        const cut = cutText(text, max);
        expect(cut.length).toBeLessThanOrEqual(max);
        expect(cut.isWellFormed()).toBe(true);
        if (text.length <= max) expect(cut).toBe(text);
        else if (max > 0) {
          const kept = cut.slice(0, -1);
          expect(cut.endsWith('…')).toBe(true);
          const whole = graphemes(text);
          const prefixes = whole.map((_, index) => whole.slice(0, index).join('').trimEnd());
          expect(prefixes).toContain(kept);
        }
      }),
      { numRuns: 800 },
    );
  });
});

test.each([
  ['abcd', 4, 'abcd'],
  ['abcde', 4, 'abc…'],
  ['ab cd', 4, 'ab…'],
  ['👩‍💻👩‍💻', 6, '👩‍💻…'],
  ['👩‍💻👩‍💻', 5, '…'],
])('%s cut to %d is %s', (text, max, cut) => {
  expect(cutText(text, max)).toBe(cut);
});

describe('plain text', () => {
  test.each([
    ['spaces around it', ' \n a \t', 'a'],
    ['several breaks and spaces', 'a\n\n \u0085b', 'a b'],
    ['a joiner outside an emoji', 'a\u200db', 'ab'],
    ['an override and a zero width space', 'a\u202eb\u200bc', 'abc'],
    ['three accents', 'e\u0301\u0302\u0303x', 'e\u0301\u0302\u0303x'],
    ['a stack of accents', `e${'\u0301'.repeat(9)}x`, `e${'\u0301'.repeat(3)}x`],
  ])('cleans a name of %s', (_, text, clean) => {
    expect(plainText(text)).toBe(clean);
  });

  test('does not leave two spaces where a control character stood between them', () => {
    expect(plainText('!\t\0\t\u00ae')).toBe('! \u00ae');
  });

  test('holds nothing that cannot be seen and no line break, and cleaning twice changes nothing', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const clean = plainText(text);
        expect(clean).not.toMatch(
          /[\p{Cc}\p{Cs}\u200B\u200C\u200E\u200F\u202A-\u202E\u2066-\u2069\uFEFF\u{E0001}-\u{E007F}]/u,
        );
        expect(plainText(clean)).toBe(clean);
      }),
      { numRuns: 800 },
    );
  });

  test('holds no sign that Unicode keeps for what nobody sees', () => {
    expect(plainText('a\u{e0002}\u2065\ufff0\u{e0fff}b')).toBe('ab');
  });

  test('leaves ordinary names and emoji as they are', () => {
    for (const name of [
      'role/claims-agent',
      'Zoë Müller',
      '東京チーム',
      'فريق',
      '👩‍💻 lab',
      '👩🏽‍🚀',
      'a & b <c>',
    ]) {
      expect(plainText(name)).toBe(name);
    }
  });
});
