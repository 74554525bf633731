import { describe, expect, it } from 'vitest';
import { createCurDeliveryFormat } from '../../../shared/adapters/cur/delivery-format.ts';
import { Failure } from '../../../shared/domain/base/failure.ts';

const format = createCurDeliveryFormat();
const FOLDER = '2026-11-18T13:14:43.337Z-6b622448-daaa-439c-92f1-afc727f1e0a3';
const located = (key: string) => format.locate('bills', key);

const caught = (act: () => unknown): Failure => {
  try {
    act();
  } catch (error) {
    if (error instanceof Failure) return error;
    throw error;
  }
  throw new Error('nothing was refused');
};

describe('finding a manifest by its key', () => {
  it.each([
    ['cur/ai/metadata/BILLING_PERIOD=2026-11/ai-Manifest.json', 'ai', 'cur/ai'],
    ['a/b_/ai/metadata/billing_period=2026-11/Manifest.json', 'ai', 'a/b_/ai'],
    ['ai/metadata/BILLING_PERIOD=2026-11/ai-Manifest.json', 'ai', 'ai'],
    ['/ai/metadata/BILLING_PERIOD=2026-11/ai-Manifest.json', 'ai', '/ai'],
    ['metadata/ai/metadata/BILLING_PERIOD=2026-11/ai-Manifest.json', 'ai', 'metadata/ai'],
  ])('%s', (key, exportName, exportRoot) => {
    expect(located(key)).toEqual({ bucket: 'bills', key, exportName, exportRoot, billingPeriod: '2026-11' });
  });

  it('takes the delivery time from the folder of create-new mode', () => {
    const found = located(`cur/ai/metadata/BILLING_PERIOD=2026-11/${FOLDER}/ai-Manifest.json`);
    expect(found?.folderTime).toBe(Date.UTC(2026, 10, 18, 13, 14, 43, 337));
    expect(
      located('cur/ai/metadata/BILLING_PERIOD=2026-11/today/ai-Manifest.json')?.folderTime,
    ).toBeUndefined();
  });

  it.each([
    'cur/ai/data/BILLING_PERIOD=2026-11/ai-00001.snappy.parquet',
    'cur/ai/metadata/BILLING_PERIOD=2026-11/',
    'cur/ai/metadata/BILLING_PERIOD=2026-13/ai-Manifest.json',
    'cur/ai/metadata/BILLING_PERIOD=2026-11/x/y/ai-Manifest.json',
    'metadata/BILLING_PERIOD=2026-11/ai-Manifest.json',
    '/metadata/BILLING_PERIOD=2026-11/ai-Manifest.json',
    'cur/ai/20261101-20261201/ai-Manifest.json',
    'cur/ai/metadata/BILLING_PERIOD=2026-11/ai-Manifest.json.tmp',
  ])('ignores %s', (key) => expect(located(key)).toBeUndefined());
});

describe('reading a manifest', () => {
  const location = located(`cur/ai/metadata/BILLING_PERIOD=2026-11/${FOLDER}/ai-Manifest.json`)!;
  const data = 's3://bills/cur/ai/data/BILLING_PERIOD=2026-11';
  const whole = {
    executionId: '6b622448-daaa-439c-92f1-afc727f1e0a3',
    exportArn: 'arn:aws:bcm-data-exports:us-east-1:123456789012:export/ai-1',
    columns: [{ name: 'line_item_unblended_cost', type: 'double' }],
    dataFiles: [`${data}/${FOLDER}/ai-00001.snappy.parquet`],
  };
  const parse = (change: object) =>
    format.parse(location, new TextEncoder().encode(JSON.stringify({ ...whole, ...change })));

  it('reads the four fields and ignores those it does not know', () => {
    expect(parse({ additionalOutputFiles: [] })).toEqual({
      ...whole,
      dataFiles: [
        { bucket: 'bills', key: `cur/ai/data/BILLING_PERIOD=2026-11/${FOLDER}/ai-00001.snappy.parquet` },
      ],
    });
  });

  it('accepts a delivery of no files', () => expect(parse({ dataFiles: [] }).dataFiles).toEqual([]));

  it('keeps the slash of a key that begins with one', () => {
    const slashed = located('/ai/metadata/BILLING_PERIOD=2026-11/ai-Manifest.json')!;
    const uri = 's3://bills//ai/data/BILLING_PERIOD=2026-11/ai-00001.csv.gz';
    const bytes = new TextEncoder().encode(JSON.stringify({ ...whole, dataFiles: [uri] }));
    expect(format.parse(slashed, bytes).dataFiles[0]?.key).toBe(
      '/ai/data/BILLING_PERIOD=2026-11/ai-00001.csv.gz',
    );
  });

  it.each([
    ['another bucket', { dataFiles: [`${data}/a.parquet`.replace('bills', 'other')] }, 'dataFiles[0]'],
    ['another export', { dataFiles: [`${data}/a.parquet`.replace('/ai/', '/ai2/')] }, 'dataFiles[0]'],
    ['another period', { dataFiles: [`${data}/a.parquet`.replace('-11', '-10')] }, 'dataFiles[0]'],
    [
      'the metadata folder',
      { dataFiles: [`${data}/a.parquet`.replace('/data/', '/metadata/')] },
      'dataFiles[0]',
    ],
    ['a climb out of the folder', { dataFiles: [`${data}/../../b/a.parquet`] }, 'dataFiles[0]'],
    ['the same file twice', { dataFiles: [`${data}/a.parquet`, `${data}/a.parquet`] }, 'dataFiles[1]'],
    ['a bare key', { dataFiles: ['cur/ai/data/a.parquet'] }, 'dataFiles[0]'],
    ['a number for a file', { dataFiles: [7] }, 'dataFiles[0]'],
    ['no list of files', { dataFiles: undefined }, 'dataFiles'],
    ['no execution id', { executionId: '' }, 'executionId'],
    ['an execution id with a path', { executionId: '../x' }, 'executionId'],
    ['a column without name', { columns: [{ type: 'double' }] }, 'columns[0].name'],
  ])('refuses %s and names the field', (_what, change, field) => {
    const failure = caught(() => parse(change));
    expect(failure.kind).toBe('poison');
    expect(failure.detail).toMatchObject({ file: location.key, column: field });
  });

  it('refuses what is not JSON, and nesting that no parser survives', () => {
    for (const text of ['', 'null', '[]', '{"executionId":', '['.repeat(200_000)]) {
      expect(caught(() => format.parse(location, new TextEncoder().encode(text))).kind).toBe('poison');
    }
  });

  it('says what to switch on when the manifest is a legacy one', () => {
    const failure = caught(() => parse({ assemblyId: 'x', reportKeys: [] }));
    expect(failure.kind).toBe('misconfigured');
    expect(failure.message).toContain('CUR 2.0');
  });
});

describe('the format of a data file', () => {
  it('goes by the ending', () => {
    expect(format.formatOf('x/a-00001.snappy.parquet')).toBe('parquet');
    expect(format.formatOf('x/a-00001.csv.gz')).toBe('csv.gz');
    expect(format.formatOf('x/A-00001.CSV')).toBe('csv');
    expect(caught(() => format.formatOf('x/a-00001.zip')).detail.found).toBe('a-00001.zip');
  });
});
