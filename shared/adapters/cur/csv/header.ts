import { poison } from '../../../domain/base/failure.ts';
import { CSV_COLUMNS_MAX } from '../limits.ts';

const [CR, LF] = [0x0d, 0x0a];

/**
 * The names in the header line, behind a byte order mark and blank lines, and where the first record begins. Undefined
 * where that line may still end in what follows, or there is none at all. Throws Failure `poison` on a line that no export
 * has; with `last`, nothing follows.
 */
export function readHeader(
  file: string,
  text: Uint8Array,
  last: boolean,
  bytesMax: number,
): { readonly names: readonly string[]; readonly next: number } | undefined {
  const from = behindBlankLines(text);
  const lineEnd = text.indexOf(LF, from);
  if (lineEnd === -1 && (last ? from === text.length : text.length <= bytesMax)) return undefined;
  const next = lineEnd === -1 ? text.length : lineEnd + 1;
  // Column names hold neither commas nor line ends, quoted or not.
  const names = decoder
    .decode(text.subarray(from, next))
    .split(',')
    .map((name) => name.trim().replace(/^"(.*)"$/, '$1'));
  if (names.length <= CSV_COLUMNS_MAX && (lineEnd !== -1 || last)) return { names, next };
  throw poison('not a CUR 2.0 data file', {
    file,
    expected: `a header line of at most ${CSV_COLUMNS_MAX} columns`,
    found: lineEnd === -1 ? 'no line end' : `${names.length} columns`,
  });
}

const decoder = new TextDecoder();

function behindBlankLines(text: Uint8Array): number {
  let at = text[0] === 0xef && text[1] === 0xbb && text[2] === 0xbf ? 3 : 0;
  for (let end = endOfBlankLine(text, at); end > at; end = endOfBlankLine(text, at)) at = end;
  return at;
}

function endOfBlankLine(text: Uint8Array, at: number): number {
  if (text[at] === LF) return at + 1;
  return text[at] === CR && text[at + 1] === LF ? at + 2 : at;
}
