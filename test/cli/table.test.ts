import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { csvTable, sparkline, textTable } from '../../functions/cli/table.ts';

describe('a text table', () => {
  it('keeps columns straight and numbers to the right', () => {
    const table = textTable(
      [{ title: 'team' }, { title: 'cost', align: 'right' }],
      [
        ['search', '$1.00'],
        ['検索', '$12.00'],
      ],
    );
    expect(table).toBe('team      cost\n──────  ──────\nsearch   $1.00\n検索    $12.00\n');
  });

  it('shows escape sequences, line breaks and bidi controls as marks instead of obeying them', () => {
    const table = textTable([{ title: 'who' }], [['a\u001b[31mred\u001b[0m\nb\u202ec']]);
    expect(table).not.toMatch(/[\u001b\u202e]/);
    expect(table.split('\n')).toHaveLength(4);
  });

  it('cuts the first column and says so where the line would be too long', () => {
    const lines = textTable([{ title: 'who' }, { title: 'n' }], [['x'.repeat(200), '1']], 40).split('\n');
    expect(lines[2]).toMatch(/^x+…\s+1$/);
    expect(lines[2]!.length).toBeLessThanOrEqual(40);
  });
});

describe('a table on a narrow terminal', () => {
  const columns = [
    { title: 'id', whole: true },
    { title: 'who' },
    { title: 'model' },
    { title: 'cost', align: 'right' },
  ] as const;
  const rows = [['spike-0123456789abcdef', 'w'.repeat(50), 'm'.repeat(30), '$1,234,567.89']];

  it('takes from the widest words first, never from numbers or what is typed again', () => {
    const [, , line] = textTable(columns, rows, 100).split('\n');
    expect(line).toMatch(/^spike-0123456789abcdef {2}w{28}… {2}m{30} {2}\$1,234,567\.89$/);
    expect(line).toHaveLength(100);
  });

  it('keeps a dozen letters of each word even where that is too wide', () => {
    const [, , line] = textTable(columns, rows, 20).split('\n');
    expect(line).toBe(`spike-0123456789abcdef  ${'w'.repeat(11)}…  ${'m'.repeat(11)}…  $1,234,567.89`);
  });
});

describe('a CSV table', () => {
  it('gives back every cell, with formulas made harmless', () => {
    const rows = [
      ['a,b', 'say "hi"', '-1.5'],
      ['=cmd()', '@x', '+1 234'],
    ];
    const read: string[][] = parse(csvTable(['one', 'two', 'three'], rows));
    expect(read).toEqual([
      ['one', 'two', 'three'],
      ['a,b', 'say "hi"', '-1.5'],
      ["'=cmd()", "'@x", "'+1 234"],
    ]);
  });
});

describe('a sparkline', () => {
  it('runs from nothing to the largest value', () => {
    expect(sparkline([0, 1, 4, 8])).toBe('▁▁▄█');
    expect(sparkline([])).toBe('');
    expect(sparkline([0, 0])).toBe('▁▁');
  });
});
