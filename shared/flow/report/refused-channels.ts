import { DAY_MS, type Instant } from '../../domain/base/instant.ts';
import { byText } from '../../domain/base/order.ts';
import { channelKey } from '../../domain/notification/channel-ref.ts';
import type { OutboxEntry } from '../../domain/notification/outbox.ts';
import { placesOf } from '../../domain/notification/route.ts';
import type { RefusedChannel } from '../../domain/report/health/health-input.ts';
import type { ReportRun } from './report-run.ts';

/** A channel that refused nothing for so long is not known to be broken any more. */
const REFUSED_DAYS = 14;
const HEADLINES_MAX = 5;

/** Channels in use that gave up a message and took none since. */
export async function refusedChannelsOf(run: ReportRun): Promise<readonly RefusedChannel[]> {
  const given = await run.ports.outbox.undeliverable(run.now - REFUSED_DAYS * DAY_MS);
  const used = channelsInUse(run);
  const byChannel = Map.groupBy(
    given.filter(({ channel }) => used.has(channelKey(channel))),
    ({ channel }) => channelKey(channel),
  );
  const refused = await Promise.all(
    [...byChannel].sort(([a], [b]) => byText(a, b)).map(([, entries]) => refusedSince(run, entries)),
  );
  return refused.filter((one) => one !== undefined);
}

async function refusedSince(
  run: ReportRun,
  entries: readonly OutboxEntry[],
): Promise<RefusedChannel | undefined> {
  const { channel } = entries[0]!;
  const taken = await lastTaken(run, channel);
  const open = entries
    .filter(({ gaveUpAt = 0 }) => gaveUpAt > taken)
    .toSorted((a, b) => (b.gaveUpAt ?? 0) - (a.gaveUpAt ?? 0));
  const newest = open[0];
  if (newest === undefined) return undefined;
  const headlines = [...new Set(open.map(({ notification }) => notification.headline))];
  return {
    kind: channel.kind,
    address: channel.address,
    at: newest.gaveUpAt ?? newest.createdAt,
    why: newest.why ?? '',
    headlines: headlines.slice(0, HEADLINES_MAX),
    count: open.length,
  };
}

/** When the channel last took anything: of every thread that may have gone there. */
async function lastTaken({ ports, settings }: ReportRun, channel: OutboxEntry['channel']): Promise<Instant> {
  const [alerts, ...reports] = await Promise.all([
    ports.alerts.recent(settings.exportName),
    ...(['weekly', 'drill', 'untagged', 'system'] as const).map((rule) =>
      ports.reports.of(settings.exportName, rule),
    ),
  ]);
  const threads = [
    ...alerts.flatMap(({ id, digest }) => (digest === undefined ? [id] : [id, digest.id])),
    ...reports.flat().map(({ id }) => id),
  ];
  const receipts = await Promise.all(
    [...new Set(threads)].map((thread) => ports.outbox.receipt(thread, channel)),
  );
  return Math.max(0, ...receipts.map((receipt) => receipt?.sentAt ?? 0));
}

/** A channel that nothing is sent to any more has nobody who waits for it. */
function channelsInUse({ budgets, settings }: ReportRun): ReadonlySet<string> {
  const teams = ['', ...budgets.budgets.map(({ team }) => team)];
  return new Set(
    teams
      .flatMap((team) => placesOf({ team, severity: 'critical' }, budgets, settings.routing))
      .map(({ channel }) => channelKey(channel)),
  );
}
