import { gzipSync } from 'node:zlib';
import { parseInstant } from '../../shared/domain/base/instant.ts';
import type { Notice } from '../../shared/domain/delivery/delivery.ts';
import type { ObjectStore } from '../../shared/ports/object-store.ts';
import { dataKey, manifestKeys, manifestText, type Place } from '../../shared/synthetic/layout.ts';
import { aCurRow, type CurRow, toCsv, utf8 } from './cur-file.ts';
import { BUCKET, EXPORT, PREFIX } from './flow-world.ts';

/** One hour of Claude Sonnet input of a team's role, in dollars. */
export const aSpend = (
  team: string,
  dollars: number | string,
  { hour = '2026-11-18T05', ...overrides }: CurRow & { readonly hour?: string } = {},
): CurRow =>
  aCurRow({
    billingAccountId: '111122223333',
    subAccountId: '123456789012',
    iamPrincipal: `arn:aws:sts::123456789012:assumed-role/${team}-api/session-1`,
    tags: { 'iamPrincipal/team': team },
    pricingUnit: '1K tokens',
    chargePeriodStart: `${hour}:00:00.000Z`,
    chargePeriodEnd: `${hour}:59:59.999Z`,
    unblendedCost: dollars,
    ...overrides,
  });

export interface DeliverySpec {
  readonly executedAt: string;
  readonly period?: string;
  readonly executionId?: string;
  readonly exportName?: string;
  readonly bucket?: string;
  readonly mode?: Place['mode'];
  /** Rows of each chunk. */
  readonly chunks?: readonly (readonly CurRow[])[];
}

export interface DeliveredKeys {
  readonly data: readonly string[];
  /** The folder's first in create-new mode. */
  readonly manifests: readonly string[];
}

/** Data files first, then the manifest in one or two places, as AWS writes them. */
export async function putDelivery(objects: ObjectStore, spec: DeliverySpec): Promise<DeliveredKeys> {
  return putFiles(objects, deliveryFiles(spec));
}

export async function putFiles(
  objects: ObjectStore,
  { keys, files, manifest }: ReturnType<typeof deliveryFiles>,
): Promise<DeliveredKeys> {
  for (const [index, key] of keys.data.entries()) await objects.write(BUCKET, key, files[index]!, 'text/csv');
  for (const key of keys.manifests) await objects.write(BUCKET, key, manifest, 'application/json');
  return keys;
}

/** The same as bytes, for deliveries that arrive piece by piece. */
export function deliveryFiles(spec: DeliverySpec) {
  const { period = '2026-11', executionId = 'execution-1', mode = 'create-new' } = spec;
  const { exportName = EXPORT, bucket = BUCKET } = spec;
  const chunks = spec.chunks ?? [[aSpend('search', 10)]];
  const place: Place = { bucket, prefix: PREFIX, exportName, mode, format: 'csv' };
  const visit = { period, executionId, executedAt: parseInstant(spec.executedAt) };
  const data = chunks.map((_, index) => dataKey(place, visit, index + 1));
  const keys: DeliveredKeys = { data, manifests: manifestKeys(place, visit) };
  return {
    keys,
    files: chunks.map((rows) => new Uint8Array(gzipSync(toCsv(rows, wordsOf(rows))))),
    manifest: utf8(manifestText(place, visit, '111122223333', data)),
  };
}

const WORDS = Object.keys(aSpend('search', 1)) as (keyof CurRow)[];

/** Columns that no row fills are there all the same, as in an export. */
const wordsOf = (rows: readonly CurRow[]): (keyof CurRow)[] => [
  ...new Set([...WORDS, ...rows.flatMap((row) => Object.keys(row) as (keyof CurRow)[])]),
];

export const noticeOf = (key: string): Notice => ({ bucket: BUCKET, key, from: 's3' });
