import { HOUR_MS, type Instant } from '../domain/base/instant.ts';
import { judgedPeriods } from '../domain/ledger/judged-periods.ts';
import { composeSystem } from '../domain/notification/compose-system.ts';
import { disturbs, type Place, placesOf } from '../domain/notification/route.ts';
import { type Condition, readConditions } from '../domain/report/health/condition.ts';
import {
  type HealthChange,
  healthChanges,
  ledgerConditions,
  liveConditions,
} from '../domain/report/health/health.ts';
import type { RefusedDelivery } from '../domain/report/health/health-input.ts';
import type { ReportRecord } from '../domain/report/report-record.ts';
import type { DeadLetters } from '../ports/dead-letters.ts';
import type { Quarantine } from '../ports/quarantine.ts';
import { refusedChannelsOf } from './report/refused-channels.ts';
import type { ReportRun } from './report/report-run.ts';
import { tellReport } from './report/tell-report.ts';

export interface HealthPorts {
  readonly quarantine: Quarantine;
  readonly deadLetters: DeadLetters;
}

const WATCH_ID = 'system-watch';

export interface HealthLook {
  /** Messages that were written. */
  readonly written: number;
  /** When this installation first looked at itself. */
  readonly since: Instant;
  /** Bill or budgets are not those of the look before. */
  readonly isNews: boolean;
}

/**
 * Billhook looks at itself and tells the operator what is wrong, by another way than the one that is broken: begun, moved
 * on and over, in one message each.
 */
export async function watchHealth(run: ReportRun, health: HealthPorts): Promise<HealthLook> {
  const { ports, settings, now } = run;
  const records = await ports.reports.of(settings.exportName, 'system');
  const watch = records.find(({ id }) => id === WATCH_ID);
  const since = watch?.firstAt ?? now;
  const state = `${run.seen} ${run.budgets.version}`;
  const isNews = watch?.figures.state !== state;
  const [[letters], refusedChannels, refusedDeliveries, ofLedger] = await Promise.all([
    // Another service, whose failure must not silence the rest.
    Promise.allSettled([health.deadLetters.counts()]),
    refusedChannelsOf(run),
    refusedDeliveriesOf(run, health.quarantine),
    isNews ? lookAtLedger(run) : readConditions(watch?.figures.conditions ?? '[]'),
  ]);
  const { pointers, budgets } = run;
  const live = liveConditions({
    ...{ now, since, pointers, budgets },
    isRouted: (team) => leadsToPeople(run, team),
    ...{ refusedChannels, refusedDeliveries },
    deadLetters: letters.status === 'fulfilled' ? letters.value : [],
  });
  const conditions = [...live, ...ofLedger];
  let written = 0;
  for (const change of healthChanges(conditions, records, now)) {
    // Not counted is not over.
    if (letters.status === 'rejected' && change.condition.kind === 'dead-letters') continue;
    if (await tellReport(run, toldOf(run, change))) written += 1;
  }
  // Last: what was not told before a death is news at the next look.
  if (isNews) await remember(run, watch, { state, conditions: JSON.stringify(ofLedger) });
  ports.telemetry.count('HealthLooks', 1);
  ports.telemetry.count('HealthConditions', conditions.length);
  const newest = Math.max(...pointers.map(({ executedAt }) => executedAt));
  if (pointers.length > 0) ports.telemetry.count('DataAgeHours', (now - newest) / HOUR_MS);
  if (letters.status === 'rejected') throw letters.reason;
  return { written, since, isNews };
}

async function lookAtLedger(run: ReportRun): Promise<readonly Condition[]> {
  const basis = await run.basis();
  return basis === undefined ? [] : ledgerConditions({ basis, budgets: run.budgets });
}

/** From the first look on, an export that never came is late. */
async function remember(
  { ports, settings, now }: ReportRun,
  watch: ReportRecord | undefined,
  figures: ReportRecord['figures'],
): Promise<void> {
  const record: ReportRecord = {
    id: WATCH_ID,
    rule: 'system',
    team: '',
    version: (watch?.version ?? 0) + 1,
    firstAt: watch?.firstAt ?? now,
    changedAt: now,
    digest: '',
    figures,
  };
  await ports.reports.save(settings.exportName, record, []);
}

/** Also what is least severe, and a report. */
const leadsToPeople = ({ settings }: ReportRun, team: string): boolean =>
  (settings.routing.routes ?? []).some(
    (route) =>
      (route.team === '*' || route.team === team) &&
      route.severity === 'info' &&
      route.channels.some((channel) => disturbs(channel) && channel.kind !== 'pagerduty'),
  );

const toldOf = (run: ReportRun, change: HealthChange) => ({
  record: change.record,
  notification: composeSystem(change, run.now),
  places: systemPlaces(run, change.condition),
});

/** The operator's places without the one that is broken. */
function systemPlaces({ budgets, settings }: ReportRun, { severity, avoid }: Condition): readonly Place[] {
  const all = placesOf({ team: '', severity }, budgets, settings.routing);
  return all.filter(({ channel }) => channel.kind !== avoid?.kind || channel.address !== avoid.address);
}

async function refusedDeliveriesOf(
  run: ReportRun,
  quarantine: Quarantine,
): Promise<readonly RefusedDelivery[]> {
  const newer = await Promise.all(
    judgedPeriods(run.pointers).map(({ billingPeriod, order }) =>
      quarantine.newerThan(run.settings.exportName, billingPeriod, order),
    ),
  );
  return newer.flat().map(({ billingPeriod, at, message, detail }) => ({
    billingPeriod,
    at,
    message: [message, detail.file, detail.row === undefined ? undefined : `row ${detail.row}`, detail.column]
      .filter((part) => part !== undefined)
      .join(' · '),
  }));
}
