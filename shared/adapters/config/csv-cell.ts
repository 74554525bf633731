/** Behind these a program may begin a new cell, whether or not the cell is quoted; full-width signs count as signs. */
const GUARDED = /(^\s*|[,;\t\r\n"])(?='*[=+\-@＝＋－＠])/g;
const GUARD = /(^\s*|[,;\t\r\n"])'(?='*[=+\-@＝＋－＠])/g;
const NUMBER = /^-?\d+(\.\d+)?$/;

/**
 * A cell of RFC 4180. An apostrophe before each formula sign keeps spreadsheets from running it, also those that split
 * at another sign than the comma (OWASP, CSV injection); `unguarded` takes exactly these away again.
 */
export function csvCell(text: string): string {
  const safe = NUMBER.test(text) ? text : text.replace(GUARDED, "$1'");
  return /[",\n\r;\t]|^'/.test(safe) ? `"${safe.replace(/"/g, '""')}"` : safe;
}

/** The text of a cell that `csvCell` wrote. */
export const unguarded = (cell: string): string => cell.replace(GUARD, '$1');
