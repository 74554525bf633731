import { describe, expect, test } from 'vitest';
import { parsePrincipal } from '../../../../shared/domain/charge/parse-principal.ts';
import { codesOf, splitRegion } from '../../../../shared/domain/charge/regions.ts';
import { isBedrock } from '../../../../shared/domain/charge/select-bedrock.ts';
import { interpretUsage } from '../../../../shared/domain/charge/usage-type.ts';
import { callerTerm, principalColumn } from '../../../../shared/domain/evidence/query/caller-term.ts';
import { ATHENA, DUCKDB, sqlText } from '../../../../shared/domain/evidence/query/dialect.ts';
import { modelTerm } from '../../../../shared/domain/evidence/query/model-term.ts';
import { bedrockTerm, regionTerm } from '../../../../shared/domain/evidence/query/row-terms.ts';
import { tagTerm, teamTerm } from '../../../../shared/domain/evidence/query/team-term.ts';
import { USAGE_TYPES } from '../../charge/usage-types.ts';
import { openRows, type Row, SQLITE } from './sqlite.ts';

/** What only product names, model names and resources tell, beside the usage types. */
const NAMED: readonly Row[] = [
  { model: 'Claude Opus 4.6', product_name: 'Claude Opus 4.6 (Amazon Bedrock Edition)' },
  { product_name: 'Claude 3.5 Sonnet v2 (Amazon Bedrock Edition)' },
  { product_name: 'Claude 3.5 Sonnet (Bedrock Edition)' },
  { product_name: 'Claude Sonnet 4 (Amazon Bedrock Edition)' },
  { product_name: 'Claude Sonnet 4.5 (Amazon Bedrock Edition)' },
  { product_name: 'Llama 3.1 70B Instruct (Amazon Bedrock Edition)' },
  { product_name: 'Cohere Command R+ (Amazon Bedrock Edition)' },
  { model: 'Titan Text Embeddings V2' },
  { model: 'Nova 2 Lite' },
  { model: 'Nova Lite' },
  { product_name: 'Amazon Bedrock' },
].map((product) => ({
  line_item_usage_type: 'USE1-MP:USE1_InputTokenCount-Units',
  product: JSON.stringify(product),
}));

const RESOURCES: readonly Row[] = [
  'foundation-model/anthropic.claude-3-5-sonnet-20241022-v2:0',
  'foundation-model/anthropic.claude-3-5-sonnet-20240620-v1:0',
  'inference-profile/us.anthropic.claude-opus-4-1-20250805-v1:0',
  'inference-profile/global.anthropic.claude-sonnet-4-20250514-v1:0',
  'foundation-model/us.meta.llama3-1-70b-instruct-v1:0',
  'foundation-model/amazon.nova-lite-v1:0:300k',
  'foundation-model/mistral.mistral-large-2402-v1:0',
  'foundation-model/us.deepseek.r1-v1:0',
  'application-inference-profile/a1b2c3',
].map((resource) => ({
  line_item_usage_type: 'USE1_OutputTokenCount-Units',
  line_item_resource_id: `arn:aws:bedrock:us-east-1:123456789012:${resource}`,
}));

const CHARGES: readonly Row[] = [
  ...USAGE_TYPES.map(([line_item_usage_type]) => ({ line_item_usage_type })),
  ...NAMED,
  ...RESOURCES,
];

const productOf = (row: Row, key: string): string => JSON.parse(row.product ?? '{}')[key] ?? '';
const meaningOf = (row: Row) =>
  interpretUsage({
    usageType: row.line_item_usage_type ?? '',
    pricingUnit: '',
    description: '',
    resourceId: row.line_item_resource_id ?? '',
    regionCode: row.product_region_code ?? '',
    productModel: productOf(row, 'model'),
    productName: productOf(row, 'product_name'),
  });

const PRINCIPALS = [
  '',
  '  ',
  'arn:aws:sts::123456789012:assumed-role/claims-agent/run-42',
  'arn:aws:sts::123456789012:assumed-role/claims-agent/bob@example.com',
  'arn:aws:iam::123456789012:role/service/claims-agent',
  'arn:aws:sts::999999999999:assumed-role/claims-agent/run-42',
  'arn:aws:sts::123456789012:assumed-role/claims-agent-2/run-42',
  'arn:aws:sts::123456789012:assumed-role/claims_agent/run-42',
  'arn:aws-us-gov:sts::123456789012:assumed-role/a+b=c,d.e/x',
  'arn:aws:sts::123456789012:assumed-role/AWSReservedSSO_Dev_0123456789abcdef/ann@example.com',
  'arn:aws:sts::123456789012:assumed-role/AWSReservedSSO_Dev_Ops_0123456789abcdef/ann@example.com',
  'arn:aws:iam::123456789012:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_Dev_0123456789abcdef',
  'arn:aws:iam::123456789012:user/people/alice',
  'arn:aws:iam::123456789012:user/BedrockAPIKey-k3x9',
  'arn:aws:sts::123456789012:federated-user/bob',
  'arn:aws:iam::123456789012:root',
  "it's no ARN",
];

