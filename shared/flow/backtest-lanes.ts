import type { Alert } from '../domain/alert/alert.ts';
import { settingsTrying, type Tried } from '../domain/alert/backtest/tried.ts';
import { type WouldHave, wouldHave } from '../domain/alert/backtest/would-have.ts';
import type { ReplaySettings } from '../domain/alert/replay.ts';
import type { Instant } from '../domain/base/instant.ts';
import { madeAt } from '../domain/delivery/order.ts';
import { type ReplayedDelivery, type ReplayOptions, replayDeliveries } from './replay-deliveries.ts';
import type { StoredDelivery } from './stored-deliveries.ts';

export interface LanesQuery extends Pick<ReplayOptions, 'from' | 'to' | 'onProgress'>, ReplaySettings {
  readonly deliveries: readonly StoredDelivery[];
  /** What was really told. */
  readonly real: readonly Alert[];
}

export interface Lanes {
  /** What each of them would have told, in their order. */
  readonly told: readonly WouldHave[];
  /** When the deliveries of the window were made. */
  readonly judgedAt: readonly Instant[];
  readonly missing: readonly StoredDelivery[];
  /** That the newest delivery knows, by name. */
  readonly teams: readonly string[];
}

/**
 * Several settings beside each other over the same deliveries: reading one takes ten times as long as judging it, so
 * that all of them together cost little more than one.
 */
export async function replayLanes(
  query: LanesQuery,
  tries: readonly Tried[],
  onJudged: (replayed: ReplayedDelivery) => void = () => {},
): Promise<Lanes> {
  const judgedAt: Instant[] = [];
  let teams: readonly string[] = [];
  const { replays, missing } = await replayDeliveries(
    query.deliveries,
    tries.map((tried) => settingsTrying(query, tried)),
    {
      ...query,
      onJudged: (replayed) => {
        judgedAt.push(madeAt(replayed.delivery.order));
        teams = replayed.teams;
        onJudged(replayed);
      },
    },
  );
  const span = { from: query.from ?? judgedAt[0] ?? 0, to: query.to ?? judgedAt.at(-1) ?? 0 };
  const told = replays.map((replay, lane) => {
    const { team } = tries[lane]!;
    return wouldHave(replay.alerts(), query.real, { ...span, ...(team === undefined ? {} : { team }) });
  });
  return { told, judgedAt, missing, teams };
}
