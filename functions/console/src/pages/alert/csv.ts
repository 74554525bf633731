import { saveFile } from '../../api/save-file.ts';

/** A file of what is on the page, made in the browser: no second request, the same figures. */
export function downloadCsv(
  name: string,
  head: readonly string[],
  rows: readonly (readonly string[])[],
): void {
  const text = [head, ...rows].map((row) => `${row.map(csvCell).join(',')}\r\n`).join('');
  saveFile(name, new Blob([text], { type: 'text/csv' }));
}

/** Names are untrusted: what a spreadsheet would take as a formula gets an apostrophe before it; amounts stay. */
function csvCell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) && !/^-?\d+(\.\d+)?$/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
