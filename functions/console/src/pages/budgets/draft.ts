import type { AnswerOf, BodyOf } from '../../../../../shared/api/documents.ts';

export type BudgetList = AnswerOf<'budgets'>;
export type BudgetRow = BudgetList['budgets'][number];
export type BudgetBody = BodyOf<'putBudget'>;

export const FIELDS = [
  'amount',
  'thresholds',
  'minDollars',
  'minPercent',
  'alertsPer',
  'channel',
  'owner',
] as const;
export type Field = (typeof FIELDS)[number];
/** A budget as text of its fields; '' is the default. */
export type Typed = Readonly<Record<Field, string>>;

/** What somebody typed about one team, and the budget as it was when they began. */
export interface Draft {
  readonly team: string;
  /** Undefined: there was none. */
  readonly base: BudgetRow | undefined;
  readonly typed: Partial<Typed>;
}

export function typedOf(row: BudgetRow | undefined): Typed {
  return {
    amount: row?.amount ?? '',
    thresholds: row?.thresholds?.join(', ') ?? '',
    minDollars: row?.minDollars ?? '',
    minPercent: row?.minPercent?.toString() ?? '',
    alertsPer: row?.alertsPer ?? '',
    channel: row?.channel ?? '',
    owner: row?.owner ?? '',
  };
}

/** What is shown in the fields: typed over what the server has now. */
export const shownOf = (row: BudgetRow | undefined, draft: Draft | undefined): Typed => ({
  ...typedOf(row),
  ...draft?.typed,
});

/** A field that is typed back to what it was is no change. */
export function withField(draft: Draft, field: Field, value: string): Draft | undefined {
  const { [field]: _, ...others } = draft.typed;
  const typed = value === typedOf(draft.base)[field] ? others : { ...others, [field]: value };
  return Object.keys(typed).length === 0 && draft.base !== undefined ? undefined : { ...draft, typed };
}

export interface Clash {
  readonly field: Field;
  readonly was: string;
  readonly theirs: string;
  readonly yours: string;
}

/** Fields that somebody else changed since the typing began; whoever typed has to see them first. */
export function clashesOf({ base, typed }: Draft, row: BudgetRow | undefined): readonly Clash[] {
  const [was, theirs] = [typedOf(base), typedOf(row)];
  return FIELDS.flatMap((field) =>
    was[field] === theirs[field] || typed[field] === theirs[field]
      ? []
      : [{ field, was: was[field], theirs: theirs[field], yours: typed[field] ?? theirs[field] }],
  );
}

export type Parsed =
  | { readonly ok: true; readonly body: BudgetBody }
  | { readonly ok: false; readonly problems: Partial<Typed> };

const DECIMAL = /^\d{1,26}(\.\d{1,12})?$/;

/** The whole budget to save: what is not typed stays as it is. Thousands may be set apart by commas. */
export function bodyOf(row: BudgetRow | undefined, draft: Draft | undefined, currency: string): Parsed {
  const shown = shownOf(row, draft);
  const problems: Partial<Record<Field, string>> = {};
  const decimal = (field: 'amount' | 'minDollars' | 'minPercent'): string | undefined => {
    const text = shown[field].replaceAll(',', '').replace(/^\$/, '').trim();
    if (text === '' && field !== 'amount') return undefined;
    if (!DECIMAL.test(text)) problems[field] = 'A number such as 1200 or 1200.50.';
    return text;
  };
  const [amount = '', minDollars, minPercent] = [
    decimal('amount'),
    decimal('minDollars'),
    decimal('minPercent'),
  ];
  const thresholds = shown.thresholds.split(/[\s,;%]+/).filter((part) => part !== '');
  if (thresholds.some((part) => !(Number(part) >= 1 && Number(part) <= 1_000)))
    problems.thresholds = 'Percents such as 50, 80, 100.';
  if (Object.keys(problems).length > 0) return { ok: false, problems };
  return {
    ok: true,
    body: {
      ...keptOf(row),
      amount,
      currency: row?.currency ?? currency,
      ...(thresholds.length === 0 ? {} : { thresholds: thresholds.map(Number) }),
      ...(minDollars === undefined ? {} : { minDollars }),
      ...(minPercent === undefined ? {} : { minPercent: Number(minPercent) }),
      ...textFields(shown),
    },
  };
}

function textFields({
  owner,
  channel,
  alertsPer,
}: Typed): Pick<BudgetBody, 'owner' | 'channel' | 'alertsPer'> {
  return {
    ...(owner.trim() === '' ? {} : { owner: owner.trim() }),
    ...(channel.trim() === '' ? {} : { channel: channel.trim() }),
    ...(alertsPer === 'quarter' || alertsPer === 'month' || alertsPer === 'week' ? { alertsPer } : {}),
  };
}

/** What the table does not edit stays, whatever it is. */
function keptOf(row: BudgetRow | undefined): Partial<BudgetBody> {
  if (row === undefined) return {};
  const { team, spent, percent, hasSpend, ...budget } = row;
  return Object.fromEntries(
    Object.entries(budget).filter(([name]) => !(FIELDS as readonly string[]).includes(name)),
  );
}

/** What the budgets would come to with everything that is typed and is an amount. */
export function amountsOf(list: BudgetList, drafts: ReadonlyMap<string, Draft>, currency: string) {
  return [...drafts.values()].flatMap((draft) => {
    const row = list.budgets.find(({ team }) => team === draft.team);
    const parsed = bodyOf(row, draft, currency);
    return parsed.ok ? [{ before: row?.amount ?? '0', after: parsed.body.amount }] : [];
  });
}
