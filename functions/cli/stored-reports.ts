import { misconfigured } from '../../shared/domain/base/failure.ts';
import { isFinalMonth, monthCloseOf } from '../../shared/domain/report/month-close.ts';
import { openReportRun } from '../../shared/flow/report/report-run.ts';
import { statedBefore } from '../../shared/flow/statements.ts';
import { requireStore, type Store } from './local-store.ts';
import { closeTable } from './report-close.ts';
import type { Report } from './report-rows.ts';
import { weeklyTable } from './report-weekly.ts';

/** Reports that rest on more than one delivery: on budgets, alerts, plans and what earlier statements said. */
export const STORED_REPORTS = ['weekly', 'close'] as const;
export type StoredReport = (typeof STORED_REPORTS)[number];

/** Of a month, in the titles of what finance reads. */
export const NOT_FINAL = 'not final: AWS still changes this month';

export interface StoredOptions {
  readonly period?: string;
  readonly week?: string;
  readonly store?: string;
}

export interface StoredTable {
  readonly report: Report;
  readonly period: string;
  readonly currency: string;
}

/** As the store knows it. Throws Failure `misconfigured` where it knows nothing of that time. */
export async function storedReport(
  { ports, settings, exportName }: Store,
  kind: StoredReport,
  options: StoredOptions,
): Promise<StoredTable> {
  const run = await openReportRun(ports, { ...settings, exportName: exportName() });
  if (kind === 'weekly') {
    const basis = await run.basis();
    if (basis === undefined) throw nothing(options, []);
    const { billingPeriod: period } = basis.pointer;
    return { report: weeklyTable(basis, options.week), period, currency: basis.currency };
  }
  const periods = run.pointers.map(({ billingPeriod }) => billingPeriod);
  const period = options.period ?? periods.at(-1) ?? '';
  const close = monthCloseOf(run, period, await statedBefore(ports, exportName(), period));
  if (close === undefined) throw nothing(options, periods);
  const state = isFinalMonth(close.pointer, run.learned) ? 'final' : NOT_FINAL;
  const report = { ...closeTable(close), title: `Bedrock in ${period} (${state})` };
  return { report, period, currency: close.currency };
}

const nothing = ({ period, store }: StoredOptions, known: readonly string[]) =>
  misconfigured('the store has no ledger of this period', {
    file: requireStore(store),
    expected: known.join(' or ') || 'a run with --store first',
    found: period ?? 'nothing',
  });
