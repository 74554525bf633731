import type { Alert } from '../../domain/alert/alert.ts';
import type { Hour, Instant } from '../../domain/base/instant.ts';
import { incidentsOf } from '../../domain/evaluation/baseline/open-incident.ts';
import type { BudgetBook } from '../../domain/evaluation/budget/budget.ts';
import type { EvaluationDefaults } from '../../domain/evaluation/defaults.ts';
import { type Judging, judgingOf } from '../../domain/evaluation/judging.ts';
import { ripenessOf } from '../../domain/evaluation/ripeness/ripeness.ts';
import { judgedTimeOf } from '../../domain/evaluation/series/judged-time.ts';
import { judgedAt, judgedPeriods } from '../../domain/ledger/judged-periods.ts';
import type { Pointer } from '../../domain/ledger/snapshot.ts';
import { isStopped } from '../../domain/report/health/data-conditions.ts';
import { teamTreeOf } from '../../domain/report/team-tree.ts';
import type { AlertStore } from '../../ports/alert-store.ts';
import type { BudgetStore } from '../../ports/budget-store.ts';
import type { RipenessStore } from '../../ports/ripeness-store.ts';
import type { ViewBook } from './view-book.ts';

export interface ReadPorts {
  readonly book: ViewBook;
  readonly budgets: Pick<BudgetStore, 'read'>;
  readonly alerts: Pick<AlertStore, 'recent'>;
  readonly ripeness: Pick<RipenessStore, 'read'>;
}

export interface ReadSettings {
  readonly exportName: string;
  readonly defaults: EvaluationDefaults;
}

/** How far the data goes that an answer rests on. */
export interface Freshness {
  /** End (exclusive) of the newest usage hour. */
  readonly dataThrough: Hour;
  readonly deliveredAt: Instant;
  readonly executionId: string;
  /** End (exclusive) of the hours that are taken as complete. */
  readonly ripeThrough: Hour;
  readonly isStale: boolean;
}

/** What most pages rest on: the same numbers as the judgement's and its messages'. */
export interface ReadBasis {
  /** Of every published period, oldest first. */
  readonly pointers: readonly Pointer[];
  readonly newest: Pointer;
  /** Of teams only: nothing lies below them in its tree. */
  readonly judging: Judging;
  readonly budgets: BudgetBook;
  /** Pending, firing, and ended of late. */
  readonly alerts: readonly Alert[];
  readonly now: Instant;
  freshness(pointer: Pointer): Freshness;
}

/** Undefined before the first delivery. */
export async function readBasis(
  { book, budgets, alerts, ripeness }: ReadPorts,
  { exportName, defaults }: ReadSettings,
  now: Instant,
): Promise<ReadBasis | undefined> {
  const [pointers, agreed, recent, learned] = await Promise.all([
    book.pointers(exportName),
    budgets.read(),
    alerts.recent(exportName),
    ripeness.read(exportName),
  ]);
  const judged = judgedPeriods(pointers);
  const tree = teamTreeOf(await Promise.all(judged.map(book.view)));
  const newest = judged.at(-1);
  if (tree === undefined || newest === undefined) return undefined;
  const time = judgedTimeOf(tree, judgedAt(judged), defaults, ripenessOf(learned));
  const judging = judgingOf({ tree, time, defaults, incidents: incidentsOf(recent, time.dataEnd) });
  const isStale = isStopped(pointers, now);
  return {
    ...{ pointers, newest, judging, budgets: agreed, alerts: recent, now },
    freshness: ({ dataThrough, executedAt, executionId }) => ({
      dataThrough,
      deliveredAt: executedAt,
      executionId,
      ripeThrough: Math.min(time.ripeEnd, dataThrough),
      isStale,
    }),
  };
}