describe('the terms of a query choose what the ledger sums', () => {
  test('for every model and every usage type, name and resource that is known', () => {
    const rows = openRows(CHARGES);
    const models = CHARGES.map((row) => meaningOf(row).model);
    const wrong = [...new Set(models)].flatMap((model) => {
      const expected = models.flatMap((own, index) => (own === model ? [index] : []));
      const found = rows.holding(modelTerm(model, SQLITE).sql);
      const odd = [
        ...found.filter((n) => !expected.includes(n)),
        ...expected.filter((n) => !found.includes(n)),
      ];
      return odd.map((n) => [model, models[n], CHARGES[n]]);
    });
    expect(wrong).toEqual([]);
    expect(new Set(models).size).toBeGreaterThan(40);
    rows.close();
  });

  test('for every form of a caller, with all sessions of a role as one', () => {
    const rows = openRows(PRINCIPALS.map((line_item_iam_principal) => ({ line_item_iam_principal })));
    const ids = PRINCIPALS.map((arn) => parsePrincipal(arn).id);
    expect(rows.values(principalColumn(SQLITE))).toEqual(ids);
    for (const id of new Set(ids)) {
      const expected = ids.flatMap((own, index) => (own === id ? [index] : []));
      expect([id, rows.holding(callerTerm(id, SQLITE).sql)]).toEqual([id, expected]);
    }
    rows.close();
  });

  test('for both billing shapes and nothing else', () => {
    const choices: readonly Row[] = ['AWS', 'AWS Marketplace', 'AISPL', ''].flatMap((entity) =>
      ['AmazonBedrock', ' AmazonBedrockService', 'AmazonEC2', '4x9k2opaque'].flatMap((code) =>
        ['', 'Amazon Bedrock', 'Compute'].flatMap((family) =>
          ['Claude Opus 4.6 (Amazon Bedrock Edition)', 'Some product'].flatMap((name) =>
            ['', 'AmazonBedrock'].flatMap((service) =>
              ['InvokeModelStreamingInference', 'RunInstances'].map((operation) => ({
                bill_billing_entity: entity,
                line_item_product_code: code,
                product_product_family: family,
                product: JSON.stringify({ product_name: name }),
                product_servicecode: service,
                line_item_operation: operation,
              })),
            ),
          ),
        ),
      ),
    );
    const rows = openRows(choices);
    const expected = choices.flatMap((row, index) =>
      isBedrock({
        billingEntity: row.bill_billing_entity!,
        productCode: row.line_item_product_code!,
        servicecode: row.product_servicecode!,
        productFamily: row.product_product_family!,
        productName: productOf(row, 'product_name'),
        operation: row.line_item_operation!,
      })
        ? [index]
        : [],
    );
    expect(rows.holding(bedrockTerm(SQLITE).sql)).toEqual(expected);
    expect(expected.length).toBeGreaterThan(50);
    rows.close();
  });

  test('for regions that a column names or only the usage type', () => {
    const charges: readonly Row[] = [
      ...USAGE_TYPES.map(([line_item_usage_type]) => ({ line_item_usage_type })),
      { line_item_usage_type: 'USE1-NovaLite-input-tokens', product_region_code: 'eu-west-1' },
      { line_item_usage_type: 'NovaLite-input-tokens' },
    ];
    const rows = openRows(charges);
    const regions = charges.map(
      (row) => row.product_region_code ?? splitRegion(row.line_item_usage_type ?? '').region,
    );
    for (const region of new Set(regions)) {
      const expected = regions.flatMap((own, index) => (own === region ? [index] : []));
      expect([region, rows.holding(regionTerm(region, codesOf(region), SQLITE).sql)]).toEqual([
        region,
        expected,
      ]);
    }
    rows.close();
  });

  test('for teams by the first rule that matches, and for the values of a tag', () => {
    const tags = [
      { 'iamPrincipal/team': 'search', 'resourceTags/user:team': 'support' },
      { 'iamPrincipal/user:Team': ' search ' },
      { 'iamPrincipal/team': ' ', 'resourceTags/user:team': 'support' },
      { 'resourceTags/te-am': 'support' },
      {},
      {},
      {},
    ];
    const callers = ['a', 'a', 'a', 'a', 'search-api', 'a', 'a'];
    const rows = openRows(
      tags.map((own, index) => ({
        tags: JSON.stringify(own),
        line_item_iam_principal: `arn:aws:sts::123456789012:assumed-role/${callers[index]}/s`,
        line_item_usage_account_id: index === 5 ? '222222222222' : '111111111111',
      })),
    );
    const settings = {
      rules: [
        { by: 'principal-tag', key: 'team' },
        { by: 'resource-tag', key: 'team' },
        { by: 'principal', pattern: 'role/search-*@*', team: 'search' },
        { by: 'account', accountId: '222222222222', team: "o'ps" },
      ],
      tagDimensions: [],
    } as const;
    const of = (team: string) => rows.holding(teamTerm(team, settings, SQLITE).sql);
    expect([of('search'), of('support'), of("o'ps"), of('unattributed')]).toEqual([
      [0, 1, 4],
      [2, 3],
      [5],
      [6],
    ]);
    expect(rows.holding(tagTerm('team', 'support', SQLITE).sql)).toEqual([2, 3]);
    rows.close();
  });

  test('with names that hide or break nothing', () => {
    expect(sqlText("o'ps")).toBe("'o''ps'");
    expect(sqlText('a\nb\u202e')).toBe("('a' || chr(10) || 'b' || chr(8238))");
    expect(sqlText('\ud800')).toBe('(chr(65533))');
    expect(sqlText('')).toBe("''");
  });

  test('spelled for DuckDB and Athena with the same patterns', () => {
    const [duck, athena] = [DUCKDB, ATHENA].map((dialect) => modelTerm('nova-lite', dialect).sql);
    const texts = (sql: string): readonly string[] => sql.match(/'(?:[^']|'')*'/g) ?? [];
    expect(texts(duck!).filter((text) => text.length > 20)).toEqual(
      texts(athena!).filter((text) => text.length > 20),
    );
    expect(ATHENA.replace('a', 'b', 'role/\\3@\\1')).toBe("regexp_replace(a, 'b', 'role/$3@$1')");
  });
});
