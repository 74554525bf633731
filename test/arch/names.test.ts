import { describe, expect, test } from 'vitest';
import { projectFiles } from './sources.ts';

/** Put together here, so that this file does not hold what it looks for. */
const word = (...parts: readonly string[]): string => parts.join('');

const UNWANTED: readonly (readonly [RegExp, string])[] = [
  [new RegExp(word('/wor', 'k/')), 'a path of the machine it was built on'],
  [new RegExp(word('/ro', 'ot/')), 'a path of the machine it was built on'],
  [new RegExp(word('/ho', 'me/\\w')), 'a path of the machine it was built on'],
  [
    new RegExp(word('registry\\.npm', 'js\\.org|deb\\.deb', 'ian\\.org|py', 'pi\\.org')),
    'the host of a registry',
  ],
  [new RegExp(word('\\bTO', 'DO\\b|\\bFIX', 'ME\\b|\\bXX', 'X\\b')), 'unfinished work'],
  [new RegExp(word('\\.(sk', 'ip|on', 'ly|to', 'do)\\(')), 'a test that is switched off'],
  [/AKIA[A-Z0-9]{16}|xox[bp]-\d{6,}-\d{6,}-\w{16,}/, 'what looks like a real credential'],
];

/** Fixtures of what must be cut from logs look like credentials on purpose. */
const EXEMPT = /^test\/runtime\/redact\.(test|prop)\.ts$/;

describe('words that must not be in the product', () => {
  test.each(UNWANTED)('%s: %s', (pattern, what) => {
    const found = projectFiles()
      .filter(
        ({ path }) => path !== 'package-lock.json' && !(what.includes('credential') && EXEMPT.test(path)),
      )
      .flatMap(({ path, text }) =>
        text
          .split('\n')
          .flatMap((line, index) =>
            pattern.test(line) ? [`${path}:${index + 1}: ${line.trim().slice(0, 80)}`] : [],
          ),
      );
    expect(found).toEqual([]);
  });

  test('a path of a machine would be seen', () => {
    expect(UNWANTED[0]![0].test(`cd ${word('/wor', 'k/')}main`)).toBe(true);
  });
});
