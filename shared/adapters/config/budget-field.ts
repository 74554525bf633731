import { type Failure, misconfigured } from '../../domain/base/failure.ts';
import { type Pico, parsePico } from '../../domain/base/money.ts';

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
  'months',
  'alerts_per',
  'time_zone',
  'working_days',
  'day_starts_at',
  'day_ends_at',
] as const;

export type BudgetField = (typeof BUDGET_FIELDS)[number];

/** One field of one budget, and where to look for it. */
export interface Field {
  readonly name: BudgetField;
  /** Without blanks around it; '' where nothing stands there. */
  readonly text: string;
  /** Says what is wrong with it, for the person who wrote it. */
  refuse(message: string, expected: string, found?: string): Failure;
}

export const fieldOf = ({ line, fields }: BudgetRecord, file: string, name: BudgetField): Field => {
  const text = fields.get(name)?.trim().toWellFormed() ?? '';
  return {
    name,
    text,
    refuse: (message, expected, found = quoted(text)) =>
      misconfigured(message, { file, row: line, column: name, expected, found }),
  };
};

const quoted = (text: string): string => JSON.stringify(text.length > 60 ? `${text.slice(0, 57)}…` : text);

/** `text` is the field's, or a part of it. */
export function moneyOf(field: Field, text = field.text): Pico {
  // "$12,000" is what a spreadsheet exports; "12.000,00" is not guessed at.
  const plain = text.replace(/^\$\s*/, '').replace(/(\d),(?=\d{3}(\D|$))/g, '$1');
  // More digits than a picodollar or the world's money has are a slip of the hand.
  if (!/^-?\d{1,18}(\.\d{1,12}0*)?$/.test(plain)) {
    throw field.refuse('not an amount of money', 'an amount such as 12000 or 12000.50');
  }
  const pico = parsePico(plain);
  if (pico < 0n) throw field.refuse('an amount must not be negative', '0 or more');
  return pico;
}

export function percentOf(field: Field, text = field.text): number {
  const value = Number(text.replace(/\s*%$/, ''));
  if (text === '' || !Number.isFinite(value) || value < 0 || value > 10_000) {
    throw field.refuse('not a percentage', 'a number from 0 to 10000');
  }
  return value;
}
