import { describe, expect, it } from 'vitest';
import { Failure } from '../../../shared/domain/base/failure.ts';
import { hourOf } from '../../../shared/domain/base/instant.ts';
import type { AttributionSettings } from '../../../shared/domain/charge/attribution-settings.ts';
import { DEFAULT_ATTRIBUTION } from '../../../shared/domain/charge/attribution-settings.ts';
import type { DataFile } from '../../../shared/domain/delivery/delivery.ts';
import { createFold, type Fold } from '../../../shared/domain/ledger/fold.ts';
import type { Snapshot } from '../../../shared/domain/ledger/snapshot.ts';
import { AN_HOUR, aBatch, type RowSpec } from '../../builders/batch.ts';
import { aFacts, aForeignFacts, aMarketplaceFacts } from '../../builders/facts.ts';

const DELIVERY = { exportName: 'company-cur', executionId: 'e-1', executedAt: Date.UTC(2026, 10, 18, 20) };

const folded = (rows: readonly RowSpec[], attribution: AttributionSettings = DEFAULT_ATTRIBUTION): Fold => {
  const fold = createFold({ attribution, billingPeriod: '2026-11' });
  fold.add(aBatch(rows));
  return fold;
};
const snapshotOf = (rows: readonly RowSpec[], attribution?: AttributionSettings): Snapshot =>
  folded(rows, attribution).finish(DELIVERY);
const ofPrincipals = ({ entries }: Snapshot) =>
  entries.filter(({ scope }) => scope.dimension === 'principal');
const refusal = (run: () => unknown): Failure => {
  try {
    run();
  } catch (error) {
    if (error instanceof Failure) return error;
    throw error;
  }
  throw new Error('nothing was refused');
};

const untagged = aFacts({ tags: new Map() });
const support = aFacts({
  tags: new Map([
    ['iamPrincipal/team', 'support'],
    ['iamPrincipal/project', 'inbox'],
  ]),
  usageType: 'USE1-Claude4.6Sonnet-output-tokens',
});

describe('control totals', () => {
  it('count every row of every service, by type, service and category, to the last decimal', () => {
    const totals = folded([
      { cost: '0.1' },
      { cost: '0.00000000000000012345' },
      { facts: aMarketplaceFacts(), cost: '2' },
      { facts: aForeignFacts(), cost: '1000.5' },
      { facts: aForeignFacts({ lineItemType: 'Tax' }), cost: '7' },
      { facts: aFacts({ lineItemType: 'Credit' }), cost: '-0.5' },
      { facts: aFacts({ lineItemType: 'EdpDiscount' }), cost: '-0.25' },
      { facts: aFacts({ lineItemType: 'SomethingNew' }), cost: '3' },
    ]).finishTotals();
    expect(totals).toEqual({
      files: 1,
      rows: 8,
      cost: { USD: '1011.85000000000000012345' },
      byLineItemType: {
        Credit: { rows: 1, cost: { USD: '-0.5' } },
        EdpDiscount: { rows: 1, cost: { USD: '-0.25' } },
        SomethingNew: { rows: 1, cost: { USD: '3' } },
        Tax: { rows: 1, cost: { USD: '7' } },
        Usage: { rows: 4, cost: { USD: '1002.60000000000000012345' } },
      },
      byService: {
        AmazonEC2: { rows: 2, cost: { USD: '1007.5' } },
        Bedrock: { rows: 6, cost: { USD: '4.35000000000000012345' } },
      },
      bedrock: {
        rows: 6,
        cost: { USD: '4.35000000000000012345' },
        usageCost: { USD: '2.10000000000000012345' },
        byCategory: {
          adjustment: { rows: 1, cost: { USD: '3' } },
          credit: { rows: 1, cost: { USD: '-0.5' } },
          discount: { rows: 1, cost: { USD: '-0.25' } },
          usage: { rows: 3, cost: { USD: '2.10000000000000012345' } },
        },
      },
      teams: { search: { USD: '2.10000000000000012345' } },
      ledgerPico: '2100000000000',
    });
  });

  it('keep two currencies apart without refusing the file', () => {
    const euro = aFacts({ billingCurrency: 'EUR' });
    const totals = folded([{ cost: '1' }, { facts: euro, cost: '2' }]).finishTotals();
    expect(totals.cost).toEqual({ EUR: '2', USD: '1' });
    expect(totals.teams).toEqual({ search: { EUR: '2', USD: '1' } });
  });

  it('can be asked for again, and go on counting', () => {
    const fold = folded([{ cost: '1' }]);
    expect(fold.finishTotals()).toEqual(fold.finishTotals());
    fold.add(aBatch([{ cost: '2' }], { file: 'second.csv' }));
    expect(fold.finishTotals()).toMatchObject({ files: 2, rows: 2, cost: { USD: '3' } });
    expect(fold.finish(DELIVERY).totals.cost).toEqual({ USD: '3' });
  });

  it('name blanks instead of dropping them, and survive hostile names', () => {
    const totals = folded([
      { facts: aForeignFacts({ productCode: '', lineItemType: '' }) },
      { facts: aForeignFacts({ productCode: '__proto__' }) },
    ]).finishTotals();
    expect(Object.keys(totals.byLineItemType)).toEqual(['(none)', 'Usage']);
    expect(Object.entries(totals.byService).map(([name, { rows }]) => [name, rows])).toEqual([
      ['(none)', 1],
      ['__proto__', 1],
    ]);
  });
});

