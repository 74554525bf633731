import { approximate } from '../../../shared/domain/base/money.ts';
import { partOf } from '../../../shared/domain/report/spenders.ts';
import type { SpendOverTime } from '../../../shared/flow/read/spend.ts';
import { freshness, money, time } from './values.ts';

export const spendDocument = (spend: SpendOverTime) => ({
  currency: spend.currency,
  freshness: freshness(spend.freshness),
  total: money(spend.total),
  times: spend.times.map(time),
  series: spend.groups.map(({ key, cost, tokens, steps }) => ({
    ...{ key, tokens },
    total: money(cost),
    share: partOf(cost, spend.total),
    cost: steps.map(approximate),
  })),
});
