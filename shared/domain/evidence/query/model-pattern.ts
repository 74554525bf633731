import { COMPANIES, spellingsOf } from '../../charge/model-name.ts';
import { literally } from './dialect.ts';

/** What may stand between two words of a name; a date is no part of it. */
const DATE = '20[0-9]{6}';
const GAP = `[^a-z0-9]*(${DATE}[^a-z0-9]*)?`;
/** Between two numbers there must be something: `3-1` and `70b` are not `3` and `170b`. */
const WIDE_GAP = `[^a-z0-9]+(${DATE}[^a-z0-9]+)?`;
/** Geography and maker, `us.anthropic.`, or the maker as a word. */
const BEFORE = `([a-z][a-z0-9-]*[.])*((${[...COMPANIES].join('|')})[^a-z0-9]+)*`;
/** A date, `instruct`, the first version of a model id, and what follows a colon or stands in parentheses. */
const AFTER = `([^a-z0-9]*${DATE})?([^a-z0-9]*instruct)?([^a-z0-9]*(v?1|v0):[0-9].*)?(:.*)?([^a-z0-9]*[(].*)?`;

/**
 * Pattern for texts in lower case that name a model in any of its spellings: product names, model ids, and usage types up to
 * the token kind. Written for engines without look-around.
 */
export const modelPattern = (model: string): string =>
  `^[^a-z0-9]*(${spellingsOf(model)
    .flatMap(orders)
    .map((words) => `${BEFORE}${joined(words)}`)
    .join('|')})${AFTER}[^a-z0-9]*$`;

/** Claude's older names have the version first. */
function orders(name: string): readonly (readonly string[])[] {
  const words = name.split('-');
  const [first, second, third, ...rest] = words;
  return first === 'claude' && second !== undefined && /^\d/.test(third ?? '')
    ? [words, [first, third!, second, ...rest]]
    : [words];
}

const joined = (words: readonly string[]): string =>
  words
    .map((word, index) => {
      const next = words[index + 1];
      if (next === undefined) return wordPattern(word);
      return `${wordPattern(word)}${/\d$/.test(word) && /^\d/.test(next) ? WIDE_GAP : GAP}`;
    })
    .join('');

/** `4.6` may be `4-6`; `4` may be `4.0`; `plus` may be `+`. */
function wordPattern(word: string): string {
  if (word === 'plus') return '(plus|[+])';
  if (/^\d+$/.test(word)) return `${word}([.]0)?`;
  if (/^\d+(\.\d+)+$/.test(word)) return word.replaceAll('.', '[^a-z0-9]');
  return literally(word);
}
