import type { UsablePast } from '../../../../shared/domain/evaluation/baseline/open-incident.ts';
import { type Rise, type Scanned, scan } from '../../../../shared/domain/evaluation/rise/scan.ts';
import { aJudging, aSeries, type JudgingParts } from '../../../builders/judging.ts';
import { type Stream, WORLD_FROM } from '../../../builders/series.ts';

interface Asked extends Partial<Omit<Scanned, 'series' | 'floors' | 'past'>> {
  readonly dollars?: number;
  readonly percent?: number;
  readonly score?: number;
  readonly isNamed?: true;
  readonly past?: UsablePast;
  readonly judging?: JudgingParts;
}
/** What scanning one series up to `NOW` finds. */
export function rise(cost: Stream['cost'], asked: Asked = {}): Rise | undefined {
  const { dollars = 100, percent = 30, score = 3.5, isNamed, judging, ...scanned } = asked;
  return scan(aJudging([], judging), {
    series: aSeries(cost),
    past: { from: WORLD_FROM, skips: [] },
    floors: { dollars, percent, score, ...(isNamed === undefined ? {} : { isNamed }) },
    handersOver: () => [],
    open: false,
    ...scanned,
  });
}
export const found = (...args: Parameters<typeof rise>): boolean => rise(...args) !== undefined;
