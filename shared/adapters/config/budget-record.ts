import { type Failure, misconfigured } from '../../domain/base/failure.ts';
import { type Pico, parsePico } from '../../domain/base/money.ts';
import type { Budget } from '../../domain/evaluation/budget/budget.ts';

/** One budget as a person wrote it: texts, with the line it stands on. */
export interface BudgetRecord {
  readonly line: number;
  readonly fields: ReadonlyMap<string, string>;
}

/** The columns of a budget file, in the order in which they are written. */
export const BUDGET_FIELDS = [
  'team',
  'monthly_amount',
  'currency',
  'thresholds',
  'owner',
  'channel',
  'min_dollars',
  'min_percent',
] as const;

const THRESHOLDS_DEFAULT: readonly number[] = [50, 80, 100];
const CURRENCY = /^[A-Z]{3}$/;

/**
 * Checks all records before taking any: a bad file is refused whole. Throws Failure `misconfigured` with the line and
 * field of the first problem.
 */
export function budgetsOf(records: readonly BudgetRecord[], file: string): readonly Budget[] {
  const seen = new Map<string, number>();
  return records.map((record) => {
    const budget = budgetOf(record, file);
    const before = seen.get(budget.team);
    if (before !== undefined) {
      throw refused(
        record,
        file,
        'team',
        'this team has a budget already',
        `one line a team`,
        `${budget.team} on line ${before} too`,
      );
    }
    seen.set(budget.team, record.line);
    return budget;
  });
}

function budgetOf(record: BudgetRecord, file: string): Budget {
  const field = (name: string): string => record.fields.get(name)?.trim().toWellFormed() ?? '';
  const team = field('team');
  if (team === '') throw refused(record, file, 'team', 'a budget needs a team', 'a team name', 'nothing');
  const currency = field('currency') === '' ? 'USD' : field('currency');
  if (!CURRENCY.test(currency)) {
    throw refused(
      record,
      file,
      'currency',
      'not a currency code',
      'three letters such as USD',
      quoted(currency),
    );
  }
  if (field('monthly_amount') === '') {
    throw refused(
      record,
      file,
      'monthly_amount',
      'a budget needs an amount',
      'an amount such as 12000',
      'nothing',
    );
  }
  const minDollars = field('min_dollars');
  const minPercent = field('min_percent');
  return {
    team,
    currency,
    amount: moneyOf(record, file, 'monthly_amount', field('monthly_amount')),
    thresholds: thresholdsOf(record, file, field('thresholds')),
    ...(field('owner') === '' ? {} : { owner: field('owner') }),
    ...(field('channel') === '' ? {} : { channel: channelOf(record, file, field('channel')) }),
    ...(minDollars === '' ? {} : { minDollars: moneyOf(record, file, 'min_dollars', minDollars) }),
    ...(minPercent === '' ? {} : { minPercent: percentOf(record, file, 'min_percent', minPercent) }),
  };
}

function moneyOf(record: BudgetRecord, file: string, column: string, text: string): Pico {
  // "$12,000" is what a spreadsheet exports; "12.000,00" is not guessed at.
  const plain = text.replace(/^\$\s*/, '').replace(/(\d),(?=\d{3}(\D|$))/g, '$1');
  // More digits than a picodollar or the world's money has are a slip of the hand.
  if (!/^-?\d{1,18}(\.\d{1,12}0*)?$/.test(plain)) {
    throw refused(
      record,
      file,
      column,
      'not an amount of money',
      'an amount such as 12000 or 12000.50',
      quoted(text),
    );
  }
  const pico = parsePico(plain);
  if (pico < 0n)
    throw refused(record, file, column, 'an amount must not be negative', '0 or more', quoted(text));
  return pico;
}

function percentOf(record: BudgetRecord, file: string, column: string, text: string): number {
  const value = Number(text.replace(/\s*%$/, ''));
  if (text === '' || !Number.isFinite(value) || value < 0 || value > 10_000) {
    throw refused(record, file, column, 'not a percentage', 'a number from 0 to 10000', quoted(text));
  }
  return value;
}

function thresholdsOf(record: BudgetRecord, file: string, text: string): readonly number[] {
  if (text === '') return THRESHOLDS_DEFAULT;
  const values = text
    .split(/[;,\s]+/)
    .filter((part) => part !== '')
    .map((part) => percentOf(record, file, 'thresholds', part));
  if (values.some((value) => value === 0)) {
    throw refused(
      record,
      file,
      'thresholds',
      'a threshold of 0 % would always be crossed',
      'over 0',
      quoted(text),
    );
  }
  return [...new Set(values)].sort((a, b) => a - b);
}

function channelOf(record: BudgetRecord, file: string, text: string): string {
  if (/^#[^\s#]{1,80}$/.test(text) || /^[CG][A-Z0-9]{6,}$/.test(text)) return text;
  throw refused(record, file, 'channel', 'not a Slack channel', '#name or a channel id', quoted(text));
}

const refused = (
  record: BudgetRecord,
  file: string,
  column: string,
  message: string,
  expected: string,
  found: string,
): Failure => misconfigured(message, { file, row: record.line, column, expected, found });

const quoted = (text: string): string => JSON.stringify(text.length > 60 ? `${text.slice(0, 57)}…` : text);
