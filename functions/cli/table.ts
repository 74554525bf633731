import { csvCell } from '../../shared/runtime/settings.ts';
import { literal } from './io.ts';

export interface TableColumn {
  readonly title: string;
  readonly align?: 'left' | 'right';
  /** Never cut: what is typed into the next command. */
  readonly whole?: boolean;
}

/** Code points, with wide East Asian characters and emoji as two: enough to keep columns straight. */
const widthOf = (text: string): number =>
  [...text].reduce(
    (sum, char) => sum + (/[\u1100-\u115f\u2e80-\uffdc]|\p{Extended_Pictographic}/u.test(char) ? 2 : 1),
    0,
  );

/** A table of plain text; where it would be wider than `width`, its widest words are cut, never its numbers. */
export function textTable(
  columns: readonly TableColumn[],
  rows: readonly (readonly string[])[],
  width = 120,
): string {
  const cells = [columns.map((column) => column.title), ...rows.map((row) => row.map(literal))];
  const widths = fitted(
    columns,
    columns.map((_, index) => Math.max(...cells.map((row) => widthOf(row[index] ?? '')))),
    width,
  );
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
  const rule = widths.map((each) => '─'.repeat(each)).join('  ');
  return `${[line(head ?? []), rule.trimEnd(), ...body.map(line)].join('\n')}\n`;
}

const CUT_MIN = 12;

/** Takes from the widest column that may be cut until the line fits, or none is left that still says something. */
function fitted(columns: readonly TableColumn[], natural: readonly number[], width: number): number[] {
  const widths = [...natural];
  const gaps = 2 * (columns.length - 1);
  for (;;) {
    const over = widths.reduce((sum, each) => sum + each, gaps) - width;
    if (over <= 0) return widths;
    const elastic = columns.flatMap(({ align, whole }, index) =>
      align === 'right' || whole === true || widths[index]! <= CUT_MIN ? [] : [index],
    );
    const [widest, next] = elastic.sort((a, b) => widths[b]! - widths[a]!);
    if (widest === undefined) return widths;
    const floor = Math.max(CUT_MIN, next === undefined ? 0 : widths[next]! - 1);
    widths[widest] = Math.max(floor, widths[widest]! - over);
  }
}

const GRAPHEMES = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** Never inside a character that is made of several, and in one pass: a name may have thousands. */
function cut(text: string, width: number): string {
  if (widthOf(text) <= width) return text;
  let kept = '';
  let room = width - 1;
  for (const { segment } of GRAPHEMES.segment(text)) {
    room -= widthOf(segment);
    if (room < 0) break;
    kept += segment;
  }
  return `${kept}…`;
}

/** RFC 4180, with nothing in it that a spreadsheet would run. */
export const csvTable = (columns: readonly string[], rows: readonly (readonly string[])[]): string =>
  [columns, ...rows].map((row) => `${row.map((text) => csvCell(literal(text))).join(',')}\r\n`).join('');

const SPARKS = '▁▂▃▄▅▆▇█';

/** Eight heights from zero to the largest value. */
export function sparkline(values: readonly number[]): string {
  const top = Math.max(...values, 0);
  return values
    .map((value) => SPARKS[top <= 0 ? 0 : Math.min(7, Math.floor((value / top) * 7.999))])
    .join('');
}
