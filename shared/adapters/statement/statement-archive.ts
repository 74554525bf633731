import { createHash } from 'node:crypto';
import type { ObjectStore } from '../../ports/object-store.ts';
import type { StatementArchive, StatementFile } from '../../ports/statement-archive.ts';
import { type CsvCell, statementFiles } from './statement-files.ts';

/** Statements below `statements/` of the working bucket. */
export function createStatementArchive(
  objects: ObjectStore,
  bucket: string,
  csvCell: CsvCell,
): StatementArchive {
  const folder = (exportName: string, period: string): string => `statements/${exportName}/${period}/`;
  const kept: StatementArchive['kept'] = async (exportName, period) => {
    const files: StatementFile[] = [];
    for await (const pin of objects.list(bucket, folder(exportName, period))) {
      const bytes = await objects.read(pin);
      const name = pin.key.slice(pin.key.lastIndexOf('/') + 1);
      files.push({
        name,
        type: typeOf(name),
        bytes,
        sha256: createHash('sha256').update(bytes).digest('hex'),
      });
    }
    return files;
  };
  return {
    render: (statement, entries) => statementFiles(statement, entries, csvCell),
    kept,
    async keep(exportName, period, files) {
      for (const { name, type, bytes } of files) {
        const key = `${folder(exportName, period)}${name}`;
        if ((await objects.pin(bucket, key)) === undefined) await objects.write(bucket, key, bytes, type);
      }
      return kept(exportName, period);
    },
  };
}

const TYPES: Readonly<Record<string, string>> = {
  csv: 'text/csv; charset=utf-8',
  json: 'application/json',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};
const typeOf = (name: string): string =>
  TYPES[name.slice(name.lastIndexOf('.') + 1)] ?? 'application/octet-stream';
