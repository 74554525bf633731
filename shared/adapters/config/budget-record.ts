import type { Budget } from '../../domain/evaluation/budget/budget.ts';
import {
  type BudgetField,
  type BudgetRecord,
  type Field,
  fieldOf,
  moneyOf,
  percentOf,
} from './budget-field.ts';
import { monthsOf } from './budget-months.ts';
import { alertsPerOf, timeOfDayOf, workingDaysOf, zoneOf } from './budget-working-time.ts';

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
      throw fieldOf(record, file, 'team').refuse(
        'this team has a budget already',
        'one line a team',
        `${budget.team} on line ${before} too`,
      );
    }
    seen.set(budget.team, record.line);
    return budget;
  });
}

function budgetOf(record: BudgetRecord, file: string): Budget {
  const field = (name: BudgetField): Field => fieldOf(record, file, name);
  /** What is left empty is left out. */
  const given = <K extends keyof Budget>(
    name: BudgetField,
    key: K,
    read: (field: Field) => NonNullable<Budget[K]>,
  ) => (field(name).text === '' ? {} : { [key]: read(field(name)) });
  const [team, amount] = [field('team'), field('monthly_amount')];
  if (team.text === '') throw team.refuse('a budget needs a team', 'a team name', 'nothing');
  const currency = currencyOf(field('currency'));
  if (amount.text === '') {
    throw amount.refuse('a budget needs an amount', 'an amount such as 12000', 'nothing');
  }
  return {
    team: team.text,
    currency,
    amount: moneyOf(amount),
    ...given('months', 'months', monthsOf),
    thresholds: thresholdsOf(field('thresholds')),
    ...given('owner', 'owner', ({ text }) => text),
    ...given('channel', 'channel', channelOf),
    ...given('min_dollars', 'minDollars', (each) => moneyOf(each)),
    ...given('min_percent', 'minPercent', (each) => percentOf(each)),
    ...given('alerts_per', 'alertsPer', alertsPerOf),
    ...given('time_zone', 'timeZone', zoneOf),
    ...given('working_days', 'workingDays', workingDaysOf),
    ...given('day_starts_at', 'dayStartsAt', timeOfDayOf),
    ...given('day_ends_at', 'dayEndsAt', timeOfDayOf),
  };
}

function currencyOf(field: Field): string {
  if (field.text === '') return 'USD';
  if (CURRENCY.test(field.text)) return field.text;
  throw field.refuse('not a currency code', 'three letters such as USD');
}

function thresholdsOf(field: Field): readonly number[] {
  if (field.text === '') return THRESHOLDS_DEFAULT;
  const values = field.text
    .split(/[;,\s]+/)
    .filter((part) => part !== '')
    .map((part) => percentOf(field, part));
  if (values.some((value) => value === 0)) {
    throw field.refuse('a threshold of 0 % would always be crossed', 'over 0');
  }
  return [...new Set(values)].sort((a, b) => a - b);
}

function channelOf(field: Field): string {
  if (/^#[^\s#]{1,80}$/.test(field.text) || /^[CG][A-Z0-9]{6,}$/.test(field.text)) return field.text;
  throw field.refuse('not a Slack channel', '#name or a channel id');
}
