import { bytesLike, commas, CR, LF, lineFeeds, quoteMarks, rareBytesLike } from './csv-bytes';

/** Of the 64 bytes last looked at: the delimiters outside of quotes that stand before `misplaced`, line feeds among them. */
export let ends: u64 = 0;
export let lines: u64 = 0;
/** The bytes at which text stops to be CSV. */
export let misplaced: u64 = 0;
/** Address of the last doubled quote. */
export let lastDoubled: usize = 0;

// What the block before left behind: inside of quotes (all bits), the last byte closed a value, it ended one.
let inside: u64 = 0;
let closed: u64 = 0;
let ended: u64 = 1;

/** What follows begins with a record. */
export function beginText(): void {
  inside = 0;
  closed = 0;
  ended = 1;
  misplaced = 0;
  lastDoubled = 0;
}

/** Looks at 64 bytes, of which those before `textEnd` count. */
// @ts-ignore: decorator
@inline
export function findDelimiters(at: usize, textEnd: usize): void {
  const valid: u64 = textEnd - at < 64 ? (<u64>1 << (textEnd - at)) - 1 : -1;
  const first = v128.load(at);
  const second = v128.load(at, 16);
  const third = v128.load(at, 32);
  const fourth = v128.load(at, 48);
  const quotes = bytesLike(quoteMarks(), first, second, third, fourth) & valid;
  const feeds = rareBytesLike(lineFeeds(), first, second, third, fourth) & valid;
  const delimiters = (bytesLike(commas(), first, second, third, fourth) & valid) | feeds;
  if ((quotes | inside | closed) == 0) {
    ends = delimiters;
  } else {
    ends = outsideOfQuotes(at, textEnd, quotes, delimiters);
  }
  lines = feeds & ends;
  ended = ends >> 63;
}

/** A quote opens a value where it stands behind a delimiter, closes it before one, and is doubled in between. */
function outsideOfQuotes(at: usize, textEnd: usize, quotes: u64, delimiters: u64): u64 {
  const within = everySecond(quotes) ^ inside;
  const behind = ((quotes & ~within) << 1) | closed;
  const opened = quotes & within;
  inside = <u64>(<i64>within >> 63);
  closed = (quotes & ~within) >> 63;
  if ((opened & behind) != 0) lastDoubled = at + 63 - <usize>clz(opened & behind);
  const outside = delimiters & ~within;
  misplaced = opened & ~behind & ~((outside << 1) | ended);
  const odd = behind & ~(quotes | delimiters);
  if (odd != 0) misplaced |= noLineEnds(at, textEnd, odd);
  return misplaced == 0 ? outside : outside & ((misplaced & -misplaced) - 1);
}

/** From each first of two bits to before the second: an exclusive or of all bits before. */
// @ts-ignore: decorator
@inline
function everySecond(bits: u64): u64 {
  bits ^= bits << 1;
  bits ^= bits << 2;
  bits ^= bits << 4;
  bits ^= bits << 8;
  bits ^= bits << 16;
  return bits ^ (bits << 32);
}

/** Those of the bytes that are no carriage return before a line feed, as far as the text goes. */
function noLineEnds(at: usize, textEnd: usize, bytes: u64): u64 {
  let others: u64 = 0;
  for (; bytes != 0; bytes &= bytes - 1) {
    const place = at + <usize>ctz(bytes);
    if (place >= textEnd) break;
    const isLineEnd = load<u8>(place) == CR && (place + 1 >= textEnd || load<u8>(place, 1) == LF);
    if (!isLineEnd) others |= bytes & -bytes;
  }
  return others;
}
