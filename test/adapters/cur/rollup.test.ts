import { tableFromIPC, tableToIPC } from 'apache-arrow';
import { describe, expect, it } from 'vitest';
import {
  cubeOfRollup,
  decodeRollup,
  digestRollup,
  encodeRollup,
  summariseRollup,
} from '../../../shared/adapters/cur/rollup/rollup-file.ts';
import {
  createRollupCubes,
  createRollupDigests,
  createRollupStore,
} from '../../../shared/adapters/cur/rollup/rollup-store.ts';
import { digestEnd, digestIn, summaryIn } from '../../../shared/adapters/cur/rollup/summary-file.ts';
import { createMemoryObjectStore } from '../../../shared/adapters/memory/memory-object-store.ts';
import { Failure } from '../../../shared/domain/base/failure.ts';
import { summaryOf } from '../../../shared/domain/view/period-summary.ts';
import { buildCube, type CubeSeries } from '../../../shared/domain/view/spend-cube.ts';
import { askSpend } from '../../../shared/domain/view/spend-query.ts';
import { aCell, anEntry } from '../../builders/entry.ts';
import { aSnapshot } from '../../builders/snapshot.ts';

const rich = aSnapshot({
  unknownUsageTypes: { 'USE1-Mystery': '12', ['__proto__']: 'x', 'a"b': '-3' },
  entries: [
    anEntry({
      cells: [aCell({ cost: -1n }), aCell({ hourOfDay: 23, tokenKind: 'cache-write', cost: 2n ** 62n })],
    }),
    anEntry({ value: 'role/tomb@1', cells: [] }),
    anEntry({
      value: 'federated-user/Zoë "☃"@1',
      team: '',
      sessions: { count: 9, sample: ['a,b', 'jané@acme.org', ''] },
      cells: [aCell({ model: '', hourOfDay: 0, tokens: 9e15, rows: 2_000_000_000, cost: 0n })],
    }),
    anEntry({ dimension: 'project', value: 'untagged' }),
  ],
});

const cellValues = rich.entries.flatMap(({ scope, cells }) =>
  (cells.length ? cells : [0]).map(() => scope.value),
);

