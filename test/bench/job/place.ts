import type { Usage } from '../../../shared/adapters/aws/request-tally.ts';
import type { Step, StepTimes } from './steps.ts';
import type { Fetched } from './watched-ports.ts';

export const TABLE = 'billhook';
export const EXPORT = 'company-cur';

/** Where a job finds its account. */
export interface JobPlace {
  /** Objects are files here where there is no S3. */
  readonly folder: string;
  readonly s3: string | undefined;
  readonly tables: string;
}

/** What a job is told, as JSON in its first argument. */
export interface JobOrder extends JobPlace {
  readonly manifest: string;
}

/** What a job tells, as JSON on a line. */
export interface JobReport {
  readonly rows: number;
  readonly version: string;
  readonly entries: number;
  readonly cells: number;
  readonly entriesWritten: number;
  readonly wallSeconds: number;
  readonly cpuSeconds: number;
  readonly peakMib: number;
  readonly steps: Readonly<Partial<Record<Step, StepTimes>>>;
  readonly fetched: Fetched;
  readonly usage: Pick<Usage, 'operations' | 'dynamodb' | 's3' | 'units'>;
}
