import { describe, expect, test } from 'vitest';
import { createCurChargeSource } from '../../shared/adapters/cur/charge-source.ts';
import { createCurDeliveryFormat } from '../../shared/adapters/cur/delivery-format.ts';
import { createMemoryObjectStore } from '../../shared/adapters/memory/memory-object-store.ts';
import { parseInstant } from '../../shared/domain/base/instant.ts';
import { DEFAULT_ATTRIBUTION } from '../../shared/domain/charge/attribution-settings.ts';
import { diagnose, worstLight } from '../../shared/domain/doctor/diagnose.ts';
import {
  type ChannelFacts,
  type ExportFacts,
  type Known,
  known,
  type TagStatus,
  unknown,
} from '../../shared/domain/doctor/facts.ts';
import type { CheckName, DoctorLine } from '../../shared/domain/doctor/line.ts';
import { examine } from '../../shared/flow/examine.ts';
import type { CurRow } from '../builders/cur-file.ts';
import { aSpend, deliveryFiles, putFiles } from '../builders/export-files.ts';
import { BUCKET, EXPORT, PREFIX } from '../builders/flow-world.ts';

const MARKETPLACE: CurRow = {
  billingEntity: 'AWS Marketplace',
  productCode: '4fe2a1c8example',
  product: { product_name: 'Claude Opus 4.6 (Amazon Bedrock Edition)' },
  usageType: 'MP:USE1_OutputTokenCount-Units',
};
const SOUND_ROWS = [
  aSpend('search', 60),
  aSpend('claims', 40, { ...MARKETPLACE, subAccountId: '210987654321' }),
];

const SOUND_EXPORT: ExportFacts = {
  name: EXPORT,
  table: 'COST_AND_USAGE_REPORT',
  settings: { TIME_GRANULARITY: 'HOURLY', INCLUDE_RESOURCES: 'TRUE', INCLUDE_IAM_PRINCIPAL_DATA: 'TRUE' },
  format: 'PARQUET',
  overwrite: 'CREATE_NEW_REPORT',
  bucket: BUCKET,
  prefix: PREFIX,
  isHealthy: true,
  lastRefreshedAt: parseInstant('2026-11-18T13:00Z'),
};

interface Situation {
  readonly rows?: readonly CurRow[];
  readonly deliveredAt?: string;
  readonly exports?: Known<readonly ExportFacts[]>;
  readonly tags?: Known<readonly TagStatus[]>;
  readonly channels?: readonly ChannelFacts[];
  readonly exportName?: string;
  /** In the place of a delivery. */
  readonly file?: string;
}

/** An account and its bucket, looked at on 18 November at 20:00. */
async function diagnosis(situation: Situation): Promise<readonly DoctorLine[]> {
  const { rows = SOUND_ROWS, deliveredAt = '2026-11-18T13:00Z', channels } = situation;
  const objects = createMemoryObjectStore({ now: () => parseInstant(deliveredAt) });
  if (situation.file === undefined) {
    await putFiles(objects, deliveryFiles({ executedAt: deliveredAt, chunks: [rows] }));
  } else {
    const bytes = new TextEncoder().encode(situation.file);
    await objects.write(BUCKET, `${PREFIX}/${EXPORT}/report.csv`, bytes, 'text/csv');
  }
  const reading = { objects, format: createCurDeliveryFormat(), charges: createCurChargeSource() };
  const facts = await examine(
    {
      account: {
        exports: async () => situation.exports ?? known([SOUND_EXPORT]),
        tags: async () => situation.tags ?? known([{ key: 'iamPrincipal/team', isActive: true }]),
      },
      openBucket: (bucket, prefix) => ({ ...reading, bucket, prefix }),
      ...(channels === undefined ? {} : { channels: async () => channels }),
    },
    {
      asOf: parseInstant('2026-11-18T20:00Z'),
      attribution: DEFAULT_ATTRIBUTION,
      ...(situation.exportName === undefined ? {} : { exportName: situation.exportName }),
    },
  );
  return diagnose(facts);
}

const exported = (change: Partial<ExportFacts>): Pick<Situation, 'exports'> => ({
  exports: known([{ ...SOUND_EXPORT, ...change }]),
});
const set = (name: string, value: string): Pick<Situation, 'exports'> =>
  exported({ settings: { ...SOUND_EXPORT.settings, [name]: value } });
const without = (word: keyof CurRow): readonly CurRow[] =>
  SOUND_ROWS.map(({ [word]: _, ...row }) => row as CurRow);

test('a sound set-up is green throughout', async () => {
  const lines = await diagnosis({ channels: [{ name: 'Slack as billhook in Acme' }] });
  expect(lines.filter(({ light }) => light !== 'green')).toEqual([]);
  expect(lines).toHaveLength(13);
});

test('a share has one decimal as in every report, and a part reads neither as nothing nor as all', async () => {
  const sharesOf = async (tagged: number, untagged: number) => {
    const { tags: _, ...nobodys } = aSpend('claims', untagged);
    const lines = await diagnosis({ rows: [aSpend('search', tagged), nobodys] });
    return ['tags', 'attribution'].map((name) => lines.find(({ check }) => check === name)?.found);
  };
  expect(await sharesOf(953, 47)).toEqual([
    expect.stringMatching(/ 95\.3 % of /),
    expect.stringMatching(/^4\.7 % of /),
  ]);
  expect(await sharesOf(99_999, 1)).toEqual([
    expect.stringMatching(/ 99\.9 % of /),
    expect.stringMatching(/^under 0\.1 % of /),
  ]);
});

