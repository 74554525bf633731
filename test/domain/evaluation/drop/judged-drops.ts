import { parseInstant } from '../../../../shared/domain/base/instant.ts';
import { EVALUATION_DEFAULTS } from '../../../../shared/domain/evaluation/defaults.ts';
import { judgeDrops } from '../../../../shared/domain/evaluation/drop/drop.ts';
import { judgingOf } from '../../../../shared/domain/evaluation/judging.ts';
import { ripenessOf } from '../../../../shared/domain/evaluation/ripeness/ripeness.ts';
import { buildCostTree } from '../../../../shared/domain/evaluation/series/cost-tree.ts';
import { judgedTimeOf } from '../../../../shared/domain/evaluation/series/judged-time.ts';
import type { Stream } from '../../../builders/series.ts';
import { createWorld, type WorldOptions } from '../../../builders/view.ts';

/** A Wednesday; usage is ripe up to 13:00. */
export const AS_OF = '2026-11-18T20:00:00Z';

interface Asked extends WorldOptions {
  /** Family whose charges are complete only after three days. */
  readonly late?: string;
  /** End of all data, where it ends before the export. */
  readonly through?: number;
}
/** The silent workloads that one delivery shows; all hours but the newest two are ripe. */
export const drops = (
  streams: readonly Stream[],
  asOfText = AS_OF,
  { late, through, ...options }: Asked = {},
) => {
  const asOf = parseInstant(asOfText);
  const built = buildCostTree(createWorld(streams, { arrived: () => 1, ...options }).viewsAt(asOf))!;
  const tree = through === undefined ? built : { ...built, dataThrough: through };
  const { filling: _, ...time } = judgedTimeOf(tree, asOf, EVALUATION_DEFAULTS);
  const ripeness = {
    ...ripenessOf(),
    judgedEnd: (family: string) => time.ripeEnd - (family === late ? 72 : 0),
  };
  return judgeDrops(
    judgingOf({
      tree,
      time: { ...time, filling: { ripeness, ageZero: time.ripeEnd } },
      defaults: EVALUATION_DEFAULTS,
      incidents: [],
    }),
  );
};
