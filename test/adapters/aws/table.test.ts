import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { TTL_ATTRIBUTE, tableDefinition } from '../../../shared/adapters/aws/table.ts';

const template: { Resources: { Table: { Properties: Record<string, unknown> } } } = parse(
  readFileSync(new URL('../../../infra/tables.yml', import.meta.url), 'utf8'),
);

test('the table that tests and the embedded run make is the one that the template declares', () => {
  const { TableName, StreamSpecification, ...declared } = tableDefinition('billhook');
  const properties = template.Resources.Table.Properties;
  expect(TableName).toBe('billhook');
  expect(properties).toMatchObject(declared);
  // CloudFormation knows a stream by its view type alone.
  expect(properties.StreamSpecification).toEqual({ StreamViewType: StreamSpecification?.StreamViewType });
  expect(properties.TimeToLiveSpecification).toEqual({ AttributeName: TTL_ATTRIBUTE, Enabled: true });
});
