import type { TransactWriteItem } from '@aws-sdk/client-dynamodb';
import type { AuditRow } from '../../domain/access/audit-row.ts';
import { type Item, readText, text } from './attributes.ts';
import { assertFits } from './item-size.ts';
import { decodeJson, encodeJson } from './json.ts';
import { auditKey } from './keys.ts';
import { keyItem } from './table-access.ts';

/** The rows of one stored version of a subject are one item; no rows, no item. */
export function putAudit(
  table: string,
  exportName: string,
  version: number,
  rows: readonly AuditRow[],
): readonly TransactWriteItem[] {
  const [first] = rows;
  if (first === undefined) return [];
  const item = {
    ...keyItem(auditKey(exportName, first.subject, version)),
    rows: text(encodeJson(rows)),
  };
  return [{ Put: { TableName: table, Item: assertFits(item, `the audit of ${first.subject}`) } }];
}

/** Oldest first, as they were written. */
export const readAudit = (item: Item): readonly AuditRow[] => decodeJson(readText(item, 'rows'));
