import type { Grain, Pointer } from '../../domain/ledger/snapshot.ts';
import type { ControlTotals } from '../../domain/ledger/totals.ts';
import { type Item, list, number, readNumber, readText, readTexts, text } from './attributes.ts';
import { assertFits } from './item-size.ts';
import { decodeJson, encodeJson } from './json.ts';
import { pointerKey } from './keys.ts';
import { keyItem } from './table-access.ts';

export const pointerItem = (pointer: Pointer): Item =>
  assertFits(
    {
      ...keyItem(pointerKey(pointer.exportName, pointer.billingPeriod)),
      exportName: text(pointer.exportName),
      billingPeriod: text(pointer.billingPeriod),
      executionId: text(pointer.executionId),
      executedAt: number(pointer.executedAt),
      order: text(pointer.order),
      version: text(pointer.version),
      chain: list(pointer.chain.map(text)),
      currency: text(pointer.currency),
      grain: text(pointer.grain),
      dataThrough: number(pointer.dataThrough),
      rulesDigest: text(pointer.rulesDigest),
      totals: text(encodeJson(pointer.totals)),
      unknownUsageTypes: text(encodeJson(pointer.unknownUsageTypes)),
      publishedAt: number(pointer.publishedAt),
    },
    `the pointer of ${pointer.exportName} ${pointer.billingPeriod}`,
  );

export const readPointer = (item: Item): Pointer => ({
  exportName: readText(item, 'exportName'),
  billingPeriod: readText(item, 'billingPeriod'),
  executionId: readText(item, 'executionId'),
  executedAt: readNumber(item, 'executedAt'),
  order: readText(item, 'order'),
  version: readText(item, 'version'),
  chain: readTexts(item, 'chain'),
  currency: readText(item, 'currency'),
  grain: readText(item, 'grain') as Grain,
  dataThrough: readNumber(item, 'dataThrough'),
  rulesDigest: readText(item, 'rulesDigest'),
  totals: decodeJson<ControlTotals>(readText(item, 'totals')),
  unknownUsageTypes: decodeJson<Record<string, string>>(readText(item, 'unknownUsageTypes')),
  publishedAt: readNumber(item, 'publishedAt'),
});
