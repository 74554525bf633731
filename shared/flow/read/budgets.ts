import { isInScope, type ReadScope, seesAll } from '../../domain/access/scope.ts';
import type { Instant } from '../../domain/base/instant.ts';
import { type Pico, parsePico } from '../../domain/base/money.ts';
import { byText } from '../../domain/base/order.ts';
import type { BillingPeriod } from '../../domain/base/period.ts';
import { UNATTRIBUTED } from '../../domain/charge/principal.ts';
import { amountIn, type Budget, type BudgetBook } from '../../domain/evaluation/budget/budget.ts';
import type { Pointer } from '../../domain/ledger/snapshot.ts';
import { percentOf } from '../../domain/report/budget-use.ts';
import { knownHours, proposedAmount } from '../../domain/report/proposal.ts';
import { wholeMonths } from '../../domain/report/threshold-replay.ts';
import { type ReadBasis, type ReadPorts, type ReadSettings, readBasis } from './read-basis.ts';

/** A budget and how its month stands. */
export interface BudgetRow {
  readonly budget: Budget;
  readonly spent: Pico;
  readonly percent: number;
  readonly hasSpend: boolean;
}

/** A team that spends without one, and what would fit it. */
export interface WithoutBudget {
  readonly team: string;
  readonly spent: Pico;
  readonly proposed: Pico;
  /** Whole months that it rests on, newest last; none where no whole month is known yet. */
  readonly months: readonly BillingPeriod[];
}

export interface BudgetsPage {
  /** Of the book; a change is made from it. */
  readonly version: number;
  /** By team. */
  readonly budgets: readonly BudgetRow[];
  /** Dearest first. */
  readonly without: readonly WithoutBudget[];
  /** Agreed for this month, of those that are shown. */
  readonly sum: Pico;
  /** For whoever sees every team. */
  readonly cap?: Pico;
}

const MONTHS_PROPOSED = 3;

/** All budgets that somebody sees; there may be some before the first delivery. */
export async function budgetsPage(
  ports: ReadPorts,
  settings: ReadSettings,
  scope: ReadScope,
  now: Instant,
): Promise<BudgetsPage> {
  const basis = await readBasis(ports, settings, now);
  const book: BudgetBook = basis?.budgets ?? (await ports.budgets.read());
  const { newest } = basis ?? {};
  const rows = book.budgets
    .filter(({ team }) => isInScope(scope, team))
    .map((budget): BudgetRow => {
      const isBilled = newest?.currency === budget.currency;
      const spent = isBilled ? spentIn(newest, budget.team) : 0n;
      const amount = newest === undefined ? budget.amount : amountIn(budget, newest.billingPeriod);
      const hasSpend = newest !== undefined && Object.hasOwn(newest.totals.teams, budget.team);
      return { budget, spent, percent: percentOf(spent, amount), hasSpend };
    })
    .sort((a, b) => byText(a.budget.team, b.budget.team));
  const sum = rows.reduce(
    (total, { budget }) =>
      total + (newest === undefined ? budget.amount : amountIn(budget, newest.billingPeriod)),
    0n,
  );
  return {
    version: book.version,
    budgets: rows,
    without: basis === undefined ? [] : withoutBudget(basis, book, scope),
    sum,
    ...(book.cap === undefined || !seesAll(scope) ? {} : { cap: book.cap }),
  };
}

const spentIn = ({ totals, currency }: Pointer, team: string): Pico =>
  parsePico(totals.teams[team]?.[currency] ?? '0');

function withoutBudget(
  { pointers, newest, judging }: ReadBasis,
  { budgets }: BudgetBook,
  scope: ReadScope,
): readonly WithoutBudget[] {
  const agreed = new Set(budgets.map(({ team }) => team));
  const whole = wholeMonths(knownHours({ judging, firstHour: judging.tree.firstHour })).slice(
    -MONTHS_PROPOSED,
  );
  const months = pointers.filter(
    ({ billingPeriod, currency }) => whole.includes(billingPeriod) && currency === newest.currency,
  );
  return Object.keys(newest.totals.teams)
    .filter((team) => team !== UNATTRIBUTED && !agreed.has(team) && isInScope(scope, team))
    .map((team) => {
      const spent = spentIn(newest, team);
      const known = months.length === 0 ? [spent] : months.map((pointer) => spentIn(pointer, team));
      return {
        ...{ team, spent, proposed: proposedAmount(known) },
        months: months.map(({ billingPeriod }) => billingPeriod),
      };
    })
    .sort((a, b) => Number(b.spent - a.spent) || byText(a.team, b.team));
}
