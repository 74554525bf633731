import { HOUR_MS } from '../../../shared/domain/base/instant.ts';
import { EVALUATION_DEFAULTS, type EvaluationDefaults } from '../../../shared/domain/evaluation/defaults.ts';
import type { FindingScope } from '../../../shared/domain/evaluation/finding.ts';
import { createSeriesLedger } from '../../../shared/domain/evaluation/series/series-ledger.ts';
import { createSeriesReplay, RISES } from '../../../shared/flow/replay-series.ts';
import type { Detector } from './pack.ts';

/** The product on a pack: the same replay as `npx billhook detect --deliveries`. */
export const billhook =
  (overrides: Partial<EvaluationDefaults> = {}): Detector =>
  (pack) => {
    const ledger = createSeriesLedger();
    const replay = createSeriesReplay(ledger, {
      defaults: { ...EVALUATION_DEFAULTS, ...overrides },
      budgets: { version: 0, budgets: [] },
      currency: 'USD',
      rules: RISES,
    });
    const ids = pack.leaves.map((leaf) => {
      const [team = '', principal = '', model = ''] = leaf.split('/');
      return { team, principal, model };
    });
    return pack.deliveries.flatMap((delivery) => {
      for (let row = 0; row < delivery.cost.length; row += 1) {
        ledger.put(ids[delivery.leaf[row]!]!, delivery.hour[row]!, delivery.cost[row]!);
      }
      return replay.judgeAt(delivery.asOf).map(({ at, finding }) => ({
        series: nameOf(finding.scope),
        at,
        score: finding.baseline?.score ?? 0,
        kind: finding.rule,
        startedAt: Math.min(finding.startedAt, Math.floor(at / HOUR_MS)),
      }));
    });
  };

const nameOf = ({ team, principal, model }: FindingScope): string =>
  [team, principal, model].filter((part) => part !== undefined && part !== '').join('/');