describe('entries', () => {
  it('hold Bedrock usage only: no credit, tax, discount or other service reaches a team', () => {
    const entries = ofPrincipals(
      snapshotOf([
        { cost: '5' },
        { facts: aFacts({ lineItemType: 'Credit' }), cost: '-5' },
        { facts: aFacts({ lineItemType: 'Tax' }), cost: '1' },
        { facts: aFacts({ lineItemType: 'EdpDiscount' }), cost: '-1' },
        { facts: aForeignFacts(), cost: '9' },
      ]),
    );
    expect(entries.map(({ cells }) => cells.map(({ cost }) => cost))).toEqual([[5_000_000_000_000n]]);
  });

  it('sum rows of one hour, model and kind, and sort by scope, day, model, kind, hour', () => {
    const entries = ofPrincipals(
      snapshotOf([
        { facts: support, hour: AN_HOUR + 11, cost: '3', usage: 2.5 },
        { hour: AN_HOUR + 1, cost: '2', usage: 0.0016 },
        { hour: AN_HOUR, cost: '1', usage: 1.5 },
        { hour: AN_HOUR, cost: '1', usage: 1.5 },
        { facts: untagged, hour: AN_HOUR, cost: '0' },
      ]),
    );
    expect(entries.map(({ scope, day, cells }) => [scope.team, day, cells.length])).toEqual([
      ['search', 20775, 2],
      ['support', 20776, 1],
      ['unattributed', 20775, 1],
    ]);
    expect(entries[0]?.cells).toEqual([
      {
        model: 'claude-sonnet-4.6',
        tokenKind: 'input',
        hourOfDay: 13,
        cost: 2_000_000_000_000n,
        tokens: 3000,
        rows: 2,
      },
      {
        model: 'claude-sonnet-4.6',
        tokenKind: 'input',
        hourOfDay: 14,
        cost: 2_000_000_000_000n,
        tokens: 2,
        rows: 1,
      },
    ]);
    expect(entries[1]?.cells[0]).toMatchObject({ tokenKind: 'output', hourOfDay: 0, tokens: 2500 });
  });

  it('tell rows apart by everything that changes their meaning, one fact at a time', () => {
    const base = aMarketplaceFacts({ productName: '' });
    const arn = 'arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-pro-v1:0';
    const others = [
      aMarketplaceFacts({ productName: 'Claude Haiku 4.5 (Amazon Bedrock Edition)' }),
      { ...base, operation: 'InvokeModelInference', productModel: 'Nova Lite' },
      { ...base, resourceId: arn },
      { ...base, usageType: 'USW2-MP:USW2_OutputTokenCount-Units' },
      { ...base, description: 'Thousand Input Tokens' },
      { ...base, pricingUnit: 'Tokens' },
    ];
    const entries = ofPrincipals(snapshotOf([base, ...others].map((facts) => ({ facts, usage: 2 }))));
    expect(
      entries.flatMap(({ cells }) => cells.map((cell) => [cell.model, cell.tokenKind, cell.tokens])),
    ).toEqual([
      ['claude-haiku-4.5', 'input', 2_000_000],
      ['nova-lite', 'input', 2_000_000],
      ['nova-pro', 'input', 2_000_000],
      ['unknown', 'input', 2_002_002],
      ['unknown', 'output', 2_000_000],
    ]);
  });

  it('are repeated by region, and two regions of one principal are one cell there', () => {
    const elsewhere = aFacts({ regionCode: 'eu-west-1' });
    const nameless = aFacts({ regionCode: '', usageType: 'EUZ9-Claude4.6Sonnet-input-tokens' });
    const { entries } = snapshotOf([
      { cost: '2' },
      { facts: elsewhere, cost: '3' },
      { facts: elsewhere, cost: '4', hour: AN_HOUR + 1 },
      { facts: nameless, cost: '5' },
    ]);
    expect(
      entries.map(({ scope, cells }) => [
        scope.dimension,
        scope.value,
        cells.map(({ cost, rows, tokens }) => [cost / 10n ** 12n, rows, tokens]),
      ]),
    ).toEqual([
      [
        'principal',
        'role/search-api@123456789012',
        [
          [10n, 3, 3000],
          [4n, 1, 1000],
        ],
      ],
      [
        'region',
        'eu-west-1',
        [
          [3n, 1, 1000],
          [4n, 1, 1000],
        ],
      ],
      ['region', 'unknown', [[5n, 1, 1000]]],
      ['region', 'us-east-1', [[2n, 1, 1000]]],
    ]);
  });

  it('repeat the whole usage in every tag dimension, charges without the tag as untagged', () => {
    const { entries } = snapshotOf(
      [{ facts: support, cost: '3' }, { cost: '2' }, { facts: untagged, cost: '1' }],
      {
        ...DEFAULT_ATTRIBUTION,
        tagDimensions: ['Project', 'env'],
      },
    );
    const byScope = entries
      .filter(({ scope }) => scope.dimension !== 'principal')
      .map(({ scope, cells }) => [
        scope.dimension,
        scope.team,
        scope.value,
        cells.reduce((sum, { cost }) => sum + cost, 0n),
      ]);
    expect(byScope).toEqual([
      ['Project', '', 'inbox', 3_000_000_000_000n],
      ['Project', '', 'untagged', 3_000_000_000_000n],
      ['env', '', 'untagged', 6_000_000_000_000n],
      ['region', '', 'us-east-1', 6_000_000_000_000n],
    ]);
  });

  it('collapse sessions into their role, and keep how many there were and the first few', () => {
    const session = (name: string) =>
      aFacts({ iamPrincipal: `arn:aws:sts::123456789012:assumed-role/agents/${name}` });
    const names = ['s7', 's1', 's3', 's5', 's2', 's6', 's4'];
    const rows = names.flatMap((name) => {
      const facts = session(name);
      return [{ facts }, { facts, hour: AN_HOUR + 1 }];
    });
    const entries = ofPrincipals(snapshotOf([...rows, { facts: session('s1'), hour: AN_HOUR + 24 }]));
    expect(entries.map(({ scope, sessions }) => [scope.value, sessions])).toEqual([
      ['role/agents@123456789012', { count: 7, sample: ['s1', 's2', 's3', 's4', 's5'] }],
      ['role/agents@123456789012', { count: 1, sample: ['s1'] }],
    ]);
  });

  it('keep the sessions of two roles on one day apart', () => {
    const rows = ['a', 'b', 'c'].map((role) => ({
      facts: aFacts({ iamPrincipal: `arn:aws:sts::123456789012:assumed-role/${role}/of-${role}` }),
    }));
    expect(ofPrincipals(snapshotOf(rows)).map(({ sessions }) => sessions.sample)).toEqual([
      ['of-a'],
      ['of-b'],
      ['of-c'],
    ]);
  });

  it('sort the hours of a day however they come', () => {
    const hours = [3, -9, 8, 0, -13, 5, 10, -2];
    const { entries } = snapshotOf(hours.map((hour) => ({ hour: AN_HOUR + hour })));
    expect(entries[0]?.cells.map(({ hourOfDay }) => hourOfDay)).toEqual([0, 4, 11, 13, 16, 18, 21, 23]);
  });

  it('of callers without a session count none', () => {
    const alice = aFacts({ iamPrincipal: 'arn:aws:iam::123456789012:user/alice' });
    expect(snapshotOf([{ facts: alice }]).entries[0]?.sessions).toEqual({ count: 0, sample: [] });
  });

  it('keep costs exact far beyond what one double holds', () => {
    const rows = Array.from({ length: 40 }, () => ({ cost: '999.999999999999' }));
    const { entries, totals } = snapshotOf([...rows, { cost: '123456789.000000000001' }]);
    expect(entries[0]?.cells[0]?.cost).toBe(123_496_788_999_999_999_961n);
    expect(totals.bedrock.usageCost).toEqual({ USD: '123496788.999999999961' });
  });
});

