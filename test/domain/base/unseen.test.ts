import { describe, expect, test } from 'vitest';
import { escapeUnseen, UNSEEN } from '../../../shared/domain/base/unseen.ts';

const shown = (text: string): string => text.replace(UNSEEN, '?');

describe('what is not seen', () => {
  test.each([
    ['an escape, a bell and a C1 control', '\u001b[31m\u0007\u009b', '?[31m??'],
    ['line breaks of all kinds', '\n\r\u0085\u2028\u2029', '?????'],
    ['text direction', '\u202ea\u2066b\u061c', '?a?b?'],
    ['nothing wide', '\u200ba\u2060\ufeff\u00ad\u{e0041}', '?a????'],
    ['blank letters', '\u115f\u1160\u17b4\u17b5\u3164\uffa0', '??????'],
    ['halves', '\ud83dx\udc00', '?x?'],
    ['signs that nobody will ever see', 'a\u2065\ufff0\u{e0002}\u{e0fff}', 'a????'],
    ['no characters', '\ufffe\uffff\u{1ffff}', '???'],
  ])('%s', (_what, text, seen) => {
    expect(shown(text)).toBe(seen);
  });

  test('is nothing that is seen', () => {
    const seen = 'Zoë 検索 👍🏽 שלום ! ~ \u00a0 \ufffd é';
    expect(shown(seen)).toBe(seen);
  });

  test('stands in JSON as escapes of the same value, and line breaks between values stay', () => {
    const value = { name: '\u009b2J\u202e\u{e0041}\n', 'ke\u200by': 1 };
    const json = escapeUnseen(JSON.stringify(value, null, 2));
    expect(JSON.parse(json)).toEqual(value);
    expect(json.split('\n').map(shown).join('\n')).toBe(json);
    expect(json).toContain('\\u009b2J\\u202e\\udb40\\udc41\\n');
    expect(json).toContain('{\n  "name"');
  });
});
