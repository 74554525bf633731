import { digestText } from '../base/digest.ts';

/** Of numbers and words in any nesting, amounts included: equal for what would read the same. */
export const digestOf = (value: unknown): string =>
  digestText(JSON.stringify(value, (_, part) => (typeof part === 'bigint' ? `${part}n` : part)));
