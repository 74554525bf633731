import { type Failure, misconfigured } from '../../domain/base/failure.ts';
import { type Pico, parsePico } from '../../domain/base/money.ts';

/** One budget as a person wrote it: texts, with the line it stands on. */
export interface BudgetRecord {
  readonly line: number;
  readonly fields: ReadonlyMap<string, string>;
}

/** The columns of a budget file, in the order in which they are written, and what each says where it says nothing. */
export const BUDGET_MEANINGS = {
  team: ['', 'the team, as attribution names it; one line a team'],
  monthly_amount: ['', 'what it may spend in a calendar month (UTC), such as 12000 or $12,000.50'],
  currency: ['USD', 'three letters, the currency of the bill'],
  thresholds: ['50 80 100', 'percent of the amount at which the team is told, each once a month'],
  owner: ['', 'who is named in messages'],
  channel: ['the fallback', "the team's Slack channel, `#name` or its id"],
  min_dollars: [
    '`defaults`, or what fits the team',
    'a rise counts only from this many dollars above the usual',
  ],
  min_percent: ['`defaults`', 'and only from this many percent above it'],
  months: ['', 'other amounts for single months: `2026-12=20000 2027-01=15000`'],
  alerts_per: ['quarter', 'how often a false alert is bearable: quarter, month or week'],
  time_zone: ['UTC', 'such as Europe/Berlin: by whose clock the working day begins'],
  working_days: ['Mon-Fri, where hours are given', 'such as `Mon-Fri` or `Sun Mon Tue`'],
  day_starts_at: ['09:00, where days are given', 'what is not critical waits until then'],
  day_ends_at: ['18:00, where days are given', 'and from then on'],
} as const satisfies Readonly<Record<string, readonly [byDefault: string, meaning: string]>>;

export type BudgetField = keyof typeof BUDGET_MEANINGS;

const isBudgetField = (name: string): name is BudgetField => Object.hasOwn(BUDGET_MEANINGS, name);
export const BUDGET_FIELDS = Object.keys(BUDGET_MEANINGS).filter(isBudgetField);

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
