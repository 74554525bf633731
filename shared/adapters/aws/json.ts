import { bug } from '../../domain/base/failure.ts';

/**
 * JSON with exact big integers, for what the table stores but never searches by (a whole alert, a message).
 * A bigint is written as in source code, `"123n"`; a real text of that look gets one more `n`, so nothing is mixed up.
 */
export const encodeJson = (value: unknown): string =>
  JSON.stringify(value, (_key, part: unknown) => {
    if (typeof part === 'bigint') return `${part}n`;
    return typeof part === 'string' && LOOKS_BIG.test(part) ? `${part}n` : part;
  });

/** Throws Failure `bug` on text that this program did not write. */
export function decodeJson<T>(text: string): T {
  try {
    return JSON.parse(text, (_key, part: unknown) => {
      if (typeof part !== 'string' || !LOOKS_BIG.test(part)) return part;
      const short = part.slice(0, -1);
      return short.endsWith('n') ? short : BigInt(short);
    }) as T;
  } catch (error) {
    throw bug('a stored item is not readable', { found: text.slice(0, 60) }, error);
  }
}

const LOOKS_BIG = /^-?\d+n+$/;
