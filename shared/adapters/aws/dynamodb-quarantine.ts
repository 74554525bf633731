import { byText } from '../../domain/base/order.ts';
import type { Quarantine, QuarantinedDelivery } from '../../ports/quarantine.ts';
import { type Item, number, optionalNumber, readText, text } from './attributes.ts';
import { decodeJson, encodeJson } from './json.ts';
import { quarantineKey, quarantinePk } from './keys.ts';
import { keyItem, putItem, queryPartition, type TableOptions } from './table-access.ts';

export function createDynamoQuarantine(options: TableOptions): Quarantine {
  return {
    async put(record) {
      const written = await putItem(options, quarantineItem(record), {
        text: 'attribute_not_exists(#pk)',
        names: { '#pk': 'pk' },
      });
      // The same moment is the same call, repeated after a lost answer: still the first, and still to be reported.
      return (
        written.applied || (written.item !== undefined && optionalNumber(written.item, 'at') === record.at)
      );
    },

    async newerThan(exportName, period, order) {
      const items = await queryPartition(options, quarantinePk(exportName, period));
      return items
        .map((item) => decodeJson<QuarantinedDelivery>(readText(item, 'record')))
        .filter((record) => byText(record.order, order) > 0)
        .sort((a, b) => byText(a.order, b.order));
    },
  };
}

const quarantineItem = (record: QuarantinedDelivery): Item => ({
  ...keyItem(quarantineKey(record.exportName, record.billingPeriod, record.order)),
  at: number(record.at),
  record: text(encodeJson(record)),
});
