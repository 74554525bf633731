import { isoInstant, parseInstant } from '../../shared/domain/base/instant.ts';
import type { BudgetBook } from '../../shared/domain/evaluation/budget/budget.ts';
import { EVALUATION_DEFAULTS } from '../../shared/domain/evaluation/defaults.ts';
import type { LedgerView } from '../../shared/domain/ledger/snapshot.ts';
import { publishSnapshot } from '../../shared/flow/publish.ts';
import { reconcile } from '../../shared/flow/reconcile.ts';
import type { ReportSettings } from '../../shared/flow/report/report-run.ts';
import { report } from '../../shared/flow/report.ts';
import type { Channel, DeliveryResult, Parcel } from '../../shared/ports/channel.ts';
import { createFlowWorld, EXPORT, type FlowWorldOptions, SWEEP } from './flow-world.ts';
import { REPORT_BUDGETS, REPORT_STREAMS } from './report-world.ts';
import { at, type Stream } from './series.ts';
import { aSnapshotOf } from './snapshot.ts';
import { createWorld } from './view.ts';

export const TOPIC = 'arn:aws:sns:eu-central-1:123456789012:billhook-alerts';
const REPORTING: ReportSettings = {
  exportName: EXPORT,
  defaults: EVALUATION_DEFAULTS,
  routing: { fallbackChannel: '#ai-spend', topicArn: TOPIC },
  tagKey: 'team',
};

export interface ReportingOptions extends FlowWorldOptions {
  readonly streams?: readonly Stream[];
  readonly budgets?: BudgetBook;
  readonly settings?: Partial<ReportSettings>;
}

/** A world in which the hour comes round: deliveries, the hourly report, and channels that may be broken by name. */
export function createReporting({
  streams = REPORT_STREAMS,
  budgets,
  settings,
  ...options
}: ReportingOptions = {}) {
  const world = createFlowWorld(options);
  if (options.tables === undefined) world.tables.budgets.book = budgets ?? REPORT_BUDGETS;
  let bill = createWorld(streams, { from: at('2026-09-01') });
  const broken = new Set<string>();
  const letters = new Map<string, number>();
  const slack: Channel = {
    deliver: async (parcel): Promise<DeliveryResult> =>
      broken.has(parcel.address)
        ? { outcome: 'never', why: 'Slack refused: is_archived' }
        : world.ports.channels.slack.deliver(parcel),
  };
  const ports = {
    ...world.ports,
    channels: { ...world.ports.channels, slack },
    deadLetters: { counts: async () => [...letters].map(([queue, count]) => ({ queue, count })) },
  };
  const publish = (view: LedgerView, made: number) =>
    publishSnapshot(ports, aSnapshotOf(view, made, `delivery-${isoInstant(made).slice(5, 16)}`));
  return {
    world,
    ports,
    broken,
    letters,
    settings: { ...REPORTING, ...settings },
    /** Every month that a delivery of then shows, oldest first. */
    async deliver(time: string): Promise<void> {
      const made = parseInstant(time);
      world.at(time);
      for (const [index, view] of bill.viewsAt(made).entries())
        await publish(view, made - 3_000 + index * 1_000);
    },
    /** From here on deliveries tell another history. */
    restate(next: readonly Stream[]): void {
      bill = createWorld(next, { from: at('2026-09-01') });
    },
    /** The hourly report, without sending what it writes. */
    report: (time: string) => {
      world.at(time);
      return report(ports, { ...REPORTING, ...settings });
    },
    async hour(time: string): Promise<readonly Parcel[]> {
      world.at(time);
      const before = world.parcels.length;
      await report(ports, { ...REPORTING, ...settings });
      await reconcile(ports, { ...SWEEP, task: 'send' });
      return world.parcels.slice(before);
    },
  };
}

/** Channel and first line, for comparing. */
export const read = (parcels: readonly Parcel[]): string[] =>
  parcels.map(({ address, notification, previous }) =>
    [address, previous === undefined ? '' : '(edit)', notification.headline]
      .filter((part) => part !== '')
      .join(' '),
  );