describe('each fault is named with its fix and its wait', () => {
  const cases: readonly [string, Situation, CheckName, DoctorLine['light'], RegExp, RegExp, boolean][] = [
    ['no export', { exports: known([]) }, 'export', 'red', /no CUR 2\.0 export/, /create one/, true],
    [
      'another name',
      { exportName: 'finops' },
      'export',
      'red',
      /no export named finops; there are/,
      /--export/,
      false,
    ],
    [
      'a failed delivery',
      exported({ isHealthy: false }),
      'export',
      'red',
      /unhealthy/,
      /bcm-data-exports/,
      true,
    ],
    [
      'FOCUS',
      { ...exported({ table: 'FOCUS_1_2_AWS' }), exportName: EXPORT },
      'table',
      'red',
      /FOCUS_1_2_AWS/,
      /CUR 2\.0/,
      true,
    ],
    [
      'legacy CUR',
      { file: 'identity/LineItemId,bill/BillType,lineItem/UnblendedCost\na,Anniversary,1\n' },
      'table',
      'red',
      /legacy|CUR 2\.0/,
      /create a CUR 2\.0 export/,
      true,
    ],
    [
      'daily grain',
      set('TIME_GRANULARITY', 'DAILY'),
      'grain',
      'red',
      /^daily/,
      /TIME_GRANULARITY = HOURLY/,
      true,
    ],
    [
      'callers not asked for',
      set('INCLUDE_IAM_PRINCIPAL_DATA', 'FALSE'),
      'principal',
      'red',
      /not asked for callers/,
      /INCLUDE_IAM_PRINCIPAL_DATA = TRUE/,
      true,
    ],
    [
      'callers asked for and empty',
      { rows: without('iamPrincipal') },
      'principal',
      'red',
      /empty on all of \$100\.00/,
      /re-create/,
      true,
    ],
    [
      'some callers',
      { rows: [...SOUND_ROWS, ...without('iamPrincipal')] },
      'principal',
      'amber',
      /50 % of \$200\.00/,
      /next month/,
      false,
    ],
    [
      'tags inactive',
      { rows: without('tags'), tags: known([{ key: 'iamPrincipal/team', isActive: false }]) },
      'tags',
      'red',
      /inactive/,
      /activate iamPrincipal\/team/,
      true,
    ],
    [
      'tags unheard of',
      { rows: without('tags'), tags: known([]) },
      'tags',
      'red',
      /does not know iamPrincipal\/team/,
      /aws iam tag-role/,
      true,
    ],
    [
      'tags on their way',
      { rows: without('tags') },
      'tags',
      'amber',
      /active, but no Bedrock row/,
      /wait/,
      true,
    ],
    [
      'no resources',
      set('INCLUDE_RESOURCES', 'FALSE'),
      'resources',
      'amber',
      /unknown model/,
      /INCLUDE_RESOURCES/,
      true,
    ],
    [
      'overwritten',
      exported({ overwrite: 'OVERWRITE_REPORT' }),
      'layout',
      'amber',
      /overwrites/,
      /CREATE_NEW_REPORT/,
      true,
    ],
    ['CSV', exported({ format: 'TEXT_OR_CSV' }), 'layout', 'amber', /CSV/, /PARQUET/, true],
    ['late', { deliveredAt: '2026-11-17T19:00Z' }, 'freshness', 'amber', /25 h ago/, /Data Exports/, true],
    ['stale', { deliveredAt: '2026-11-14T19:00Z' }, 'freshness', 'red', /4 days ago/, /bucket policy/, true],
    [
      'no Bedrock',
      { rows: [aSpend('search', 3, { productCode: 'AmazonEC2' })] },
      'bedrock',
      'amber',
      /no Bedrock usage among 1 row/,
      /payer/,
      true,
    ],
    [
      'one shape',
      { rows: [aSpend('search', 3)] },
      'shapes',
      'amber',
      /billed by AWS itself/,
      /invoice/,
      false,
    ],
    [
      'one account',
      { rows: [aSpend('search', 3)] },
      'accounts',
      'amber',
      /1 account /,
      /management account/,
      false,
    ],
    [
      'untagged money',
      { rows: without('tags') },
      'attribution',
      'amber',
      /100 % of Bedrock usage/,
      /report untagged/,
      false,
    ],
    ['no channel', { channels: [] }, 'channels', 'red', /reach nobody/, /SSM/, false],
    [
      'a channel that refuses',
      { channels: [{ name: 'Slack', fault: 'the bot token is refused (invalid_auth)' }] },
      'channels',
      'red',
      /invalid_auth/,
      /replace the secret/,
      false,
    ],
  ];
  test.each(cases)('%s', async (_, situation, check, light, found, fix, waits) => {
    const line = (await diagnosis(situation)).find((each) => each.check === check);
    expect(line).toMatchObject({
      light,
      found: expect.stringMatching(found),
      fix: expect.stringMatching(fix),
    });
    expect(line?.wait !== undefined).toBe(waits);
  });
});

test('what may not be asked is grey and says which right it needs; the rest is still checked', async () => {
  const denied = unknown('access denied: it needs ce:ListCostAllocationTags');
  const lines = await diagnosis({ tags: denied, exports: known([SOUND_EXPORT]), rows: without('tags') });
  expect(lines.find(({ check }) => check === 'tags')).toMatchObject({ light: 'red' });
  const blind = await diagnosis({ exports: unknown('access denied: it needs bcm-data-exports:ListExports') });
  expect(blind.map(({ light }) => light)).toEqual(
    blind.map(({ check }) => (check === 'tags' ? 'green' : 'grey')),
  );
  expect(blind[0]?.found).toContain('ListExports');
  expect(worstLight(blind)).toBe('green');
});
