import { PRICE_SOURCES, UNIT_PRICES } from '../adapters/aws/unit-prices.ts';
import type { PriceSource, RunningPrices } from '../domain/running-cost/prices.ts';

export interface PriceList {
  readonly region: string;
  readonly prices: RunningPrices;
  readonly sources: readonly PriceSource[];
}

/** What the requests of a run are priced by, and what a month is. */
export const priceList = (): PriceList => ({
  region: UNIT_PRICES.region,
  prices: UNIT_PRICES,
  sources: PRICE_SOURCES,
});
