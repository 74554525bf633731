import type { Alert } from '../../domain/alert/alert.ts';
import { type Item, number, readText, text } from './attributes.ts';
import { assertFits } from './item-size.ts';
import { decodeJson, encodeJson } from './json.ts';
import { alertKey } from './keys.ts';
import { keyItem } from './table-access.ts';

/** What conditions and people look at as attributes, the whole alert as JSON beside them. */
export const alertItem = (exportName: string, alert: Alert): Item =>
  assertFits(
    {
      ...keyItem(alertKey(exportName, alert.id)),
      id: text(alert.id),
      version: number(alert.version),
      state: text(alert.state),
      judgedFrom: text(alert.judgedFrom),
      alert: text(encodeJson(alert)),
    },
    `alert ${alert.id}`,
  );

export const readAlert = (item: Item): Alert => decodeJson<Alert>(readText(item, 'alert'));
