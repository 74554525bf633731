import { CR, LF } from './csv-bytes';

// What the block before left behind: inside of quotes (all bits), the last byte closed a value.
let inside: u64 = 0;
let closed: u64 = 0;
/** Of the block last looked at: the bytes at which text stops to be CSV. */
export let misplaced: u64 = 0;
/** Address of the last doubled quote. */
export let lastDoubled: usize = 0;

export function forgetQuotes(): void {
  inside = 0;
  closed = 0;
  misplaced = 0;
  lastDoubled = 0;
}

/** Whether a block without quotes has nothing to do with any. */
// @ts-ignore: decorator
@inline
export function isPlain(quotes: u64): bool {
  return (quotes | inside | closed) == 0;
}

/**
 * Which of 64 bytes stand outside of quotes. A quote opens a value where it stands behind a delimiter (`ended`: the byte
 * before the block is one), closes it before one, and is doubled between the two.
 */
export function outsideOfQuotes(at: usize, textEnd: usize, quotes: u64, delimiters: u64, ended: u64): u64 {
  const within = everySecond(quotes) ^ inside;
  const behind = ((quotes & ~within) << 1) | closed;
  const opened = quotes & within;
  inside = <u64>(<i64>within >> 63);
  closed = (quotes & ~within) >> 63;
  if ((opened & behind) != 0) lastDoubled = at + 63 - <usize>clz(opened & behind);
  const starts = ((delimiters & ~within) << 1) | ended;
  misplaced = opened & ~behind & ~starts;
  const odd = behind & ~(quotes | delimiters);
  if (odd != 0) misplaced |= noLineEnds(at, textEnd, odd);
  return ~within;
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
