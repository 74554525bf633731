import type { Instant } from '../domain/base/instant.ts';
import { byText } from '../domain/base/order.ts';
import { type BillingPeriod, periodOf, shiftPeriod } from '../domain/base/period.ts';
import type { ObjectPin } from '../domain/delivery/delivery.ts';
import { type DeliveryOrder, isNewer, orderOf } from '../domain/delivery/order.ts';
import type { Pointer } from '../domain/ledger/snapshot.ts';
import type { NoticeQueue } from '../ports/notice-queue.ts';
import type { EvaluatePorts, EvaluateSettings } from './evaluate.ts';
import { type IngestPorts, UNREAD_EXECUTION } from './ingest.ts';
import { judgeNews, type LastJudged } from './judge-news.ts';
import { type NotifyPorts, sendMessage } from './notify.ts';

export type ReconcilePorts = Pick<IngestPorts, 'objects' | 'format' | 'quarantine'> &
  EvaluatePorts &
  NotifyPorts & { readonly notices: NoticeQueue };

export interface ReconcileSettings extends EvaluateSettings {
  readonly exportName: string;
  readonly bucket: string;
  /** Export prefix without slashes at its ends; '' for none. */
  readonly prefix: string;
  /** `sweep`: look for deliveries whose notice was lost, judge again. `send`: only messages that are due. */
  readonly task: 'sweep' | 'send';
  /** Whose month the sweep begins with: a replay of the past passes its own time. The clock's where absent. */
  readonly at?: Instant;
}

export interface ReconcileResult {
  readonly announced: number;
  readonly sent: number;
  readonly waiting: number;
}

/** AWS refreshes the current month and, for late charges, the ones before it. */
const PERIODS_SWEPT = 3;
/** Enough for a burst; the rest is due at the next run. */
const SENT_AT_ONCE_MAX = 200;

/**
 * Brings ledger, alerts and messages to truth without any event: this alone must do, however late. With `last` it does not
 * judge what it has judged before.
 */
export async function reconcile(
  ports: ReconcilePorts,
  settings: ReconcileSettings,
  last: LastJudged = {},
): Promise<ReconcileResult> {
  let announced = 0;
  if (settings.task === 'sweep') {
    announced = await sweep(ports, settings);
    await judgeNews(ports, settings.exportName, settings, last);
  }
  return { announced, ...(await sendDue(ports)) };
}

/** Each message on its own: one over which the sender fails must not hold up the others. Its failure is thrown last. */
async function sendDue(ports: NotifyPorts): Promise<Omit<ReconcileResult, 'announced'>> {
  let sent = 0;
  const failures: unknown[] = [];
  const due = await ports.outbox.due(ports.clock.now(), SENT_AT_ONCE_MAX);
  for (const id of due) {
    try {
      const result = await sendMessage(ports, id);
      if (result.outcome === 'sent') sent += 1;
    } catch (failure) {
      failures.push(failure);
    }
  }
  if (failures.length > 0) throw failures[0];
  return { sent, waiting: due.length - sent };
}

async function sweep(ports: ReconcilePorts, settings: ReconcileSettings): Promise<number> {
  const newest = periodOf(settings.at ?? ports.clock.now());
  const periods = Array.from({ length: PERIODS_SWEPT }, (_, back) => shiftPeriod(newest, -back));
  let announced = 0;
  for (const [period, manifests] of await manifestsOf(ports, settings, periods)) {
    const found = await missedIn(ports, settings.exportName, period, newestFirst(manifests));
    if (found === undefined) continue;
    await ports.notices.send({ bucket: found.pin.bucket, key: found.pin.key, from: 'sweep' });
    announced += 1;
  }
  return announced;
}

/**
 * The newest delivery that is not visible yet and was not refused: a bad one must neither be read every hour nor hide
 * a good one before it.
 */
async function missedIn(
  ports: ReconcilePorts,
  exportName: string,
  period: BillingPeriod,
  manifests: readonly FoundManifest[],
): Promise<FoundManifest | undefined> {
  if (manifests.length === 0) return undefined;
  const visible = await ports.ledger.pointer(exportName, period);
  const missed = manifests.filter((manifest) => visible === undefined || isAfter(manifest, visible));
  if (missed.length === 0) return undefined;
  const refused = await ports.quarantine.newerThan(exportName, period, visible?.order ?? '');
  return missed.find((manifest) => !refused.some(({ order }) => isOf(order, manifest)));
}

interface FoundManifest {
  readonly pin: ObjectPin;
  readonly executedAt: Instant;
  /** Of the delivery's own folder; '' for the plain manifest, which does not tell it without being read. */
  readonly executionId: string;
}

/** Deliveries of the same instant are told apart by their executions, of which '' is before every other. */
const isAfter = (found: FoundManifest, visible: Pointer): boolean => isNewer(orderOf(found), visible.order);

const isOf = (refused: DeliveryOrder, found: FoundManifest): boolean =>
  refused.startsWith(orderOf(found)) || refused === orderOf({ ...found, executionId: UNREAD_EXECUTION });

async function manifestsOf(
  ports: ReconcilePorts,
  settings: ReconcileSettings,
  periods: readonly BillingPeriod[],
): Promise<ReadonlyMap<BillingPeriod, readonly FoundManifest[]>> {
  const root = [settings.prefix, settings.exportName].filter((part) => part !== '').join('/');
  const found = new Map<BillingPeriod, FoundManifest[]>(periods.map((period) => [period, []]));
  for await (const pin of ports.objects.list(settings.bucket, `${root}/metadata/`)) {
    const location = ports.format.locate(pin.bucket, pin.key);
    if (location?.exportName !== settings.exportName) continue;
    const executedAt = location.folderTime ?? pin.lastModified;
    found.get(location.billingPeriod)?.push({ pin, executedAt, executionId: executionOf(pin.key) });
  }
  return found;
}

/** `…/2026-11-18T13:14:43.337Z-<execution id>/<export>-Manifest.json` */
const executionOf = (key: string): string => /Z-([^/]+)\/[^/]*$/.exec(key)?.[1] ?? '';

/**
 * In create-new mode the folders' time stamps order the deliveries and the plain manifest is a copy of the newest;
 * only where there is no folder (overwrite mode) does the plain manifest's own time count.
 */
function newestFirst(manifests: readonly FoundManifest[]): readonly FoundManifest[] {
  const inFolders = manifests.filter(({ executionId }) => executionId !== '');
  return (inFolders.length > 0 ? inFolders : manifests).toSorted(
    (a, b) => byText(orderOf(b), orderOf(a)) || byText(a.pin.key, b.pin.key),
  );
}
