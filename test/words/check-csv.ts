import { parse } from 'csv-parse/sync';
import { literal } from '../../functions/cli/io.ts';
import { REPORTS, reportOf } from '../../functions/cli/report-rows.ts';
import { csvTable } from '../../functions/cli/table.ts';
import { parseBudgets, printBudgets } from '../../shared/adapters/config/budget-file.ts';
import type { Story } from './story.ts';
import { UNSEEN } from './visible.ts';

/** Spreadsheets: every cell reads back as it was, and none starts a formula, however a program splits the line. */
export function csvFaults(story: Story): readonly string[] {
  return [...reportFaults(story), ...budgetFaults(story)];
}

function reportFaults({ entries, pointer }: Story): readonly string[] {
  return REPORTS.flatMap((kind) => {
    const { exact } = reportOf(kind, entries, pointer, undefined);
    const text = csvTable(exact.columns, exact.rows);
    const read: string[][] = parse(text, { record_delimiter: '\r\n' });
    const expected = [exact.columns, ...exact.rows].map((row) => row.map(literal));
    return [
      ...formulasIn(text).map((cell) => `report ${kind}: a cell begins with ${JSON.stringify(cell)}`),
      ...(UNSEEN.test(text.replaceAll('\r\n', '')) ? [`report ${kind}: what is not seen stands in it`] : []),
      ...(JSON.stringify(read.map((row) => row.map(unguarded))) === JSON.stringify(expected)
        ? []
        : [`report ${kind}: read back as ${JSON.stringify(read)}`]),
    ];
  });
}

function budgetFaults({ budgets, words }: Story): readonly string[] {
  // Only what a file said can be in a book: texts are trimmed there, and a channel is one of Slack's.
  const book = budgets.map(({ channel: _, owner: __, ...budget }) => ({
    ...budget,
    team: budget.team.toWellFormed().trim(),
    ...(words.owner.trim() === '' ? {} : { owner: words.owner.toWellFormed().trim() }),
  }));
  return (['csv', 'yaml'] as const).flatMap((format) => {
    const text = printBudgets(book, format);
    const back = parseBudgets(text, format === 'csv' ? 'b.csv' : 'b.yml');
    return [
      ...(format === 'csv' ? formulasIn(text) : []).map(
        (cell) => `budgets export: a cell begins with ${JSON.stringify(cell)}`,
      ),
      ...(format === 'yaml' && UNSEEN.test(text.replaceAll('\n', ''))
        ? ['budgets export: YAML holds what is not seen']
        : []),
      ...(plain(back) === plain(book) ? [] : [`budgets export as ${format}: read back as ${plain(back)}`]),
    ];
  });
}

const plain = (value: unknown): string =>
  JSON.stringify(value, (_, each: unknown) => (typeof each === 'bigint' ? String(each) : each));

/** Beginnings of cells, by any separator that a spreadsheet may split at and behind any quote; numbers are harmless. */
const formulasIn = (text: string): readonly string[] =>
  [...text.matchAll(/(?:^|[,;\t\r\n"])(?!-?\d+(?:\.\d+)?(?:[,;"\r\n]|$))[=+\-@＝＋－＠][^,;\n]{0,20}/g)].map(
    ([cell]) => cell,
  );

/** One apostrophe before a formula sign is a guard. */
const unguarded = (cell: string): string => cell.replace(/(^\s*|[,;\t\r\n"])'(?='*[=+\-@＝＋－＠])/g, '$1');
