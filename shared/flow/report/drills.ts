import type { Instant } from '../../domain/base/instant.ts';
import { composeDrill, composeDrillResult } from '../../domain/notification/compose-drill.ts';
import { placesOf } from '../../domain/notification/route.ts';
import { digestOf } from '../../domain/report/digest-of.ts';
import { type DrillStanding, drillResultOf } from '../../domain/report/drill.ts';
import type { DueReport } from '../../domain/report/due-reports.ts';
import { DRILL_ANSWER_MS } from '../../domain/report/due-reports.ts';
import type { ReportRecord } from '../../domain/report/report-record.ts';
import type { ReportRun } from './report-run.ts';
import { reportPlaces, type Told } from './tell-report.ts';

/** By the very way that an alert of the team would take. */
export function drillTold(run: ReportRun, due: DueReport & { rule: 'drill' }): Told {
  const { id, team, period } = due;
  const { budgets, settings, now } = run;
  return {
    record: { ...aRecord(id, team, now), digest: digestOf(id), figures: { period } },
    notification: composeDrill({ id, team, period, now }),
    // A pager is not woken for a test: it has tests of its own.
    places: placesOf({ team, severity: 'info', isReport: true }, budgets, settings.routing),
  };
}

/** To the operator, and once more whenever a late tap, a refusal, or a team that was asked later changes it. */
export async function drillResultTold(
  run: ReportRun,
  { id, period }: DueReport & { rule: 'drill-result' },
  before: ReportRecord | undefined,
): Promise<Told | undefined> {
  const drills = await run.ports.reports.of(run.settings.exportName, 'drill');
  const sent = drills.filter(
    ({ figures, team, firstAt }) =>
      figures.period === period && team !== '' && run.now - firstAt >= DRILL_ANSWER_MS,
  );
  if (sent.length === 0) return undefined;
  const result = drillResultOf(period, await Promise.all(sent.map((drill) => standingOf(run, drill))));
  const digest = digestOf(result);
  if (before?.digest === digest) return undefined;
  const record: ReportRecord = {
    ...aRecord(id, '', run.now),
    version: (before?.version ?? 0) + 1,
    firstAt: before?.firstAt ?? run.now,
    digest,
    figures: { result: period },
  };
  const reason = before === undefined ? 'first' : 'updated';
  return {
    record,
    notification: composeDrillResult(result, { id, now: run.now, reason }),
    places: reportPlaces(run, { team: '' }),
  };
}

async function standingOf({ ports }: ReportRun, drill: ReportRecord): Promise<DrillStanding> {
  const messages = await ports.outbox.sentFor(drill.id);
  const people = messages.filter(({ channel }) => channel.kind !== 'sns' && channel.kind !== 'webhook');
  const channel = people.map((message) => message.channel.address).join(', ');
  const { team, answer } = drill;
  if (answer !== undefined) return { team, channel, outcome: 'confirmed', by: answer.by, at: answer.at };
  if (people.some(({ state }) => state === 'sent')) return { team, channel, outcome: 'not-confirmed' };
  const refused = people.find(({ state }) => state === 'undeliverable');
  if (refused === undefined) return { team, channel, outcome: 'not-sent' };
  return { team, channel, outcome: 'refused', why: refused.why ?? '' };
}

const aRecord = (id: string, team: string, now: Instant): Omit<ReportRecord, 'digest' | 'figures'> => ({
  id,
  rule: 'drill',
  team,
  version: 1,
  firstAt: now,
  changedAt: now,
});
