import { parse } from 'csv-parse/sync';
import * as v from 'valibot';
import { isMap, isScalar, isSeq, LineCounter, parseDocument, stringify } from 'yaml';
import { misconfigured } from '../../domain/base/failure.ts';
import { picoText } from '../../domain/base/money.ts';
import { UNSEEN } from '../../domain/base/unseen.ts';
import type { Budget } from '../../domain/evaluation/budget/budget.ts';
import { BUDGET_FIELDS, type BudgetField, type BudgetRecord } from './budget-field.ts';
import { monthsText } from './budget-months.ts';
import { budgetsOf } from './budget-record.ts';
import { timeOfDayText, workingDaysText } from './budget-working-time.ts';
import { csvCell, unguarded } from './csv-cell.ts';

export type BudgetFileFormat = 'csv' | 'yaml';

/** By ending; finance's spreadsheets write .csv. Throws Failure `misconfigured` on others. */
export function budgetFormatOf(file: string): BudgetFileFormat {
  if (/\.csv$/i.test(file)) return 'csv';
  if (/\.ya?ml$/i.test(file)) return 'yaml';
  throw misconfigured('not a budget file', {
    file,
    expected: 'a name that ends in .csv, .yml or .yaml',
    found: file.slice(file.lastIndexOf('/') + 1),
  });
}

/** Throws Failure `misconfigured` naming file, line and field; nothing of a bad file is taken. */
export function parseBudgets(text: string, file: string): readonly Budget[] {
  return budgetsOf(budgetFormatOf(file) === 'csv' ? csvRecords(text, file) : yamlRecords(text, file), file);
}

/** What `parseBudgets` reads back to the same budgets. */
export function printBudgets(budgets: readonly Budget[], format: BudgetFileFormat): string {
  const rows = budgets.map(textsOf);
  if (format === 'yaml') {
    const plain = rows.map((row) =>
      Object.fromEntries(Object.entries(row).filter(([, value]) => value !== '')),
    );
    return yamlText({ budgets: plain });
  }
  const lines = rows.map((row) => BUDGET_FIELDS.map((name) => csvCell(row[name])).join(','));
  return `${[BUDGET_FIELDS.join(','), ...lines].join('\n')}\n`;
}

/** '' for what the budget does not say. */
const textsOf = (budget: Budget): Readonly<Record<BudgetField, string>> => ({
  team: budget.team,
  monthly_amount: picoText(budget.amount),
  currency: budget.currency,
  thresholds: budget.thresholds.join(' '),
  owner: budget.owner ?? '',
  channel: budget.channel ?? '',
  min_dollars: budget.minDollars === undefined ? '' : picoText(budget.minDollars),
  min_percent: budget.minPercent === undefined ? '' : String(budget.minPercent),
  months: monthsText(budget.months),
  alerts_per: budget.alertsPer ?? '',
  time_zone: budget.timeZone ?? '',
  working_days: workingDaysText(budget.workingDays),
  day_starts_at: budget.dayStartsAt === undefined ? '' : timeOfDayText(budget.dayStartsAt),
  day_ends_at: budget.dayEndsAt === undefined ? '' : timeOfDayText(budget.dayEndsAt),
});

const CSV_ROWS = v.array(v.object({ record: v.array(v.string()), info: v.object({ lines: v.number() }) }));

function csvRecords(text: string, file: string): readonly BudgetRecord[] {
  let rows: v.InferOutput<typeof CSV_ROWS>;
  try {
    // A semicolon is what spreadsheets write where the comma is the decimal sign.
    const delimiter = /^[^\n,]*;/.test(text) ? ';' : ',';
    rows = v.parse(
      CSV_ROWS,
      parse(text, { bom: true, info: true, delimiter, trim: true, relax_column_count: true }),
    );
  } catch (error) {
    throw misconfigured(
      `this CSV cannot be read: ${error instanceof Error ? error.message : 'unknown reason'}`,
      { file },
    );
  }
  const head = rows[0];
  if (head === undefined)
    throw misconfigured('the budget file is empty', { file, row: 1, expected: headerText });
  const names = head.record.map((name) => name.toLowerCase().replace(/[\s-]+/g, '_'));
  const unknown = names.find((name) => !BUDGET_FIELDS.some((field) => field === name));
  const missing = (['team', 'monthly_amount'] as const).find((name) => !names.includes(name));
  if (missing !== undefined || unknown !== undefined) {
    throw misconfigured(
      missing === undefined ? 'this column is not known' : `the column ${missing} is missing`,
      {
        file,
        row: 1,
        column: missing ?? unknown ?? '',
        expected: headerText,
        found: head.record.join(',').slice(0, 120),
      },
    );
  }
  return rows
    .slice(1)
    .filter((row) => row.record.some((cell) => cell !== ''))
    .map((row) => {
      if (row.record.length > names.length) {
        throw misconfigured('this line has more cells than the header', {
          file,
          row: row.info.lines,
          expected: `${names.length} cells`,
          found: `${row.record.length}`,
        });
      }
      return {
        line: row.info.lines,
        fields: new Map(names.map((name, index) => [name, unguarded(row.record[index] ?? '')])),
      };
    });
}

