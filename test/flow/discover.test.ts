import { describe, expect, test } from 'vitest';
import { createCurDeliveryFormat } from '../../shared/adapters/cur/delivery-format.ts';
import { createMemoryObjectStore } from '../../shared/adapters/memory/memory-object-store.ts';
import { parseInstant } from '../../shared/domain/base/instant.ts';
import { discoverDeliveries, type FoundDelivery } from '../../shared/flow/discover.ts';
import { utf8 } from '../builders/cur-file.ts';
import { aSpend, type DeliverySpec, deliveryFiles } from '../builders/export-files.ts';

/** A bucket or folder with files; those without text hold some bytes, at the time that `at` named last. */
function folder() {
  let now = parseInstant('2026-11-19T00:00:00Z');
  const objects = createMemoryObjectStore({ now: () => now });
  const put = (key: string, bytes: Uint8Array | string = 'x') =>
    objects.write('here', key, typeof bytes === 'string' ? utf8(bytes) : bytes, 'text/plain');
  return {
    put,
    at: (text: string): void => {
      now = parseInstant(text);
    },
    /** A delivery as AWS wrote it, below another folder and under names that `rename` changes or leaves out. */
    async copy(spec: DeliverySpec, rename: (key: string) => string | undefined = (key) => key) {
      const { keys, files, manifest } = deliveryFiles(spec);
      const all = [
        ...keys.data.map((key, index) => [key, files[index]!] as const),
        ...keys.manifests.map((key) => [key, manifest] as const),
      ];
      for (const [key, bytes] of all) {
        const name = rename(key);
        if (name !== undefined) await put(name, bytes);
      }
      return keys;
    },
    discover: (prefix = '') =>
      discoverDeliveries({ objects, format: createCurDeliveryFormat() }, 'here', prefix),
  };
}

const MORNING: DeliverySpec = { executedAt: '2026-11-18T05:14:43.337Z', executionId: 'morning' };
const NOON: DeliverySpec = { executedAt: '2026-11-18T13:14:43.337Z', executionId: 'noon' };
const TWO_CHUNKS = [[aSpend('search', 1)], [aSpend('search', 2)]];
const filesOf = (found: FoundDelivery) => found.dataFiles.map(({ pin }) => pin.key);
const idsOf = (found: readonly FoundDelivery[]) => found.map(({ executionId }) => executionId);
const nameOf = (key: string): string => key.slice(key.lastIndexOf('/') + 1);

