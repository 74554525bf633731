import { byText } from '../../domain/base/order.ts';
import type { ReportRecord } from '../../domain/report/report-record.ts';
import type { ReportStore } from '../../ports/report-store.ts';
import { type Item, number, readText, text } from './attributes.ts';
import { assertFits } from './item-size.ts';
import { decodeJson, encodeJson } from './json.ts';
import { reportKey, reportRuleSk, reportsPk } from './keys.ts';
import { putMessage } from './put-message.ts';
import {
  conditionOf,
  type Expression,
  getItem,
  keyItem,
  queryItems,
  type TableOptions,
  transact,
} from './table-access.ts';

const DAY_S = 86_400;
/** Longer than any later report looks back; statements are looked back to by every later one. */
const KEPT_DAYS = 400;

/** One item a report, below its export: a few thousand a year for a hundred teams. */
export function createDynamoReportStore(options: TableOptions): ReportStore {
  return {
    async get(exportName, rule, id) {
      const item = await getItem(options, reportKey(exportName, rule, id));
      return item === undefined ? undefined : read(item);
    },

    async of(exportName, rule) {
      const items = await queryItems(options, {
        KeyConditionExpression: '#pk = :pk AND begins_with(#sk, :rule)',
        names: { '#pk': 'pk', '#sk': 'sk' },
        values: { ':pk': text(reportsPk(exportName)), ':rule': text(reportRuleSk(rule)) },
      });
      return items.map(read).sort((a, b) => byText(a.id, b.id));
    },

    async save(exportName, record, outbox) {
      const stored = await getItem(options, reportKey(exportName, record.rule, record.id));
      const before = stored === undefined ? undefined : read(stored);
      if (before?.version === record.version) return encodeJson(before) === encodeJson(record);
      if ((before?.version ?? 0) !== record.version - 1) return false;
      const put = {
        TableName: options.table,
        Item: itemOf(exportName, record),
        ...conditionOf(stillBefore(before)),
      };
      const messages = outbox.flatMap((entry) => putMessage(options.table, entry));
      return (await transact(options, [{ Put: put }, ...messages])) === 'done';
    },
  };
}

const read = (item: Item): ReportRecord => decodeJson<ReportRecord>(readText(item, 'record'));

const itemOf = (exportName: string, record: ReportRecord): Item =>
  assertFits(
    {
      ...keyItem(reportKey(exportName, record.rule, record.id)),
      version: number(record.version),
      record: text(encodeJson(record)),
      // DynamoDB's TTL counts whole seconds.
      expiresAt: number(Math.ceil(record.changedAt / 1000) + KEPT_DAYS * DAY_S),
    },
    `report ${record.id}`,
  );

const stillBefore = (before: ReportRecord | undefined): Expression =>
  before === undefined
    ? { text: 'attribute_not_exists(#pk)', names: { '#pk': 'pk' } }
    : {
        text: '#version = :before',
        names: { '#version': 'version' },
        values: { ':before': number(before.version) },
      };
