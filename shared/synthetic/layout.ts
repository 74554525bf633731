import { type Instant, isoInstant } from '../domain/base/instant.ts';
import type { BillingPeriod } from '../domain/base/period.ts';
import type { ColumnType } from './export-columns.ts';
import { EXPORT_COLUMNS, manifestType } from './export-columns.ts';
import { uuid } from './identity.ts';

export type SyntheticFormat = 'parquet' | 'csv';
/** `create-new` keeps every delivery in a folder of its own, `overwrite` replaces the objects of the last one. */
export type DeliveryMode = 'create-new' | 'overwrite';

export interface Place {
  readonly bucket: string;
  /** May be empty or hold slashes. */
  readonly prefix: string;
  readonly exportName: string;
  readonly mode: DeliveryMode;
  readonly format: SyntheticFormat;
}

export interface Visit {
  readonly period: BillingPeriod;
  readonly executionId: string;
  readonly executedAt: Instant;
}

const root = (place: Place): string =>
  place.prefix === '' ? place.exportName : `${place.prefix}/${place.exportName}`;

const folder = (place: Place, visit: Visit): string =>
  place.mode === 'overwrite' ? '' : `${isoInstant(visit.executedAt)}-${visit.executionId}/`;

/** Chunks count from 1, in five digits. */
export function dataKey(place: Place, visit: Visit, chunk: number): string {
  const ending = place.format === 'csv' ? 'csv.gz' : 'snappy.parquet';
  const name = `${place.exportName}-${String(chunk).padStart(5, '0')}.${ending}`;
  return `${root(place)}/data/BILLING_PERIOD=${visit.period}/${folder(place, visit)}${name}`;
}

/** Create-new deliveries write the manifest twice: into their own folder and, replacing the last, under the plain key. */
export function manifestKeys(place: Place, visit: Visit): readonly string[] {
  const home = `${root(place)}/metadata/BILLING_PERIOD=${visit.period}/`;
  const name = `${place.exportName}-Manifest.json`;
  return place.mode === 'overwrite'
    ? [`${home}${name}`]
    : [`${home}${folder(place, visit)}${name}`, `${home}${name}`];
}

/** The four keys of a real CUR 2.0 manifest on one line: no period, row counts, sizes or format. */
export function manifestText(place: Place, visit: Visit, payerId: string, keys: readonly string[]): string {
  return JSON.stringify({
    executionId: visit.executionId,
    exportArn: `arn:aws:bcm-data-exports:us-east-1:${payerId}:export/${place.exportName}-${uuid(`export ${root(place)}`)}`,
    columns: EXPORT_COLUMNS.map(({ name, type }: { name: string; type: ColumnType }) => ({
      name,
      type: manifestType(type, place.format),
    })),
    dataFiles: keys.map((key) => `s3://${place.bucket}/${key}`),
  });
}
