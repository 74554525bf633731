import { poison } from '../../domain/base/failure.ts';
import { type Instant, parseInstant } from '../../domain/base/instant.ts';
import { isBillingPeriod } from '../../domain/base/period.ts';
import type { FileFormat, ManifestLocation } from '../../domain/delivery/delivery.ts';
import type { DeliveryFormat } from '../../ports/delivery-format.ts';
import { parseManifest } from './manifest.ts';

/**
 * `<root>/metadata/BILLING_PERIOD=2026-11/[<time>-<execution id>/]<export>-Manifest.json`; the export's name is the last
 * segment of the root, whatever prefix stands before it. AWS's own page also shows a bare `Manifest.json`.
 * https://docs.aws.amazon.com/cur/latest/userguide/dataexports-export-delivery.html
 */
const MANIFEST_KEY = /^(.+)\/metadata\/billing_period=([^/]+)\/(?:([^/]+)\/)?[^/]*Manifest\.json$/i;
const FOLDER_TIME = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?Z)-/;

/** Both delivery modes of CUR 2.0 Data Exports; pure. */
export function createCurDeliveryFormat(): DeliveryFormat {
  return { locate, parse: parseManifest, formatOf };
}

function locate(bucket: string, key: string): ManifestLocation | undefined {
  const match = MANIFEST_KEY.exec(key);
  const [exportRoot, billingPeriod, folder] = [match?.[1], match?.[2], match?.[3]];
  if (exportRoot === undefined || billingPeriod === undefined || !isBillingPeriod(billingPeriod))
    return undefined;
  const exportName = exportRoot.slice(exportRoot.lastIndexOf('/') + 1);
  if (exportName === '') return undefined;
  const folderTime = folder === undefined ? undefined : timeOfFolder(folder);
  return {
    bucket,
    key,
    exportName,
    exportRoot,
    billingPeriod,
    ...(folderTime === undefined ? {} : { folderTime }),
  };
}

/** A folder of another form is still a delivery; its time is then the manifest's own. */
function timeOfFolder(folder: string): Instant | undefined {
  const text = FOLDER_TIME.exec(folder)?.[1];
  if (text === undefined) return undefined;
  try {
    return parseInstant(text);
  } catch {
    return undefined;
  }
}

const ENDINGS: readonly (readonly [string, FileFormat])[] = [
  ['.parquet', 'parquet'],
  ['.csv.gz', 'csv.gz'],
  ['.csv', 'csv'],
];

function formatOf(key: string): FileFormat {
  const name = key.toLowerCase();
  const format = ENDINGS.find(([ending]) => name.endsWith(ending))?.[1];
  if (format !== undefined) return format;
  throw poison('not a data file of a CUR 2.0 export', {
    file: key,
    expected: 'a name that ends in .parquet, .csv.gz or .csv',
    found: key.slice(key.lastIndexOf('/') + 1),
  });
}
