import type { Entries } from './series.ts';

/** An invented insurer. Account ids are the ones that AWS's documentation uses. */
export const COMPANY = 'Fernwick Mutual';
export const EXPORT_NAME = 'fernwick-cur2';
export const EXPORT_PREFIX = 'billing';

export interface Account {
  readonly id: string;
  readonly name: string;
  /** Older accounts buy Claude through AWS Marketplace, newer ones from AWS. */
  readonly claudeThrough: 'marketplace' | 'aws';
  readonly region: RegionCode;
  readonly costCategory: Entries;
}

export type RegionCode = 'us-east-1' | 'us-west-2' | 'eu-central-1';

export interface Region {
  readonly code: RegionCode;
  /** As it begins a usage type. */
  readonly prefix: string;
  readonly location: string;
  /** As it begins the id of a cross-region inference profile. */
  readonly geo: string;
}

export const REGIONS: Readonly<Record<RegionCode, Region>> = {
  'us-east-1': { code: 'us-east-1', prefix: 'USE1', location: 'US East (N. Virginia)', geo: 'us' },
  'us-west-2': { code: 'us-west-2', prefix: 'USW2', location: 'US West (Oregon)', geo: 'us' },
  'eu-central-1': { code: 'eu-central-1', prefix: 'EUC1', location: 'EU (Frankfurt)', geo: 'eu' },
};

const account = (
  id: string,
  name: string,
  claudeThrough: Account['claudeThrough'],
  region: RegionCode,
  unit: string,
): Account => ({ id, name, claudeThrough, region, costCategory: [['BusinessUnit', unit]] });

export const PAYER = account('111122223333', 'fernwick-management', 'aws', 'us-east-1', 'Corporate');
export const PLATFORM = account('444455556666', 'ai-platform-prod', 'marketplace', 'us-east-1', 'Digital');
export const CLAIMS = account('123456789012', 'claims-prod', 'aws', 'us-east-1', 'Claims');
export const RISK = account('777788889999', 'risk-analytics', 'aws', 'us-west-2', 'Risk');
export const LAB = account('222222222222', 'ai-lab', 'marketplace', 'eu-central-1', 'Digital');

export const ACCOUNTS: readonly Account[] = [PAYER, PLATFORM, CLAIMS, RISK, LAB];

export const TEAMS = ['search', 'support', 'fraud', 'ops', 'growth'] as const;
export type Team = (typeof TEAMS)[number];

export const COST_CENTERS: Readonly<Record<Team, string>> = {
  search: 'CC-1410',
  support: 'CC-2210',
  fraud: 'CC-3105',
  ops: 'CC-4020',
  growth: 'CC-1520',
};