describe('what a snapshot says of its delivery', () => {
  it('is hourly where every usage row is an hour long, and daily where some span more of a day', () => {
    expect(snapshotOf([{ span: 1 }, { facts: aForeignFacts(), span: 720 }]).grain).toBe('hourly');
    for (const span of [2, 17, 24]) expect(snapshotOf([{ span: 1 }, { span }]).grain).toBe('daily');
    expect(snapshotOf([{ span: 1 }, { span: 25 }]).grain).toBe('hourly');
    expect(snapshotOf([]).grain).toBe('hourly');
    expect(snapshotOf([{ span: 1 }, { span: 720, hour: hourOf(Date.UTC(2026, 10, 1)) }]).grain).toBe(
      'hourly',
    );
    expect(snapshotOf([{ span: 720, hour: hourOf(Date.UTC(2026, 10, 1)) }]).grain).toBe('daily');
  });

  it('reaches to the end of the newest Bedrock usage hour, whatever other rows reach to', () => {
    const later = { facts: aForeignFacts(), hour: AN_HOUR + 50 };
    const month = { span: 720, hour: hourOf(Date.UTC(2026, 10, 1)) };
    expect(snapshotOf([{ hour: AN_HOUR, span: 3 }, { hour: AN_HOUR + 1 }, later, month]).dataThrough).toBe(
      AN_HOUR + 3,
    );
    expect(snapshotOf([later]).dataThrough).toBe(hourOf(Date.UTC(2026, 10, 1)));
  });

  it('lists usage types nobody knows with their cost, and keeps that cost in the ledger', () => {
    const odd = aFacts({ usageType: 'USE1-Quantum-entanglement', pricingUnit: 'Qubits' });
    const snapshot = snapshotOf([{ facts: odd, cost: '0.5' }, { cost: '1' }]);
    expect(snapshot.unknownUsageTypes).toEqual({ 'USE1-Quantum-entanglement': '500000000000' });
    expect(snapshot.totals.ledgerPico).toBe('1500000000000');
  });

  it('takes the month that most rows start in, where no manifest names the period', () => {
    const fold = createFold({ attribution: DEFAULT_ATTRIBUTION });
    const october = hourOf(Date.UTC(2026, 9, 31, 23));
    fold.add(aBatch([{ hour: october }, { hour: AN_HOUR }, { hour: october + 1 }]));
    expect(fold.periodSeen()).toBe('2026-11');
    expect(fold.finish(DELIVERY).billingPeriod).toBe('2026-11');
    expect(createFold({ attribution: DEFAULT_ATTRIBUTION }).periodSeen()).toBeUndefined();
  });

  it('a delivery of no rows is an empty ledger, if its period is known', () => {
    expect(snapshotOf([])).toMatchObject({
      entries: [],
      currency: 'USD',
      totals: { rows: 0, ledgerPico: '0' },
    });
    const failure = refusal(() => createFold({ attribution: DEFAULT_ATTRIBUTION }).finish(DELIVERY));
    expect(failure).toMatchObject({
      kind: 'poison',
      message: 'no row tells which billing period this is',
      detail: { file: 'company-cur', expected: 'at least one row with a usage start', found: 'no rows' },
    });
    const namedBy = (...dataFiles: readonly DataFile[]) =>
      refusal(() => createFold({ attribution: DEFAULT_ATTRIBUTION }).finish({ ...DELIVERY, dataFiles }))
        .detail.file;
    const pin = { bucket: 'b', key: 'empty.csv', etag: 'e', bytes: 0, lastModified: 0 };
    expect([namedBy(), namedBy({ pin, format: 'csv' })]).toEqual(['company-cur', 'empty.csv']);
  });
});

