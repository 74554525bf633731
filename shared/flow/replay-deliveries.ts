import { type Judged, judgedCosts } from '../domain/alert/judge.ts';
import { RECENT_DAYS } from '../domain/alert/recent.ts';
import { createReplay, type Replay, type ReplaySettings } from '../domain/alert/replay.ts';
import { DAY_MS, type Instant } from '../domain/base/instant.ts';
import { byText } from '../domain/base/order.ts';
import { madeAt } from '../domain/delivery/order.ts';
import { observeViews } from '../domain/evaluation/ripeness/observe.ts';
import { NOTHING_LEARNED } from '../domain/evaluation/ripeness/state.ts';
import { judgedAt, PERIODS_JUDGED } from '../domain/ledger/judged-periods.ts';
import { createPastViews, type PastViews } from '../domain/ledger/past-views.ts';
import type { StoredDelivery } from './stored-deliveries.ts';

export interface ReplayWindow {
  /** Only what is judged from here on is of interest; all there is where nothing is said. */
  readonly from?: Instant;
  /** Deliveries made after this are left out. */
  readonly to?: Instant;
}

/** One judgement of the past by several settings at once. */
export interface ReplayedDelivery {
  readonly delivery: StoredDelivery;
  readonly asOf: Instant;
  /** One for each of the replays, in their order. */
  readonly judged: readonly Judged[];
  /** That it knows, by name. */
  readonly teams: readonly string[];
}

export interface ReplayRun {
  readonly replays: readonly Replay[];
  /** Deliveries of the window that are no longer kept: they were passed over. */
  readonly missing: readonly StoredDelivery[];
}

export interface ReplayOptions extends ReplayWindow {
  readonly onJudged?: (replayed: ReplayedDelivery) => void;
  readonly onProgress?: (done: number, of: number) => void;
}

/**
 * Judges the deliveries in their order, each with what was known when it came: by every one of the settings, as if each
 * alone had been the live engine all along. Deliveries before the window are judged as far back as their alerts matter.
 */
export async function replayDeliveries(
  deliveries: readonly StoredDelivery[],
  settings: readonly ReplaySettings[],
  { from = Number.NEGATIVE_INFINITY, to = Number.POSITIVE_INFINITY, onJudged, onProgress }: ReplayOptions,
): Promise<ReplayRun> {
  const replays = settings.map(createReplay);
  const views = createPastViews();
  const missing: StoredDelivery[] = [];
  const { before, judged } = split(deliveries, from - RECENT_DAYS * DAY_MS, to);
  for (const delivery of before) await publish(delivery, views, missing);
  let learned = NOTHING_LEARNED;
  for (const [index, delivery] of judged.entries()) {
    onProgress?.(index, judged.length);
    if (!(await publish(delivery, views, missing))) continue;
    const seen = views.judged();
    const asOf = judgedAt(seen.map(({ pointer }) => pointer));
    learned = observeViews(learned, seen);
    const costs = judgedCosts(seen, asOf, learned);
    const verdicts = replays.map((replay) => replay.judge(costs));
    if (madeAt(delivery.order) < from) continue;
    onJudged?.({ delivery, asOf, judged: verdicts, teams: costs.tree.teams.map(({ name }) => name) });
  }
  return { replays, missing };
}

/** Of what came before the first judgement only the last delivery of each judged month was still of use then. */
function split(deliveries: readonly StoredDelivery[], from: Instant, to: Instant) {
  const judged = deliveries.filter(({ order }) => madeAt(order) >= from && madeAt(order) <= to);
  const earlier = deliveries.filter(({ order }) => madeAt(order) < from);
  const last = new Map(earlier.map((delivery) => [delivery.billingPeriod ?? delivery.order, delivery]));
  const months = [...last.keys()].sort(byText).slice(-PERIODS_JUDGED);
  return { before: months.map((month) => last.get(month)!), judged };
}

async function publish(
  delivery: StoredDelivery,
  views: PastViews,
  missing: StoredDelivery[],
): Promise<boolean> {
  const snapshot = await delivery.read();
  if (snapshot === undefined) {
    missing.push(delivery);
    return false;
  }
  return views.publish(snapshot);
}
