import type { Instant } from '../base/instant.ts';
import type { BillingPeriod } from '../base/period.ts';

/** A hint to look at one key; nothing else in the event is trusted. `key` is already decoded. */
export interface Notice {
  readonly bucket: string;
  readonly key: string;
  readonly from: 's3' | 'eventbridge' | 'sweep' | 'replay';
}

/** One version of one stored object. Reading it again must give these bytes or fail as torn. */
export interface ObjectPin {
  readonly bucket: string;
  readonly key: string;
  readonly etag: string;
  readonly versionId?: string;
  readonly bytes: number;
  readonly lastModified: Instant;
}

export type FileFormat = 'parquet' | 'csv' | 'csv.gz';

/** What a manifest's key says: the period is nowhere else (facts: the manifest names no billing period). */
export interface ManifestLocation {
  readonly bucket: string;
  readonly key: string;
  readonly exportName: string;
  /** Everything before `/metadata/`: data files must lie under `<exportRoot>/data/`. */
  readonly exportRoot: string;
  readonly billingPeriod: BillingPeriod;
  /** Time stamp of the delivery's folder; absent for the plain manifest key. */
  readonly folderTime?: Instant;
}

/** The four fields of a real CUR 2.0 manifest that Billhook reads. */
export interface Manifest {
  readonly executionId: string;
  readonly exportArn: string;
  readonly columns: readonly { readonly name: string; readonly type: string }[];
  readonly dataFiles: readonly { readonly bucket: string; readonly key: string }[];
}

export interface DataFile {
  readonly pin: ObjectPin;
  readonly format: FileFormat;
}

/**
 * One finished export refresh of one billing period: a full restatement of the month so far, never a delta.
 * https://docs.aws.amazon.com/cur/latest/userguide/dataexports-export-delivery.html
 */
export interface Delivery {
  readonly exportName: string;
  readonly billingPeriod: BillingPeriod;
  readonly executionId: string;
  /** Folder time in create-new mode, the manifest's own last-modified time in overwrite mode. */
  readonly executedAt: Instant;
  readonly dataFiles: readonly DataFile[];
}