describe('refusals name file and row', () => {
  it('two currencies of Bedrock usage in one delivery, but not of tax or of other services', () => {
    const euro = { billingCurrency: 'EUR' };
    expect(
      snapshotOf([{}, { facts: aForeignFacts(euro) }, { facts: aFacts({ ...euro, lineItemType: 'Tax' }) }])
        .currency,
    ).toBe('USD');
    const fold = folded([{}, {}]);
    fold.add(aBatch([{}, { facts: aFacts(euro) }], { file: 'b.csv', firstRow: 100 }));
    const failure = refusal(() => fold.finish(DELIVERY));
    const place = { file: 'b.csv', row: 101, column: 'billing currency' };
    expect(failure).toMatchObject({
      kind: 'poison',
      message: 'one delivery bills Bedrock usage in two currencies, which cannot be added up',
      detail: { ...place, expected: 'USD', found: 'EUR' },
    });
    expect(refusal(() => snapshotOf([{}, { facts: aFacts({ billingCurrency: '' }) }])).detail.found).toBe(
      'no currency',
    );
  });

  it.each([
    ['more than 62 days early', hourOf(Date.UTC(2026, 10, 1)) - 62 * 24 - 1, true],
    ['62 days early', hourOf(Date.UTC(2026, 10, 1)) - 62 * 24, false],
    ['62 days late', hourOf(Date.UTC(2026, 11, 1)) + 62 * 24 - 1, false],
    ['more than 62 days late', hourOf(Date.UTC(2026, 11, 1)) + 62 * 24, true],
    ['in 1970', 0, true],
    ['in year 2300', hourOf(Date.UTC(2300, 0)), true],
  ])('a usage row %s', (_, hour, refused) => {
    const rows = [{}, { hour }, {}];
    if (!refused) expect(snapshotOf(rows).totals.rows).toBe(3);
    else {
      expect(refusal(() => snapshotOf(rows))).toMatchObject({
        kind: 'poison',
        message: 'a Bedrock usage row lies far outside the billing period',
        detail: { file: 'charges-00001.csv', row: 2, expected: 'a usage start within 62 days of 2026-11' },
      });
    }
  });

  it('a time before there were bills, by the number that stands for it', () => {
    const found = (hour: number) => refusal(() => snapshotOf([{ hour }])).detail.found;
    expect(found(5)).toBe('hour 5 since 1970, which is no sane time');
    expect(found(hourOf(Date.UTC(2026, 7, 1, 7)))).toBe('2026-08-01T07:00Z');
  });

  it('the first of several rows as far outside as each other', () => {
    const [early, late] = [hourOf(Date.UTC(2026, 7, 1)), hourOf(Date.UTC(2027, 2, 1))];
    for (const hour of [early, late]) {
      expect(refusal(() => snapshotOf([{}, { hour }, { hour }])).detail.row).toBe(2);
    }
  });

  it('times before 2006 and from 2200 on, in the months beside them too', () => {
    const at = (billingPeriod: string, hour: number) => {
      const fold = createFold({ attribution: DEFAULT_ATTRIBUTION, billingPeriod });
      fold.add(aBatch([{ hour }]));
      return () => fold.finish(DELIVERY);
    };
    const [from, to] = [hourOf(Date.UTC(2006, 0)), hourOf(Date.UTC(2200, 0))];
    expect(at('2006-01', from)).not.toThrow();
    expect(at('2006-01', from - 1)).toThrow('outside the billing period');
    expect(at('2199-12', to - 1)).not.toThrow();
    expect(at('2199-12', to)).toThrow('outside the billing period');
  });

  it('a stray time of another service is counted and harms nothing', () => {
    expect(snapshotOf([{}, { facts: aForeignFacts(), hour: 0 }]).totals.rows).toBe(2);
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY, 1e12 + 1, -1e12 - 1])(
    'a usage amount of %d thousand tokens, beyond a quadrillion',
    (usage) => {
      expect(refusal(() => snapshotOf([{}, { usage }]))).toMatchObject({
        kind: 'poison',
        message: 'the usage amount of a Bedrock row cannot be',
        detail: {
          file: 'charges-00001.csv',
          row: 2,
          expected: 'at most 1000000000000000 tokens',
          found: `${usage} units of 1000 tokens`,
        },
      });
      expect(snapshotOf([{ usage: 1e12 }]).entries[0]?.cells[0]?.tokens).toBe(1e15);
    },
  );

  it('an unusable rule, before any row', () => {
    const attribution = {
      rules: [{ by: 'account', accountId: '12', team: 'x' }],
      tagDimensions: [],
    } as const;
    expect(refusal(() => createFold({ attribution })).kind).toBe('misconfigured');
  });

  it('a batch that names facts or costs it does not have', () => {
    const batch = aBatch([{}]);
    const bare = { ...batch, facts: [] };
    expect(refusal(() => createFold({ attribution: DEFAULT_ATTRIBUTION }).add(bare))).toMatchObject({
      kind: 'bug',
      message: 'a row names facts that its batch does not have',
      detail: { file: 'charges-00001.csv' },
    });
    const costless = { ...aBatch([{}, {}]), costPico: Float64Array.of(1, Number.NaN) };
    expect(refusal(() => createFold({ attribution: DEFAULT_ATTRIBUTION }).add(costless))).toMatchObject({
      kind: 'bug',
      message: 'a row has no cost',
      detail: { file: 'charges-00001.csv', row: 2 },
    });
  });
});