describe('an export', () => {
  test('that keeps every delivery: each once though its manifest lies there twice, oldest first', async () => {
    const here = folder();
    const noon = await here.copy({ ...NOON, chunks: TWO_CHUNKS });
    await here.copy({ ...MORNING, executedAt: '2026-12-03T05:00:00.000Z', executionId: 'late' });
    await here.copy(MORNING);
    await here.put(`${noon.manifests[1]}.bak`);
    const found = await here.discover();
    expect(idsOf(found)).toEqual(['morning', 'noon', 'late']);
    expect(found[1]).toEqual({
      exportName: 'company-cur',
      billingPeriod: '2026-11',
      executionId: 'noon',
      executedAt: parseInstant(NOON.executedAt),
      isTimeKnown: true,
      columns: expect.arrayContaining(['line_item_iam_principal']),
      dataFiles: noon.data.map((key) => ({
        pin: expect.objectContaining({ bucket: 'here', key }),
        format: 'csv.gz',
      })),
      origin: noon.manifests[0],
    });
  });

  test('that overwrites itself: one delivery a period, at the time of its manifest, without surplus chunks', async () => {
    const here = folder();
    await here.copy({ ...MORNING, mode: 'overwrite', chunks: TWO_CHUNKS });
    here.at('2026-11-19T08:00:00Z');
    const { data } = await here.copy({ ...NOON, mode: 'overwrite' });
    await here.copy({ ...NOON, executionId: 'october', period: '2026-10', mode: 'overwrite' });
    const found = await here.discover();
    expect(found).toMatchObject([
      { executionId: 'noon', executedAt: parseInstant('2026-11-19T08:00:00Z'), isTimeKnown: false },
      { executionId: 'october', billingPeriod: '2026-10' },
    ]);
    expect(filesOf(found[0]!)).toEqual(data);
  });

  test('that was copied, whole or from some folder of it on, finds its files by the tail of their keys', async () => {
    for (const rename of [
      (key: string) => `downloads/november/${key}`,
      (key: string) => key.replace('bills/company-cur/', ''),
      (key: string) => key.replace('bills/', 'copy of '),
    ]) {
      const here = folder();
      const { data, manifests } = await here.copy(NOON, rename);
      const [found, ...others] = await here.discover();
      expect(others).toEqual([]);
      expect(found).toMatchObject({
        exportName: 'company-cur',
        billingPeriod: '2026-11',
        executionId: 'noon',
        origin: rename(manifests[0]!),
      });
      expect(found!.executedAt).toBe(parseInstant(NOON.executedAt));
      expect(filesOf(found!)).toEqual(data.map(rename));
    }
  });

  test('of which several states were copied: each manifest reads the files of its own copy', async () => {
    const here = folder();
    const overwritten = { mode: 'overwrite', chunks: TWO_CHUNKS } as const;
    await here.copy({ ...MORNING, ...overwritten }, (key) => `1-morning/${key}`);
    here.at('2026-11-19T08:00:00Z');
    await here.copy({ ...NOON, ...overwritten }, (key) => `2-noon/${key}`);
    const found = await here.discover();
    expect(idsOf(found)).toEqual(['morning', 'noon']);
    expect(found.map((one) => filesOf(one).map((key) => key.split('/')[0]))).toEqual([
      ['1-morning', '1-morning'],
      ['2-noon', '2-noon'],
    ]);
  });

  test('that lies there in two equal copies is one delivery, as old as the first copy', async () => {
    const here = folder();
    for (const [place, at] of [
      ['b', '2026-11-19T08:00:00Z'],
      ['a', '2026-11-20T08:00:00Z'],
      ['c', '2026-11-21T08:00:00Z'],
    ] as const) {
      here.at(at);
      await here.copy({ ...NOON, mode: 'overwrite' }, (key) => `${place}/${key}`);
    }
    const found = await here.discover();
    expect(found).toMatchObject([{ executionId: 'noon', executedAt: parseInstant('2026-11-19T08:00:00Z') }]);
    expect(filesOf(found[0]!)).toEqual([expect.stringMatching(/^b\//)]);
  });

  test('laid flat into one folder, its chunks unzipped', async () => {
    for (const place of ['', 'from zip.gz/']) {
      const here = folder();
      await here.copy({ ...NOON, chunks: TWO_CHUNKS }, (key) => place + nameOf(key).replace(/\.gz$/, ''));
      const found = await here.discover();
      expect(found).toMatchObject([
        {
          exportName: 'company-cur',
          billingPeriod: '2026-11',
          executedAt: parseInstant(NOON.executedAt),
          dataFiles: [{ format: 'csv' }, { format: 'csv' }],
          origin: `${place}company-cur-Manifest.json`,
        },
      ]);
      expect(filesOf(found[0]!)).toEqual([`${place}company-cur-00001.csv`, `${place}company-cur-00002.csv`]);
    }
  });

  test('of any depth below its bucket bears the name of its own folder', async () => {
    for (const root of ['company-cur', 'finance/bills/aws/company-cur']) {
      const here = folder();
      const moved = (key: string) => key.replace('bills/company-cur', root);
      const { keys, files, manifest } = deliveryFiles(NOON);
      await here.put(moved(keys.data[0]!), files[0]!);
      // AWS's own page also shows a manifest without the export's name.
      const plain = moved(keys.manifests[1]!).replace('company-cur-Manifest', 'Manifest');
      await here.put(plain, moved(new TextDecoder().decode(manifest)));
      expect(await here.discover()).toMatchObject([{ exportName: 'company-cur', origin: plain }]);
    }
  });

  test('whose manifest was taken out of its folder finds the files where the data folder is', async () => {
    const here = folder();
    await here.put('another.csv');
    const { data } = await here.copy(NOON, (key) => (key.includes('/data/') ? `copy/${key}` : nameOf(key)));
    const found = await here.discover();
    expect(filesOf(found[0]!)).toEqual(data.map((key) => `copy/${key}`));
  });

  test('of a month without any file is known by where its manifest lies', async () => {
    const here = folder();
    const bare = (key: string) => key.replace('company-cur-Manifest', 'Manifest');
    for (const rename of [(key: string) => key, bare]) {
      await here.copy({ ...NOON, chunks: [] }, rename);
      expect(await here.discover()).toMatchObject([
        {
          exportName: 'company-cur',
          billingPeriod: '2026-11',
          executedAt: parseInstant(NOON.executedAt),
          isTimeKnown: true,
        },
      ]);
    }
    const lost = folder();
    await lost.copy({ ...NOON, chunks: [] }, (key) => nameOf(bare(key)));
    expect(await lost.discover()).toMatchObject([{ exportName: '', executionId: 'noon' }]);
  });

  test('laid flat with its plain manifest, of a month without any file: no row tells its period', async () => {
    const here = folder();
    await here.copy({ ...NOON, chunks: [] }, nameOf);
    const [found] = await here.discover();
    expect(found).toMatchObject({ exportName: 'company-cur', executionId: 'noon', dataFiles: [] });
    expect(found).not.toHaveProperty('billingPeriod');
  });

  test('beside others: all of them, each under its name', async () => {
    const here = folder();
    await here.copy({ ...NOON, exportName: 'b-cur' });
    await here.copy(MORNING);
    const found = await here.discover();
    expect(found.map(({ exportName }) => exportName)).toEqual(['company-cur', 'b-cur']);
    expect(found.map((one) => filesOf(one).map(nameOf))).toEqual([
      ['company-cur-00001.csv.gz'],
      ['b-cur-00001.csv.gz'],
    ]);
  });

  test('below a prefix only', async () => {
    const here = folder();
    await here.copy(MORNING, (key) => `old/${key}`);
    await here.copy(NOON, (key) => `new/${key}`);
    expect(idsOf(await here.discover('new/'))).toEqual(['noon']);
  });
});

describe('data files without a manifest', () => {
  test('that are numbered chunks of one name are one delivery; others are deliveries of their own, oldest first', async () => {
    const here = folder();
    here.at('2026-11-19T09:00:00Z');
    await here.put('cur-00002.csv.gz');
    here.at('2026-11-19T08:00:00Z');
    await here.put('cur-00001.csv.gz');
    await here.put('before.parquet');
    await here.put('readme.txt');
    await here.put('cur-00003.csv.gz.part');
    const found = await here.discover();
    expect(found).toStrictEqual([
      {
        exportName: 'local',
        executionId: 'before',
        executedAt: parseInstant('2026-11-19T08:00:00Z'),
        isTimeKnown: false,
        dataFiles: [{ pin: expect.objectContaining({ key: 'before.parquet' }), format: 'parquet' }],
        origin: 'before.parquet',
      },
      {
        exportName: 'local',
        executionId: 'cur',
        executedAt: parseInstant('2026-11-19T09:00:00Z'),
        isTimeKnown: false,
        dataFiles: ['cur-00001.csv.gz', 'cur-00002.csv.gz'].map((key) => ({
          pin: expect.objectContaining({ key }),
          format: 'csv.gz',
        })),
        origin: 'cur-00001.csv.gz',
      },
    ]);
  });

  test('take time and period from the folders they lie in, where those tell', async () => {
    const here = folder();
    const isData = (key: string) => (key.includes('/data/') ? key : undefined);
    await here.copy(NOON, isData);
    await here.copy(MORNING, isData);
    await here.put('data/BILLING_PERIOD=2026-10/cur-00001.snappy.parquet');
    await here.put('2026-11-18T21:00:00Z-evening/cur.csv');
    expect(await here.discover()).toMatchObject([
      { executedAt: parseInstant(MORNING.executedAt), isTimeKnown: true, billingPeriod: '2026-11' },
      { executedAt: parseInstant(NOON.executedAt), isTimeKnown: true, billingPeriod: '2026-11' },
      { executedAt: parseInstant('2026-11-18T21:00:00Z'), isTimeKnown: true },
      { executedAt: parseInstant('2026-11-19T00:00:00Z'), isTimeKnown: false, billingPeriod: '2026-10' },
    ]);
  });

  test('are named by their path, from its end on where it is too long for a file name', async () => {
    const here = folder();
    for (const key of ['1/cur.csv', '1/cur-00002-part.csv', `${'x'.repeat(90)}/november/cur.csv`]) {
      await here.put(key);
    }
    expect(idsOf(await here.discover())).toEqual([
      '1-cur',
      '1-cur-00002-part',
      `${'x'.repeat(87)}-november-cur`,
    ]);
  });
});

test('files of one name and one time in two folders are two deliveries, in the order of their folders', async () => {
  const here = folder();
  for (const place of ['2', '1']) await here.put(`${place}/cur.csv`);
  const found = await here.discover();
  expect(found.map(({ origin }) => origin)).toEqual(['1/cur.csv', '2/cur.csv']);
  expect(new Set(found.map(({ executedAt, executionId }) => `${executedAt}~${executionId}`)).size).toBe(2);
});

describe('what cannot be used is refused with what was found', () => {
  test('an empty folder', async () => {
    await expect(folder().discover()).rejects.toMatchObject({
      kind: 'misconfigured',
      message: 'there is nothing here',
      detail: { file: 'here', found: 'no files' },
    });
  });

  test('a folder of something else', async () => {
    const here = folder();
    for (const name of ['notes/a.txt', 'notes/b.pdf', 'notes/c.json', 'notes/d.json']) await here.put(name);
    await expect(here.discover('notes/')).rejects.toMatchObject({
      kind: 'misconfigured',
      message: 'this is not a CUR 2.0 export',
      detail: {
        file: 'notes/',
        expected: 'a *-Manifest.json, or .parquet, .csv.gz or .csv files',
        found: 'notes/a.txt, notes/b.pdf, notes/c.json',
      },
    });
  });

  test.each([
    ['cur-00001.csv', 'cur-00001.csv.gz'],
    ['cur-00001.csv', 'cur-00001.snappy.parquet'],
    ['CUR-00001.csv', 'CUR-00001.parquet'],
  ])('the same file twice, as %s and %s: its rows would count double', async (one, other) => {
    const here = folder();
    for (const key of ['cur-00002.csv', one, other]) await here.put(key);
    await expect(here.discover()).rejects.toMatchObject({
      kind: 'misconfigured',
      message: 'two files seem to hold the same rows; name one of them, or take one away',
      detail: { file: other, expected: 'each file in one format only', found: one },
    });
  });

  test('a manifest whose file is missing', async () => {
    const here = folder();
    await here.copy({ ...NOON, chunks: TWO_CHUNKS }, (key) => (key.includes('00002') ? undefined : key));
    await expect(here.discover()).rejects.toMatchObject({
      kind: 'poison',
      message: 'the manifest names a data file that is not there',
      detail: {
        file: expect.stringMatching(/Manifest\.json$/),
        expected: 'every file in dataFiles to exist',
        found: expect.stringMatching(/^nothing for s3:\/\/example-export\/.*-00002\.csv\.gz$/),
      },
    });
  });

  test('a copy that lacks a file, even where another copy has it', async () => {
    for (const place of ['2-part/bills/company-cur/', '']) {
      const here = folder();
      const spec: DeliverySpec = { ...MORNING, mode: 'overwrite', chunks: TWO_CHUNKS };
      await here.copy(spec, (key) => `1-whole/${key}`);
      await here.copy({ ...spec, executionId: 'noon' }, (key) =>
        key.includes('00002') ? undefined : key.replace('bills/company-cur/', place),
      );
      await expect(here.discover()).rejects.toMatchObject({
        kind: 'poison',
        detail: { file: expect.stringMatching(`^${place}metadata/`) },
      });
    }
  });

  test("a manifest that names another export's files, even where they are there", async () => {
    const here = folder();
    const { manifest } = deliveryFiles({ ...NOON, exportName: 'other-cur' });
    await here.copy({ ...NOON, exportName: 'other-cur' }, (key) =>
      key.includes('/data/') ? key : undefined,
    );
    const key = 'bills/company-cur/metadata/BILLING_PERIOD=2026-11/company-cur-Manifest.json';
    await here.put(key, manifest);
    await expect(here.discover()).rejects.toMatchObject({
      kind: 'poison',
      message: 'the manifest names files outside its export',
      detail: {
        file: key,
        expected: 'data files of the export company-cur',
        found: 's3://example-export/bills/other-cur/data/…',
      },
    });
    await here.put(key.replace('company-cur-Manifest', 'my-cur-Manifest'), manifest);
    await expect(here.discover('bills/company-cur/metadata/BILLING_PERIOD=2026-11/my')).rejects.toMatchObject(
      {
        detail: { expected: 'data files of the export my-cur or company-cur' },
      },
    );
  });

  test('a manifest that names a file elsewhere beside its own', async () => {
    const here = folder();
    const { keys, manifest } = deliveryFiles(NOON);
    const text = new TextDecoder().decode(manifest);
    const more = text.replace(/"\]\}$/, '","s3://example-export/somewhere/else.csv.gz"]}');
    await here.copy(NOON, (key) => (key.includes('/data/') ? key : undefined));
    await here.put('somewhere/else.csv.gz');
    await here.put(keys.manifests[0]!, more);
    await expect(here.discover()).rejects.toMatchObject({
      kind: 'poison',
      detail: { column: 'dataFiles[1]' },
    });
  });

  test.each([
    ['bills/company-cur/metadata/BILLING_PERIOD=2026-11/', 'bills/company-cur/data/BILLING_PERIOD=2026-11/'],
    ['', 'company-cur/data/BILLING_PERIOD=/'],
  ])(
    'a manifest in "%s" that names only files elsewhere, with where they should lie',
    async (place, home) => {
      const here = folder();
      const { keys, manifest } = deliveryFiles(NOON);
      const text = new TextDecoder().decode(manifest).replace(keys.data[0]!, 'else.csv.gz');
      await here.put(`${place}company-cur-Manifest.json`, text);
      await here.put('else.csv.gz');
      await expect(here.discover()).rejects.toMatchObject({
        kind: 'poison',
        detail: { expected: `a file under s3://here/${home}`, found: '"s3://example-export/else.csv.gz"' },
      });
    },
  );

  test('a legacy report, with the way to a CUR 2.0 export', async () => {
    const here = folder();
    await here.put(
      'report/20261101-20261201/report-Manifest.json',
      '{"assemblyId":"a","reportKeys":["x.csv.gz"]}',
    );
    await here.put('report/20261101-20261201/a/report-1.csv.gz');
    await expect(here.discover()).rejects.toMatchObject({
      kind: 'misconfigured',
      message: expect.stringContaining('CUR 2.0'),
    });
  });
});
