/** How large an installation is; what somebody can read off a month's export and their own organisation. */
export interface InstallationSize {
  /** Of the month's export at the month's end, all services. */
  readonly rows: number;
  /** Of the export that are Bedrock's, 0 to 1. */
  readonly bedrockShare: number;
  /** Data files of a delivery at the month's end. */
  readonly files: number;
  readonly principals: number;
  /** Days of a month on which a principal has usage, on average. */
  readonly activeDays: number;
  readonly modelsPerPrincipal: number;
  /** AWS regions with Bedrock usage. */
  readonly regions: number;
  /** Tags with a ledger of their own (`attribution.dimensions`), and how many values each has. */
  readonly tagDimensions: number;
  readonly tagValues: number;
  readonly deliveriesPerDay: number;
  readonly teams: number;
  /** Messages a month, edits included. */
  readonly messages: number;
  /** Deliveries of so many months lie in the export's bucket, rollups in the working bucket, entries in the table. */
  readonly monthsKept: number;
}

export const SIZE_NAMES = ['small', 'medium', 'large'] as const;
export type SizeName = (typeof SIZE_NAMES)[number];

const usual = {
  bedrockShare: 0.3,
  activeDays: 22,
  modelsPerPrincipal: 4,
  tagDimensions: 1,
  deliveriesPerDay: 2,
  monthsKept: 12,
} as const;

export const SIZES: Readonly<Record<SizeName, InstallationSize>> = {
  small: {
    ...usual,
    ...{ rows: 50_000, files: 1, principals: 50, regions: 2, tagValues: 10, teams: 5, messages: 100 },
  },
  medium: {
    ...usual,
    ...{ rows: 1_000_000, files: 1, principals: 2_000, regions: 4, tagValues: 100, teams: 20, messages: 400 },
  },
  large: {
    ...usual,
    ...{ rows: 20_000_000, files: 20, principals: 40_000, regions: 6, tagValues: 500, teams: 200 },
    ...{ messages: 4_000, deliveriesPerDay: 3 },
  },
};
