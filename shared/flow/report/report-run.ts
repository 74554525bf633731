import type { Instant } from '../../domain/base/instant.ts';
import type { BudgetBook } from '../../domain/evaluation/budget/budget.ts';
import type { EvaluationDefaults } from '../../domain/evaluation/defaults.ts';
import type { RipenessState } from '../../domain/evaluation/ripeness/state.ts';
import { judgedPeriods } from '../../domain/ledger/judged-periods.ts';
import type { Pointer } from '../../domain/ledger/snapshot.ts';
import type { Routing } from '../../domain/notification/route.ts';
import { type ReportBasis, reportBasis } from '../../domain/report/report-basis.ts';
import type { AlertStore } from '../../ports/alert-store.ts';
import type { BudgetStore } from '../../ports/budget-store.ts';
import type { Clock } from '../../ports/clock.ts';
import type { LedgerStore } from '../../ports/ledger-store.ts';
import type { Outbox } from '../../ports/outbox.ts';
import type { PlanStore } from '../../ports/plan-store.ts';
import type { ReportStore } from '../../ports/report-store.ts';
import type { RipenessStore } from '../../ports/ripeness-store.ts';
import type { Telemetry } from '../../ports/telemetry.ts';

export interface ReportPorts {
  readonly ledger: LedgerStore;
  readonly budgets: BudgetStore;
  readonly alerts: AlertStore;
  readonly plans: PlanStore;
  readonly ripeness: RipenessStore;
  readonly outbox: Outbox;
  readonly reports: ReportStore;
  readonly clock: Clock;
  readonly telemetry: Telemetry;
}

export interface ReportSettings {
  readonly exportName: string;
  readonly defaults: EvaluationDefaults;
  readonly routing: Routing;
  /** Key of the caller's tag that makes a team, where a rule reads one. */
  readonly tagKey?: string;
  /** Base address of the console, for links. */
  readonly consoleUrl?: string;
  /** A replay of the past passes its own time. The clock's where absent. */
  readonly at?: Instant;
}

/** What all reports of one run share; the ledger is read at most once, and only if somebody needs it. */
export interface ReportRun {
  readonly ports: ReportPorts;
  readonly settings: ReportSettings;
  readonly now: Instant;
  /** Of every month, oldest first. */
  readonly pointers: readonly Pointer[];
  readonly budgets: BudgetBook;
  readonly learned: RipenessState | undefined;
  /** Names what is visible: while it is the same, no report of it has other numbers. */
  readonly seen: string;
  /** Undefined before the first delivery. */
  readonly basis: () => Promise<ReportBasis | undefined>;
}

export async function openReportRun(ports: ReportPorts, settings: ReportSettings): Promise<ReportRun> {
  const { exportName } = settings;
  const [pointers, budgets, learned] = await Promise.all([
    ports.ledger.pointers(exportName),
    ports.budgets.read(),
    ports.ripeness.read(exportName),
  ]);
  const judged = judgedPeriods(pointers);
  const now = settings.at ?? ports.clock.now();
  let reading: Promise<ReportBasis | undefined> | undefined;
  const read = async (): Promise<ReportBasis | undefined> => {
    if (judged.length === 0) return undefined;
    const [views, alerts, plans] = await Promise.all([
      Promise.all(judged.map((pointer) => ports.ledger.view(pointer))),
      ports.alerts.recent(exportName),
      ports.plans.recent(exportName, now),
    ]);
    return reportBasis({ views, learned, budgets, alerts, plans, defaults: settings.defaults });
  };
  return {
    ports,
    settings,
    now,
    pointers,
    budgets,
    learned,
    seen: judged.map(({ version }) => version).join(' '),
    basis: () => {
      reading ??= read();
      return reading;
    },
  };
}
