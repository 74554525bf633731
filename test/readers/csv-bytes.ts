import { gzipSync } from 'node:zlib';
import { CUR, type CurWord } from '../../shared/adapters/cur/columns.ts';
import { javaDouble } from '../../shared/synthetic/java-double.ts';
import type { Dice } from '../builders/dice.ts';
import type { CsvLayout } from './draw-layout.ts';
import { mapJson, type RawFile, type RawRow, type RawValue } from './raw-row.ts';

/** The rows of a file as CSV, in the ways that exports and the programs that touch them write it. */
export function csvBytes({ words, rows }: RawFile, layout: CsvLayout, dice: Dice): Uint8Array {
  const extra = Array.from({ length: layout.extraColumns }, (_, index) => `x_column_${index}`);
  const order: readonly (CurWord | string)[] = layout.shuffled
    ? dice.shuffled([...words, ...extra])
    : [...words, ...extra];
  const known = new Set<string>(words);
  const isWord = (name: string): name is CurWord => known.has(name);
  const kept = layout.shuffled ? dice.shuffled(rows) : rows;
  const cells = (row: RawRow): string[] =>
    order.map((name) => quoted(isWord(name) ? textOf(name, row[name], layout) : dice.pick(NOISE), layout));
  const lines = [order.map((name) => (isWord(name) ? CUR[name].name : name)), ...kept.map(cells)];
  const body = lines.map((line) => line.join(',')).join(layout.lineEnd);
  const text = `${layout.byteOrderMark ? '\uFEFF' : ''}${body}${layout.lastLineEnd ? layout.lineEnd : ''}`;
  const bytes = new TextEncoder().encode(text);
  return layout.gzip ? new Uint8Array(gzipSync(bytes, { level: 1 })) : bytes;
}

const NOISE = ['', '0.0', 'a,b', '"', 'x\ny', '{"a":"b"}'];

function quoted(text: string, { quotes }: CsvLayout): string {
  return quotes === 'all' || /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function textOf(word: CurWord, value: RawValue, { numbers }: CsvLayout): string {
  if (value === null) return '';
  if (Array.isArray(value)) return mapJson(value);
  switch (CUR[word].type) {
    case 'time':
      return new Date(Number(value)).toISOString();
    case 'amount':
      return numbers === 'java' ? javaDouble(Number(value)) : String(value);
    case 'money':
      return costText(String(value), numbers);
    default:
      return String(value);
  }
}

/** The same amount in another spelling: as Java prints the double it is, or with superfluous zeros. */
function costText(text: string, numbers: CsvLayout['numbers']): string {
  if (numbers === 'java' && String(Number(text)) === text) return javaDouble(Number(text));
  return numbers === 'padded' && /\.\d+$/.test(text) ? `${text}000` : text;
}
