import type { TransactWriteItem } from '@aws-sdk/client-dynamodb';
import type { Alert, Transition } from '../../domain/alert/alert.ts';
import { auditRowsOf } from '../../domain/alert/audit-rows.ts';
import { recentAlerts } from '../../domain/alert/recent.ts';
import { byText } from '../../domain/base/order.ts';
import type { Pointer } from '../../domain/ledger/snapshot.ts';
import type { OutboxEntry } from '../../domain/notification/outbox.ts';
import type { AlertStore } from '../../ports/alert-store.ts';
import { alertItem, readAlert } from './alert-item.ts';
import { number, text } from './attributes.ts';
import { putAudit } from './audit-item.ts';
import { alertKey, alertsPk, pointerKey } from './keys.ts';
import { putMessage } from './put-message.ts';
import {
  conditionOf,
  getItem,
  keyItem,
  queryPartition,
  type TableOptions,
  transact,
} from './table-access.ts';

/** Alerts of an export in one partition: a few megabytes a year, read whole at each judgement. */
export function createDynamoAlertStore(options: TableOptions): AlertStore {
  const all = async (exportName: string): Promise<readonly Alert[]> =>
    (await queryPartition(options, alertsPk(exportName))).map(readAlert).sort((a, b) => byText(a.id, b.id));
  return {
    recent: async (exportName) => recentAlerts(await all(exportName)),
    all,

    async get(exportName, alertId) {
      const item = await getItem(options, alertKey(exportName, alertId));
      return item === undefined ? undefined : readAlert(item);
    },

    async commit(transition, outbox, judged) {
      const actions = [
        ...changed(options.table, judged.exportName, transition, outbox),
        stillVisible(options.table, judged),
      ];
      return (await transact(options, actions)) === 'done' ? 'committed' : 'conflict';
    },

    async decide(exportName, transition, outbox) {
      const actions = changed(options.table, exportName, transition, outbox);
      return (await transact(options, actions)) === 'done' ? 'committed' : 'conflict';
    },
  };
}

/** The alert, what the audit says of the change, and the messages about it. */
const changed = (
  table: string,
  exportName: string,
  transition: Transition,
  outbox: readonly OutboxEntry[],
): readonly TransactWriteItem[] => [
  putAlert(table, transition, exportName),
  ...putAudit(table, exportName, transition.after.version, auditRowsOf(transition)),
  ...outbox.flatMap((entry) => putMessage(table, entry)),
];

/** Conditional on the version that was judged: two judgements of one alert never both count. */
const putAlert = (table: string, { before, after }: Transition, exportName: string): TransactWriteItem => ({
  Put: {
    TableName: table,
    Item: alertItem(exportName, after),
    ...conditionOf(
      before === undefined
        ? { text: 'attribute_not_exists(#pk)', names: { '#pk': 'pk' } }
        : {
            text: '#version = :before',
            names: { '#version': 'version' },
            values: { ':before': number(before.version) },
          },
    ),
  },
});

/** A judgement of an older ledger must not overwrite what a newer one said. */
const stillVisible = (table: string, judged: Pointer): TransactWriteItem => ({
  ConditionCheck: {
    TableName: table,
    Key: keyItem(pointerKey(judged.exportName, judged.billingPeriod)),
    ...conditionOf({
      text: '#order = :judged',
      names: { '#order': 'order' },
      values: { ':judged': text(judged.order) },
    }),
  },
});
