import {
  type BCMDataExportsClient,
  type Export,
  GetExportCommand,
  type GetExportCommandOutput,
  ListExportsCommand,
} from '@aws-sdk/client-bcm-data-exports';
import { type CostExplorerClient, ListCostAllocationTagsCommand } from '@aws-sdk/client-cost-explorer';
import { type ExportFacts, type Known, known, type TagStatus, unknown } from '../../domain/doctor/facts.ts';
import type { BillingAccount } from '../../ports/billing-account.ts';

export interface BillingClients {
  readonly exports: BCMDataExportsClient;
  readonly costs: CostExplorerClient;
}

/** Five exports of a kind are allowed in an account; tags may be thousands. */
const PAGES_MAX = 50;

/** Asks AWS Data Exports and Cost Explorer, which both answer in us-east-1 only. Cost Explorer bills $0.01 a page. */
export function createBillingAccount({ exports, costs }: BillingClients): BillingAccount {
  return {
    exports: () => asked('bcm-data-exports:ListExports and GetExport', () => allExports(exports)),
    tags: () => asked('ce:ListCostAllocationTags', () => allTags(costs)),
  };
}

async function allExports(client: BCMDataExportsClient): Promise<readonly ExportFacts[]> {
  const found: ExportFacts[] = [];
  let NextToken: string | undefined;
  for (let page = 0; page < PAGES_MAX; page += 1) {
    const { Exports = [], NextToken: next } = await client.send(
      new ListExportsCommand(NextToken === undefined ? {} : { NextToken }),
    );
    for (const { ExportArn } of Exports) {
      found.push(exportOf(await client.send(new GetExportCommand({ ExportArn }))));
    }
    if (next === undefined) break;
    NextToken = next;
  }
  return found;
}

/** `SELECT a, b FROM COST_AND_USAGE_REPORT` */
const QUERY = /^\s*select\s+(.+?)\s+from\s+"?([a-z0-9_]+)"?/is;

function exportOf({ Export: described, ExportStatus }: GetExportCommandOutput): ExportFacts {
  const query = QUERY.exec(described?.DataQuery?.QueryStatement ?? '');
  const table = (query?.[2] ?? '').toUpperCase();
  const columns = query?.[1]?.split(',').map((column) => column.trim().toLowerCase());
  const place = described?.DestinationConfigurations?.S3Destination;
  return {
    name: described?.Name ?? '',
    table,
    settings: settingsOf(described, table),
    format: place?.S3OutputConfigurations?.Format ?? '',
    overwrite: place?.S3OutputConfigurations?.Overwrite ?? '',
    bucket: place?.S3Bucket ?? '',
    prefix: (place?.S3Prefix ?? '').replace(/^\/+|\/+$/g, ''),
    ...(columns === undefined || columns.includes('*') ? {} : { columns }),
    isHealthy: ExportStatus?.StatusCode !== 'UNHEALTHY',
    ...(ExportStatus?.LastRefreshedAt === undefined
      ? {}
      : { lastRefreshedAt: ExportStatus.LastRefreshedAt.getTime() }),
  };
}

const settingsOf = (described: Export | undefined, table: string): Readonly<Record<string, string>> =>
  described?.DataQuery?.TableConfigurations?.[table] ?? {};

async function allTags(client: CostExplorerClient): Promise<readonly TagStatus[]> {
  const found: TagStatus[] = [];
  let NextToken: string | undefined;
  for (let page = 0; page < PAGES_MAX; page += 1) {
    const { CostAllocationTags = [], NextToken: next } = await client.send(
      new ListCostAllocationTagsCommand({
        MaxResults: 1000,
        ...(NextToken === undefined ? {} : { NextToken }),
      }),
    );
    found.push(
      ...CostAllocationTags.map(({ TagKey = '', Status }) => ({
        key: TagKey,
        isActive: Status === 'Active',
      })),
    );
    if (next === undefined) break;
    NextToken = next;
  }
  return found;
}

/** A right that is missing is an answer, too; so is a network that is out. */
async function asked<T>(what: string, ask: () => Promise<T>): Promise<Known<T>> {
  try {
    return known(await ask());
  } catch (error) {
    const name = error instanceof Error ? error.name : 'Error';
    return unknown(
      /AccessDenied|NotAuthorized|Unauthorized/i.test(name)
        ? `access denied: it needs ${what}`
        : `AWS could not be asked (${name}): it needs ${what}`,
    );
  }
}
