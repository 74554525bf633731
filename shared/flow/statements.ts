import { isInScope, type ReadScope, seesAll } from '../domain/access/scope.ts';
import type { Instant } from '../domain/base/instant.ts';
import type { BillingPeriod } from '../domain/base/period.ts';
import type { LedgerEntry } from '../domain/ledger/entry.ts';
import { isFinalMonth, monthCloseOf, type Stated } from '../domain/report/month-close.ts';
import { type Statement, statementOf } from '../domain/report/statement.ts';
import { statementWeeks } from '../domain/report/statement-weeks.ts';
import type { AlertStore } from '../ports/alert-store.ts';
import type { BudgetStore } from '../ports/budget-store.ts';
import type { LedgerStore } from '../ports/ledger-store.ts';
import type { PlanStore } from '../ports/plan-store.ts';
import type { ReportStore } from '../ports/report-store.ts';
import type { RipenessStore } from '../ports/ripeness-store.ts';

export interface StatementPorts {
  readonly ledger: Pick<LedgerStore, 'pointers' | 'view'>;
  readonly budgets: Pick<BudgetStore, 'read'>;
  readonly alerts: Pick<AlertStore, 'all'>;
  readonly plans: Pick<PlanStore, 'recent'>;
  readonly ripeness: RipenessStore;
  readonly reports: Pick<ReportStore, 'of'>;
}

export interface MonthStatement {
  readonly statement: Statement;
  /** Behind it, of the teams that may be seen. */
  readonly entries: readonly LedgerEntry[];
  /** No later delivery is expected to change it. */
  readonly isClosed: boolean;
}

/**
 * The statement of a month as it is billed now, cut to what somebody may see: a team's own has neither the rest of the
 * bill nor its total. Undefined where the month has no ledger.
 */
export async function statementsOf(
  ports: StatementPorts,
  scope: ReadScope,
  exportName: string,
  period: BillingPeriod,
  now: Instant,
): Promise<MonthStatement | undefined> {
  const pointers = await ports.ledger.pointers(exportName);
  const pointer = pointers.find(({ billingPeriod }) => billingPeriod === period);
  if (pointer === undefined) return undefined;
  const [view, budgets, alerts, plans, learned, stated] = await Promise.all([
    ports.ledger.view(pointer),
    ports.budgets.read(),
    ports.alerts.all(exportName),
    ports.plans.recent(exportName, now),
    ports.ripeness.read(exportName),
    statedBefore(ports, exportName, period),
  ]);
  const close = monthCloseOf({ pointers, budgets, learned }, period, stated);
  if (close === undefined) return undefined;
  const statement = statementOf({ close, entries: view.entries, alerts, plans });
  return { ...cutTo(scope, statement, view.entries), isClosed: isFinalMonth(pointer, learned) };
}

/** What the statement of the month before had said of all months until then. */
export async function statedBefore(
  { reports }: Pick<StatementPorts, 'reports'>,
  exportName: string,
  period: BillingPeriod,
): Promise<Stated> {
  const told = await reports.of(exportName, 'close');
  return told.filter(({ id }) => id < `close-${period}`).at(-1)?.figures ?? {};
}

/** Of the whole bill. */
const NOT_THEIRS: Statement['untagged'] = { cost: '', share: 0 };

function cutTo(
  scope: ReadScope,
  statement: Statement,
  entries: readonly LedgerEntry[],
): Pick<MonthStatement, 'statement' | 'entries'> {
  if (seesAll(scope)) return { statement, entries };
  const teams = statement.teams.filter(({ team }) => isInScope(scope, team));
  // Entries of tags and regions are of all teams.
  const own = entries.filter(({ scope: { team } }) => team !== '' && isInScope(scope, team));
  return {
    statement: {
      ...{ ...statement, teams, rest: [], total: '', delivered: '', difference: '' },
      ...{ untagged: NOT_THEIRS, weeks: statementWeeks(own, statement.period) },
    },
    entries: own,
  };
}
