import { literal } from './io.ts';

export interface TableColumn {
  readonly title: string;
  readonly align?: 'left' | 'right';
}

/** Code points, with wide East Asian characters and emoji as two: enough to keep columns straight. */
const widthOf = (text: string): number =>
  [...text].reduce(
    (sum, char) => sum + (/[\u1100-\u115f\u2e80-\uffdc]|\p{Extended_Pictographic}/u.test(char) ? 2 : 1),
    0,
  );

/** A table of plain text; the first column is cut when the rest would not fit into `width`. */
export function textTable(
  columns: readonly TableColumn[],
  rows: readonly (readonly string[])[],
  width = 120,
): string {
  const cells = [columns.map((column) => column.title), ...rows.map((row) => row.map(literal))];
  const widths = columns.map((_, index) => Math.max(...cells.map((row) => widthOf(row[index] ?? ''))));
  const others = widths.slice(1).reduce((sum, each) => sum + each + 2, 0);
  widths[0] = Math.min(widths[0] ?? 0, Math.max(12, width - others));
  const line = (row: readonly string[]): string =>
    row
      .map((cell, index) => {
        const text = cut(cell, widths[index] ?? 0);
        const space = ' '.repeat(Math.max(0, (widths[index] ?? 0) - widthOf(text)));
        return columns[index]?.align === 'right' ? space + text : text + space;
      })
      .join('  ')
      .trimEnd();
  const [head, ...body] = cells;
  return `${[line(head ?? []), widths.map((each) => '─'.repeat(each)).join('  '), ...body.map(line)].join('\n')}\n`;
}

function cut(text: string, width: number): string {
  if (widthOf(text) <= width) return text;
  const chars = [...text];
  while (chars.length > 0 && widthOf(chars.join('')) > width - 1) chars.pop();
  return `${chars.join('')}…`;
}

/** RFC 4180; a leading quote keeps a spreadsheet from running a cell as a formula (OWASP CSV injection). */
export function csvTable(columns: readonly string[], rows: readonly (readonly string[])[]): string {
  const cell = (text: string): string => {
    const safe = /^[=+\-@\t\r\n]/.test(text) && !/^-?\d+(\.\d+)?$/.test(text) ? `'${text}` : text;
    return /[",\r\n;]|^'/.test(safe) ? `"${safe.replace(/"/g, '""')}"` : safe;
  };
  return [columns, ...rows].map((row) => `${row.map(cell).join(',')}\r\n`).join('');
}

const SPARKS = '▁▂▃▄▅▆▇█';

/** Eight heights from zero to the largest value. */
export function sparkline(values: readonly number[]): string {
  const top = Math.max(...values, 0);
  return values
    .map((value) => SPARKS[top <= 0 ? 0 : Math.min(7, Math.floor((value / top) * 7.999))])
    .join('');
}