describe('the rollup file', () => {
  it('gives back the snapshot it was made of, tombstones and sessions included', () => {
    expect(decodeRollup(encodeRollup(rich))).toEqual(rich);
    const empty = aSnapshot({ entries: [] });
    expect(decodeRollup(encodeRollup(empty))).toEqual(empty);
  });

  it('is the same bytes for the same snapshot, whatever was written before and however its records were built', () => {
    const first = encodeRollup(rich);
    encodeRollup(aSnapshot());
    const reversed = Object.fromEntries(
      Object.entries(rich.totals).reverse(),
    ) as unknown as typeof rich.totals;
    expect(encodeRollup({ ...rich, totals: reversed })).toEqual(first);
  });

  it('is a plain Arrow table that names its schema', () => {
    const table = tableFromIPC(encodeRollup(rich));
    expect(table.schema.metadata.get('schema')).toBe('billhook-rollup');
    expect(table.numRows).toBe(5);
    const read = (name: string) => Array.from(table.getChild(name) as Iterable<unknown>);
    expect(read('value')).toEqual(cellValues);
    expect(read('costPico')).toContain(2n ** 62n);
  });

  it('comes in batches where it is large, each with whole entries, and is read as one', () => {
    const cells = Array.from({ length: 24_000 }, (_, at) =>
      aCell({ hourOfDay: at % 24, model: `m-${at % 7}` }),
    );
    const entries = ['a', 'b', 'c', 'd', 'e', 'f'].map((value) => anEntry({ value, cells }));
    const large = aSnapshot({ entries });
    // Also where its entries come one by one.
    const bytes = encodeRollup({ ...large, entries: new Set(entries) });
    expect(tableFromIPC(bytes).batches.map(({ numRows }) => numRows)).toEqual([48_000, 48_000, 48_000]);
    expect(decodeRollup(bytes)).toEqual(large);
  });

  it('gives pages the cube of its entries, in batches and in any order', () => {
    const cells = Array.from({ length: 24_000 }, (_, at) =>
      aCell({ hourOfDay: Math.floor(at / 1_000), model: `m-${at % 1_000}` }),
    );
    const days = [20_000, 20_001].flatMap((day) => ['a', 'b'].map((value) => anEntry({ value, day, cells })));
    for (const entries of [rich.entries, days, days.toReversed(), []]) {
      const cube = cubeOfRollup(encodeRollup({ ...rich, entries }));
      const ask = (one: typeof cube) =>
        askSpend(
          [one],
          { teams: '*' },
          {
            ...{
              key: (series: CubeSeries) => JSON.stringify(series),
              from: 0,
              to: 1_000_000,
              grain: 'month' as const,
            },
          },
        );
      const [found, expected] = [cube, buildCube(entries)].map(ask);
      expect(found).toEqual(expected);
      expect(cube.hours.length).toBe(entries.flatMap((entry) => entry.cells).length);
      expect(cube.sessions).toEqual(buildCube(entries).sessions);
    }
  });

  it('has a summary of the same sums, days, first hours and sessions', () => {
    const cells = [0, 9, 23].map((hourOfDay) => aCell({ hourOfDay, cost: 2n ** 62n + 1n }));
    const day = (day: number, value: string) =>
      anEntry({ value, day, cells, sessions: { count: 2, sample: [`ann-${day % 2}`, ''] } });
    const days = [20_000, 20_001, 20_003].flatMap((each) => [day(each, 'a'), day(each, '\ufeffb "☃"')]);
    for (const entries of [rich.entries, days, []]) {
      const rollup = encodeRollup({ ...rich, entries });
      const bytes = summariseRollup(rollup);
      const { days, teams, firstHours, span } = summaryOf(cubeOfRollup(rollup));
      expect(summaryIn(bytes)).toEqual({ days, teams, firstHours, span });
      expect(digestIn(bytes.subarray(0, digestEnd(bytes)))).toEqual(digestRollup(rollup));
      // Memory that is not where numbers must lie.
      const shifted = new Uint8Array(bytes.length + 1);
      shifted.set(bytes, 1);
      expect(summaryIn(shifted.subarray(1))).toEqual(summaryIn(bytes));
      expect(summariseRollup(rollup)).toEqual(bytes);
    }
    const { firstHours, span } = summaryOf(buildCube(days));
    expect([[...firstHours], span]).toEqual([[480_000, 480_000], { from: 480_000, to: 480_000 + 4 * 24 }]);
  });

  it('refuses a cost that 64 bits do not hold instead of wrapping it', () => {
    const limit = 2n ** 63n - 1n;
    const with_ = (cost: bigint) => aSnapshot({ entries: [anEntry({ cells: [aCell({ cost })] })] });
    expect(decodeRollup(encodeRollup(with_(limit))).entries[0]?.cells[0]?.cost).toBe(limit);
    expect(() => encodeRollup(with_(limit + 1n))).toThrow('too large');
  });

  it('refuses another version by name, and damaged bytes with a reason', () => {
    const table = tableFromIPC(encodeRollup(rich));
    table.schema.metadata.set('version', '2');
    expect(() => decodeRollup(tableToIPC(table, 'file'))).toThrow('not a rollup that this version reads');
    for (const bytes of [new Uint8Array(0), new Uint8Array(100), encodeRollup(rich).subarray(0, 900)]) {
      expect(() => decodeRollup(bytes)).toThrow(Failure);
    }
  });
});

describe('the rollup store', () => {
  it('keeps one object a delivery and knows which it lacks', async () => {
    const store = createRollupStore(createMemoryObjectStore({ now: () => 0 }), 'work');
    const key = await store.write(rich);
    expect(key).toBe('rollups/company-cur/2026-11/2026-11-18T20:00:00.000Z~execution-1.arrow');
    expect(await store.read('company-cur', '2026-11', rich.order)).toEqual(rich);
    expect(await store.read('company-cur', '2026-10', rich.order)).toBeUndefined();
  });

  it('reads the digest off the rollup where the summary is lacking, damaged, or of another layout', async () => {
    // Teams enough that the digest is longer than what is read of a file at first.
    const teams = Object.fromEntries(Array.from({ length: 2_000 }, (_, no) => [`team-${no}`, { USD: '1' }]));
    const large = { ...rich, totals: { ...rich.totals, teams } };
    const objects = createMemoryObjectStore({ now: () => 0 });
    const key = await createRollupStore(objects, 'work').write(large);
    const beside = key.replace('.arrow', '.summary');
    const whole = summariseRollup(encodeRollup(large));
    const of = ['company-cur', '2026-11', rich.order] as const;
    const [cubes, digests] = [createRollupCubes(objects, 'work'), createRollupDigests(objects, 'work')];
    expect(await cubes.summary(...of)).toBeDefined();
    const expected = await digests.digest(...of);
    expect(expected?.totals.teams['team-1999']).toEqual({ USD: '1' });
    for (const bytes of [
      new Uint8Array(0),
      whole.subarray(0, 40_000),
      whole.subarray(0, -8),
      whole.with(-9, whole.at(-9)! ^ 1),
      whole.with(6, 0x39),
    ]) {
      await objects.write('work', beside, bytes, 'application/octet-stream');
      expect(await cubes.summary(...of)).toBeUndefined();
      expect(await digests.digest(...of)).toEqual(expected);
    }
    objects.remove('work', key);
    expect(await digests.digest(...of)).toBeUndefined();
  });
});
