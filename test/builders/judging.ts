import { type Hour, startOfHour } from '../../shared/domain/base/instant.ts';
import { EVALUATION_DEFAULTS, type EvaluationDefaults } from '../../shared/domain/evaluation/defaults.ts';
import { type Judging, judgingOf } from '../../shared/domain/evaluation/judging.ts';
import type { CostNode, CostTree } from '../../shared/domain/evaluation/series/cost-tree.ts';
import type { JudgedTime } from '../../shared/domain/evaluation/series/judged-time.ts';
import {
  type CostSeries,
  costBetween,
  firstCost,
  seriesOf,
} from '../../shared/domain/evaluation/series/series.ts';
import { at, type Stream, WORLD_FROM } from './series.ts';
import { aPointer } from './snapshot.ts';

/** End of the ripe data of these judgements: a Wednesday morning, 75 days after the first hour. */
export const NOW = at('2026-11-18T14:00');
const WORLD_TO = at('2026-12-01');

/** Dollars by hour, from the first hour of all test worlds on. */
export const aSeries = (cost: Stream['cost'], from: Hour = WORLD_FROM): CostSeries =>
  seriesOf(
    from,
    Float64Array.from({ length: WORLD_TO - from + 1 }, (_, slot) => (slot === 0 ? 0 : cost(from + slot - 1))),
  );

/** A node that knows its hours but has no ledger behind it. */
export const aNode = (name: string, cost: Stream['cost'], children: readonly CostNode[] = []): CostNode => {
  const series = aSeries(cost);
  const costSince = (hour: Hour): number => costBetween(series, hour, WORLD_TO);
  return { name, series, firstHour: firstCost(series) ?? WORLD_TO, costSince, children, entries: [] };
};

/** A node that costs what its children do. */
export const aParent = (name: string, children: readonly CostNode[]): CostNode =>
  aNode(
    name,
    (hour) =>
      children.reduce((sum, { series }) => {
        const slot = hour - series.from;
        return sum + (series.prefix[slot + 1]! - series.prefix[slot]!);
      }, 0),
    children,
  );

export const aTime = (overrides: Partial<JudgedTime> = {}): JudgedTime => ({
  asOf: startOfHour(NOW + 6),
  dataFrom: WORLD_FROM,
  ripeEnd: NOW,
  dataEnd: NOW,
  step: 1,
  ...overrides,
});

export interface JudgingParts extends Partial<Pick<Judging, 'incidents'>> {
  readonly time?: Partial<JudgedTime>;
  readonly tree?: Partial<CostTree>;
  readonly defaults?: Partial<EvaluationDefaults>;
}

/** A judgement of hourly data up to `NOW` over these teams. */
export const aJudging = (teams: readonly CostNode[] = [], parts: JudgingParts = {}): Judging =>
  judgingOf({
    tree: {
      teams,
      newest: aPointer(),
      grain: 'hourly',
      firstHour: WORLD_FROM,
      dataThrough: NOW,
      ...parts.tree,
    },
    time: aTime(parts.time),
    defaults: { ...EVALUATION_DEFAULTS, ...parts.defaults },
    incidents: parts.incidents ?? [],
  });
