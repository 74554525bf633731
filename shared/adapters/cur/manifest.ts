import { type Failure, misconfigured, poison } from '../../domain/base/failure.ts';
import type { Manifest, ManifestLocation } from '../../domain/delivery/delivery.ts';
import { MANIFEST_BYTES_MAX, MANIFEST_FILES_MAX } from './limits.ts';

/** How to get an export that Billhook reads; the end of every refusal of a legacy report. */
export const SWITCH_TO_CUR2 =
  'this is a legacy Cost and Usage Report; in AWS Billing, create a Data Export of type "CUR 2.0" with hourly ' +
  'granularity, resource IDs and caller identity (IAM principal) data, and point Billhook at that export';

/**
 * Rules: unknown fields are ignored; a delivery of no files is accepted (a month without rows yet); a file named
 * twice, outside `<root>/data/`, in another bucket or in another period's folder is refused, since reading it would
 * count money that is not this delivery's.
 */
export function parseManifest(location: ManifestLocation, bytes: Uint8Array): Manifest {
  const fields = readObject(location.key, bytes);
  if ('assemblyId' in fields || 'reportKeys' in fields)
    throw misconfigured(SWITCH_TO_CUR2, { file: location.key });
  const executionId = text(location.key, fields, 'executionId');
  if (!/^[\w-]{1,128}$/.test(executionId))
    throw wrong(location.key, 'executionId', 'an id such as a UUID', executionId);
  return {
    executionId,
    exportArn: text(location.key, fields, 'exportArn'),
    columns: list(location.key, fields, 'columns').map((column, index) => ({
      name: text(location.key, column, 'name', `columns[${index}].name`),
      type: text(location.key, column, 'type', `columns[${index}].type`),
    })),
    dataFiles: dataFiles(location, list(location.key, fields, 'dataFiles')),
  };
}

function readObject(file: string, bytes: Uint8Array): Record<string, unknown> {
  if (bytes.length > MANIFEST_BYTES_MAX) {
    throw poison('the manifest is too large', {
      file,
      expected: `at most ${MANIFEST_BYTES_MAX} bytes`,
      found: `${bytes.length} bytes`,
    });
  }
  try {
    const value: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
    if (isRecord(value)) return value;
  } catch (cause) {
    throw poison(
      'the manifest is not JSON',
      { file, expected: 'a CUR 2.0 manifest', found: `${bytes.length} bytes` },
      cause,
    );
  }
  throw poison('the manifest is not a JSON object', { file, expected: 'a CUR 2.0 manifest' });
}

function dataFiles(location: ManifestLocation, uris: readonly unknown[]): Manifest['dataFiles'] {
  const file = location.key;
  if (uris.length > MANIFEST_FILES_MAX) {
    throw wrong(file, 'dataFiles', `at most ${MANIFEST_FILES_MAX} files`, `${uris.length}`);
  }
  const seen = new Set<string>();
  return uris.map((uri, index) => {
    const field = `dataFiles[${index}]`;
    const match = typeof uri === 'string' ? /^s3:\/\/([^/]+)\/(.+)$/s.exec(uri) : null;
    const [bucket, key] = [match?.[1], match?.[2]];
    if (bucket === undefined || key === undefined) throw wrong(file, field, 's3://bucket/key', show(uri));
    if (!belongs(location, bucket, key)) {
      const home = `s3://${location.bucket}/${location.exportRoot}/data/BILLING_PERIOD=${location.billingPeriod}/`;
      throw wrong(
        file,
        field,
        `a file under ${home}`,
        show(uri),
        'the manifest names a file that is not its own',
      );
    }
    if (seen.has(key))
      throw wrong(file, field, 'each file once', show(uri), 'the manifest names a file twice');
    seen.add(key);
    return { bucket, key };
  });
}

function belongs(location: ManifestLocation, bucket: string, key: string): boolean {
  const home = `${location.exportRoot}/data/`;
  if (bucket !== location.bucket || !key.startsWith(home)) return false;
  const segments = key.slice(home.length).split('/');
  // S3 takes `..` literally, a file system does not: no export writes it, so nobody needs it.
  if (segments.some((segment) => segment === '..' || segment === '.' || segment === '')) return false;
  const period = segments
    .map((segment) => /^billing_period=(.*)$/i.exec(segment)?.[1])
    .find((p) => p !== undefined);
  return period === undefined || period === location.billingPeriod;
}

function list(file: string, fields: Record<string, unknown>, field: string): readonly unknown[] {
  const value = fields[field];
  if (!Array.isArray(value)) throw wrong(file, field, 'a list', show(value));
  return value;
}

function text(file: string, fields: unknown, field: string, path = field): string {
  const value = isRecord(fields) ? fields[field] : undefined;
  if (typeof value !== 'string' || value === '') throw wrong(file, path, 'a text', show(value));
  return value;
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const wrong = (file: string, field: string, expected: string, found: string, message?: string): Failure =>
  poison(message ?? 'the manifest is not a CUR 2.0 manifest', { file, column: field, expected, found });

const show = (value: unknown): string => (JSON.stringify(value) ?? 'nothing').slice(0, 300);
