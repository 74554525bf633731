import { type AuditNote, auditRow } from '../../domain/access/audit-row.ts';
import { endedLately } from '../../domain/alert/ended-lately.ts';
import type { Instant } from '../../domain/base/instant.ts';
import { byText } from '../../domain/base/order.ts';
import { type Item, number, readText, text } from './attributes.ts';
import { putAudit } from './audit-item.ts';
import { assertFits } from './item-size.ts';
import { decodeJson, encodeJson } from './json.ts';
import type { Key } from './keys.ts';
import {
  conditionOf,
  type Expression,
  getItem,
  keyItem,
  queryPartition,
  type TableOptions,
  transact,
} from './table-access.ts';

/** What people declare for a while: stored whole, each change a version. */
interface Versioned {
  readonly id: string;
  readonly version: number;
  readonly endsAt: Instant;
}

export interface VersionedKind {
  /** `plan`, as in the subject of its audit rows. */
  readonly name: string;
  readonly pk: (exportName: string) => string;
  readonly key: (exportName: string, id: string) => Key;
}

/** Those of an export lie in one partition: a few dozen a year, read whole. */
export function createVersionedStore<T extends Versioned>(options: TableOptions, kind: VersionedKind) {
  const read = (item: Item): T => decodeJson<T>(readText(item, 'value'));
  const get = async (exportName: string, id: string): Promise<T | undefined> => {
    const item = await getItem(options, kind.key(exportName, id));
    return item === undefined ? undefined : read(item);
  };
  return {
    get,

    async recent(exportName: string, asOf: Instant): Promise<readonly T[]> {
      const all = (await queryPartition(options, kind.pk(exportName))).map(read);
      return all.filter((one) => endedLately(one, asOf)).sort((a, b) => byText(a.id, b.id));
    },

    async save(exportName: string, next: T, note: AuditNote): Promise<boolean> {
      const before = await get(exportName, next.id);
      // A repeat after a lost answer finds what it wrote itself.
      if (before?.version === next.version) return encodeJson(before) === encodeJson(next);
      if ((before?.version ?? 0) !== next.version - 1) return false;
      const row = auditRow(`${kind.name}:${next.id}`, note, before, next);
      const item = {
        ...keyItem(kind.key(exportName, next.id)),
        version: number(next.version),
        value: text(encodeJson(next)),
      };
      const put = {
        TableName: options.table,
        Item: assertFits(item, `${kind.name} ${next.id}`),
        ...conditionOf(stillBefore(before)),
      };
      const audit = putAudit(options.table, exportName, next.version, [row]);
      return (await transact(options, [{ Put: put }, ...audit])) === 'done';
    },
  };
}

const stillBefore = (before: Versioned | undefined): Expression =>
  before === undefined
    ? { text: 'attribute_not_exists(#pk)', names: { '#pk': 'pk' } }
    : {
        text: '#version = :before',
        names: { '#version': 'version' },
        values: { ':before': number(before.version) },
      };
