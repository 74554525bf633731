import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { BCMDataExportsClient } from '@aws-sdk/client-bcm-data-exports';
import { CostExplorerClient } from '@aws-sdk/client-cost-explorer';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { createBillingAccount } from '../../../shared/adapters/aws/billing-account.ts';

/** A server that speaks AWS's JSON 1.1 protocol: the answers that a test has laid out, by operation, each once. */
let server: Server;
let answers: Record<string, { readonly status?: number; readonly body: unknown }[]> = {};
const asked: { readonly operation: string; readonly body: unknown }[] = [];

beforeAll(async () => {
  server = createServer(async (request, response) => {
    const operation = String(request.headers['x-amz-target']).split('.')[1] ?? '';
    asked.push({ operation, body: JSON.parse(await textOf(request)) });
    const { status = 200, body } = answers[operation]?.shift() ?? { status: 500, body: {} };
    response.writeHead(status, { 'content-type': 'application/x-amz-json-1.1' }).end(JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterAll(() => new Promise((resolve) => server.close(resolve)));
beforeEach(() => asked.splice(0));

async function textOf(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const part of request) text += String(part);
  return text;
}

function account() {
  const { port } = server.address() as AddressInfo;
  const options = {
    region: 'us-east-1',
    endpoint: `http://127.0.0.1:${port}`,
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    maxAttempts: 1,
  };
  return createBillingAccount({
    exports: new BCMDataExportsClient(options),
    costs: new CostExplorerClient(options),
  });
}

const described = (name: string, query: string) => ({
  Export: {
    Name: name,
    DataQuery: {
      QueryStatement: query,
      TableConfigurations: {
        COST_AND_USAGE_REPORT: { TIME_GRANULARITY: 'HOURLY', INCLUDE_IAM_PRINCIPAL_DATA: 'TRUE' },
      },
    },
    DestinationConfigurations: {
      S3Destination: {
        S3Bucket: 'bills',
        S3Prefix: '/cur/',
        S3Region: 'us-east-1',
        S3OutputConfigurations: {
          Format: 'PARQUET',
          Compression: 'PARQUET',
          OutputType: 'CUSTOM',
          Overwrite: 'CREATE_NEW_REPORT',
        },
      },
    },
    RefreshCadence: { Frequency: 'SYNCHRONOUS' },
  },
  ExportStatus: { StatusCode: 'HEALTHY', LastRefreshedAt: '2026-11-18T13:00:00Z' },
});

test('every page of exports, each with its settings', async () => {
  answers = {
    ListExports: [
      { body: { Exports: [{ ExportArn: 'arn:one', ExportName: 'one' }], NextToken: 'more' } },
      { body: { Exports: [{ ExportArn: 'arn:two', ExportName: 'two' }] } },
    ],
    GetExport: [
      { body: described('one', 'SELECT line_item_usage_type, Tags FROM COST_AND_USAGE_REPORT') },
      { body: described('two', 'select * from FOCUS_1_2_AWS') },
    ],
  };
  const found = await account().exports();
  expect(found).toEqual({
    known: true,
    value: [
      {
        name: 'one',
        table: 'COST_AND_USAGE_REPORT',
        settings: { TIME_GRANULARITY: 'HOURLY', INCLUDE_IAM_PRINCIPAL_DATA: 'TRUE' },
        format: 'PARQUET',
        overwrite: 'CREATE_NEW_REPORT',
        bucket: 'bills',
        prefix: 'cur',
        columns: ['line_item_usage_type', 'tags'],
        isHealthy: true,
        lastRefreshedAt: Date.UTC(2026, 10, 18, 13),
      },
      expect.objectContaining({ name: 'two', table: 'FOCUS_1_2_AWS', settings: {} }),
    ],
  });
  expect(asked.map(({ operation, body }) => [operation, body])).toEqual([
    ['ListExports', {}],
    ['GetExport', { ExportArn: 'arn:one' }],
    ['ListExports', { NextToken: 'more' }],
    ['GetExport', { ExportArn: 'arn:two' }],
  ]);
});

test('every page of cost allocation tags, active or not', async () => {
  answers = {
    ListCostAllocationTags: [
      {
        body: {
          CostAllocationTags: [{ TagKey: 'iamPrincipal/team', Status: 'Inactive', Type: 'UserDefined' }],
          NextToken: 'more',
        },
      },
      { body: { CostAllocationTags: [{ TagKey: 'team', Status: 'Active', Type: 'UserDefined' }] } },
    ],
  };
  expect(await account().tags()).toEqual({
    known: true,
    value: [
      { key: 'iamPrincipal/team', isActive: false },
      { key: 'team', isActive: true },
    ],
  });
});

test('a right that is missing is told with its name, and nothing throws', async () => {
  const denied = { status: 400, body: { __type: 'AccessDeniedException', message: 'no' } };
  answers = { ListExports: [denied], ListCostAllocationTags: [denied] };
  const { exports, tags } = account();
  expect(await exports()).toEqual({
    known: false,
    why: 'access denied: it needs bcm-data-exports:ListExports and GetExport',
  });
  expect(await tags()).toEqual({ known: false, why: 'access denied: it needs ce:ListCostAllocationTags' });
  answers = { ListExports: [{ status: 503, body: {} }] };
  expect(await exports()).toMatchObject({ known: false, why: expect.stringMatching(/could not be asked/) });
});
