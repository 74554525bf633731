import type { Hour, Instant } from '../base/instant.ts';
import type { Pico } from '../base/money.ts';
import type { BillingPeriod } from '../base/period.ts';
import type { Grain } from '../ledger/snapshot.ts';

/** Something that was looked up, or why it could not be: the doctor works half blind and says where. */
export type Known<T> =
  | { readonly known: true; readonly value: T }
  | { readonly known: false; readonly why: string };

/**
 * One export as AWS Data Exports describes it.
 * https://docs.aws.amazon.com/aws-cost-management/latest/APIReference/API_DataExports_Export.html
 */
export interface ExportFacts {
  readonly name: string;
  /** `COST_AND_USAGE_REPORT` is CUR 2.0; others are FOCUS, carbon, recommendations. */
  readonly table: string;
  /** `TIME_GRANULARITY`, `INCLUDE_IAM_PRINCIPAL_DATA` …, as set. */
  readonly settings: Readonly<Record<string, string>>;
  /** Upper case, as the API has it; blank where it is not said. */
  readonly format: string;
  readonly overwrite: string;
  readonly bucket: string;
  readonly prefix: string;
  /** Columns of its query; undefined where all are taken. */
  readonly columns?: readonly string[];
  readonly isHealthy: boolean;
  readonly lastRefreshedAt?: Instant;
}

/** What the newest delivery of an export holds, read row by row. */
export interface DataFacts {
  readonly exportName: string;
  readonly period: BillingPeriod;
  readonly executedAt: Instant;
  /** False for bare files, whose time is only that of the file. */
  readonly isTimeKnown: boolean;
  readonly format: string;
  /** As the manifest names them; undefined for bare files. */
  readonly columns?: readonly string[];
  readonly rows: number;
  readonly currency: string;
  /** Of Bedrock usage; undefined without any. */
  readonly grain?: Grain;
  /** End (exclusive) of the newest Bedrock usage hour; undefined without any. */
  readonly dataThrough?: Hour;
  /** Bedrock usage alone, in picodollars. */
  readonly bedrock: {
    readonly rows: number;
    readonly cost: Pico;
    readonly withPrincipal: Pico;
    readonly unattributed: Pico;
    /** Billed by AWS itself, and through AWS Marketplace. */
    readonly byAws: Pico;
    readonly byMarketplace: Pico;
  };
  /** Cost by key of a tag of the caller (`iamPrincipal/`), and of resources, as named in the export. */
  readonly principalTags: ReadonlyMap<string, Pico>;
  readonly resourceTags: ReadonlyMap<string, Pico>;
  /** Accounts with Bedrock charges, and who pays for them. */
  readonly accounts: number;
  readonly payers: readonly string[];
}

/** https://docs.aws.amazon.com/aws-cost-management/latest/APIReference/API_CostAllocationTag.html */
export interface TagStatus {
  readonly key: string;
  readonly isActive: boolean;
}

export interface ChannelFacts {
  /** `slack #search-ai`, `sns arn:…`. */
  readonly name: string;
  /** Undefined: it answered. */
  readonly fault?: string;
}

export interface DoctorFacts {
  readonly asOf: Instant;
  /** Looked for by name where one was given. */
  readonly exportName?: string;
  /** Keys that attribution asks tags for. */
  readonly tagKeys: readonly string[];
  readonly exports: Known<readonly ExportFacts[]>;
  readonly data: Known<DataFacts>;
  /** The files are there but are no CUR 2.0 that can be read: what was said of them. */
  readonly unreadable?: { readonly message: string; readonly fix: string };
  readonly tags: Known<readonly TagStatus[]>;
  readonly channels: Known<readonly ChannelFacts[]>;
}

export const known = <T>(value: T): Known<T> => ({ known: true, value });
export const unknown = (why: string): Known<never> => ({ known: false, why });