function yamlRecords(text: string, file: string): readonly BudgetRecord[] {
  const counter = new LineCounter();
  const document = yamlDocument(text, file, counter);
  const broken = document.errors[0];
  if (broken !== undefined) {
    throw misconfigured(`this is not valid YAML: ${broken.message.split('\n', 1)[0]}`, {
      file,
      row: broken.linePos?.[0].line ?? 1,
    });
  }
  const lists = isMap(document.contents) ? document.contents.items.filter(isBudgets) : [];
  if (lists.length > 1)
    throw misconfigured('a budget file has one list', { file, row: 1, expected: 'budgets: once' });
  const list: unknown = lists[0]?.value;
  if (!isSeq(list))
    throw misconfigured('a budget file starts with a list', { file, row: 1, expected: 'budgets:' });
  return list.items.map((item): BudgetRecord => {
    const lineOf = (node: unknown): number =>
      typeof node === 'object' && node !== null && 'range' in node && Array.isArray(node.range)
        ? counter.linePos(Number(node.range[0])).line
        : 1;
    const line = lineOf(item);
    if (!isMap(item))
      throw misconfigured('not a budget', { file, row: line, expected: 'team: and monthly_amount:' });
    const fields = new Map<string, string>();
    for (const pair of item.items) {
      const name = isScalar(pair.key) ? String(pair.key.value) : '';
      if (!BUDGET_FIELDS.some((field) => field === name)) {
        throw misconfigured('this field is not known', {
          file,
          row: lineOf(pair.key),
          column: name,
          expected: headerText,
        });
      }
      if (fields.has(name))
        throw misconfigured('this field is there twice', { file, row: lineOf(pair.key), column: name });
      // The text as written, so that 1e3, 0x10 or 1_000 are not quietly read as numbers.
      fields.set(name, fieldText(name, pair.value));
    }
    return { line, fields };
  });
}

const isBudgets = ({ key }: { readonly key: unknown }): boolean => isScalar(key) && key.value === 'budgets';

function yamlDocument(text: string, file: string, lineCounter: LineCounter) {
  try {
    // Keys are held against each other further on: the library compares each with all others.
    return parseDocument(text, { lineCounter, uniqueKeys: false });
  } catch (error) {
    throw misconfigured('this is not valid YAML: it is nested too deep', { file, row: 1 }, error);
  }
}

/** A list is its parts, and the map of months `month=amount` by `month=amount`: what a cell of a CSV file would say. */
function fieldText(name: string, value: unknown): string {
  if (isMap(value) && name === 'months') {
    return value.items.map((pair) => `${scalarText(pair.key)}=${scalarText(pair.value)}`).join(' ');
  }
  if (!isSeq(value)) return scalarText(value);
  // No working day at all is a mistake to be told, and not the same as leaving the field out.
  if (value.items.length === 0 && name === 'working_days') return '[]';
  return value.items.map((part) => scalarText(part)).join(' ');
}

const scalarText = (node: unknown): string =>
  isScalar(node) && node.value !== null
    ? typeof node.value === 'string'
      ? node.value
      : (node.source ?? '')
    : '';

const headerText = `the columns ${BUDGET_FIELDS.join(', ')}`;

/** YAML whose unseen characters are escapes, which only double quotes allow; names without any stay as they are. */
function yamlText(value: unknown): string {
  const text = stringify(value);
  if (text.replaceAll('\n', '').search(UNSEEN) < 0) return text;
  return stringify(value, { defaultStringType: 'QUOTE_DOUBLE', defaultKeyType: 'PLAIN' }).replace(
    UNSEEN,
    (sign) => (sign === '\n' ? sign : `\\U${sign.codePointAt(0)!.toString(16).padStart(8, '0')}`),
  );
}
