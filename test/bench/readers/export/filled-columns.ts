import { direction, model, region, service } from './catalog.ts';

/** SQL of a column over the drawn rows; one text where Bedrock's rows are like all others. */
type Content = string | { readonly bedrock: string; readonly other: string };

const MONTH_START = Date.UTC(2026, 9, 1);
const MONTH_END = Date.UTC(2026, 10, 1);
const HOUR_MS = 3_600_000;

const at = (milliseconds: string | number): string => `make_timestamp_ms(${milliseconds})::TIMESTAMP_MS`;
const start = `${MONTH_START} + hour * ${HOUR_MS}`;
const end = `${MONTH_START} + (hour + 1) * ${HOUR_MS}`;
const iso = (milliseconds: string): string => `strftime(${at(milliseconds)}, '%Y-%m-%dT%H:%M:%SZ')`;

/** Made-up accounts, so many that an account is no department. */
const account = { bedrock: '100000000001 + principal % 37', other: '100000000001 + account' };
const both = (content: Content, wrap: (sql: string) => string): Content =>
  typeof content === 'string'
    ? wrap(content)
    : { bedrock: wrap(content.bedrock), other: wrap(content.other) };

/** Of 1000 drawn chances: the few Bedrock rows that are credits, and other kinds among the rest. */
const lineType = {
  bedrock: "CASE WHEN chance < 5 THEN 'Credit' ELSE 'Usage' END",
  other: `CASE WHEN chance < 10 THEN 'Tax' WHEN chance < 30 THEN 'Credit'
    WHEN chance < 60 THEN 'SavingsPlanCoveredUsage' ELSE 'Usage' END`,
};
const unlessTax = (sql: string): string => `CASE WHEN chance >= 10 THEN ${sql} END`;

/** As AWS writes money: the double nearest to a decimal of at most ten places, because whole 10^-10 USD are divided. */
const cost = {
  bedrock: `CASE WHEN chance < 5 THEN -1 ELSE 1 END * tokens * ${model.price} / 1e10`,
  other:
    'CASE WHEN chance BETWEEN 10 AND 29 THEN -1 ELSE 1 END * micro_amount * (usage * 100 + service) / 1e10',
};
const amount = {
  bedrock: 'CASE WHEN chance < 5 THEN 0.0 ELSE tokens / 1e3 END',
  other: 'CASE WHEN chance < 10 THEN 1.0 WHEN chance < 30 THEN 0.0 ELSE micro_amount / 1e6 END',
};
const rate = {
  bedrock: `printf('%.10f', ${model.price} / 1e7)`,
  other: unlessTax("printf('%.10f', (usage * 100 + service) / 1e4)"),
};
const usageType = {
  bedrock: `${region.prefix} || '-' || ${model.code} || '-' || ${direction.ending}`,
  other: unlessTax(service.usageType),
};
const productCode = { bedrock: "'AmazonBedrock'", other: service.code };
const operation = { bedrock: "'InvokeModelInference'", other: unlessTax(service.operation) };
const unit = { bedrock: "'1K tokens'", other: unlessTax(service.unit) };

const map = (entries: Readonly<Record<string, string>>): string =>
  `map([${Object.keys(entries)
    .map((key) => `'${key}'`)
    .join(', ')}], [${Object.values(entries).join(', ')}])`;
const NO_ENTRY = 'map([]::VARCHAR[], []::VARCHAR[])';

const environment = "['prod', 'prod', 'staging', 'dev'][principal % 4 + 1]";
/** Teams are of unlike size, and one principal in twelve was never given a tag. */
const principalTags = {
  'iamPrincipal/team': "'team-' || zipf(principal, 'team', 40)",
  'iamPrincipal/project': "'project-' || zipf(principal, 'project', 150)",
  'iamPrincipal/cost-center': "'CC-' || (4100 + zipf(principal, 'team', 40))",
  'iamPrincipal/environment': environment,
  'accountTag/owner': "'owner-' || principal % 37",
};
const profileTag = { 'resourceTags/user:application': "'app-' || principal % 60" };
const bedrockTags = `CASE WHEN pick(principal, 'untagged', 12) = 0 THEN ${map({ 'accountTag/owner': principalTags['accountTag/owner'] })}
  WHEN profiled THEN ${map({ ...principalTags, ...profileTag })} ELSE ${map(principalTags)} END`;

const principal = `CASE WHEN principal % 5 = 4
  THEN 'arn:aws:iam::' || (${account.bedrock}) || ':user/builder-' || principal
  ELSE 'arn:aws:sts::' || (${account.bedrock}) || ':assumed-role/agent-' || principal % 300 || '/session-' || principal END`;

/** The columns that hold something in at least some rows. */
export const FILLED: Readonly<Record<string, Content>> = {
  bill_bill_type: "'Anniversary'",
  bill_billing_entity: "'AWS'",
  bill_billing_period_end_date: at(MONTH_END),
  bill_billing_period_start_date: at(MONTH_START),
  bill_invoicing_entity: "'Amazon Web Services, Inc.'",
  bill_payer_account_id: "'100000000001'",
  bill_payer_account_name: "'Example payer'",
  cost_category: {
    bedrock: map({ unit: "'unit-' || principal % 7" }),
    other: map({ unit: "'unit-' || account % 7" }),
  },
  discount: 'map([]::VARCHAR[], []::DOUBLE[])',
  identity_line_item_id:
    "base32(draw(id, 'a')) || base32(draw(id, 'b')) || base32(draw(id, 'c')) || base32(draw(id, 'd'))",
  identity_time_interval: `${iso(start)} || '/' || ${iso(end)}`,
  line_item_availability_zone: {
    bedrock: 'NULL',
    other: `${region.code} || ['a', 'b', 'c', NULL][resource % 4 + 1]`,
  },
  line_item_blended_cost: cost,
  line_item_blended_rate: rate,
  line_item_currency_code: "'USD'",
  line_item_iam_principal: { bedrock: principal, other: 'NULL' },
  line_item_legal_entity: "'Amazon Web Services, Inc.'",
  line_item_line_item_description: {
    bedrock: `'$' || ${rate.bedrock} || ' per 1K ' || ${direction.words} || ' for ' || ${model.name} || ' in ' || ${region.location}`,
    other: `CASE WHEN chance < 10 THEN 'Tax for product code ' || ${service.code} ELSE '$' || ${rate.other} || ' per ' || ${service.unit} || ' in ' || ${region.location} END`,
  },
  line_item_line_item_type: lineType,
  line_item_operation: operation,
  line_item_product_code: productCode,
  line_item_resource_id: {
    bedrock: `CASE WHEN profiled THEN 'arn:aws:bedrock:' || ${region.code} || ':' || (${account.bedrock}) || ':application-inference-profile/app-' || principal % 60
      ELSE 'arn:aws:bedrock:' || ${region.code} || '::foundation-model/' || lower(${model.code}) END`,
    other: unlessTax(
      `'arn:aws:resource:' || ${region.code} || ':' || (100000000001 + account) || ':thing/' || resource`,
    ),
  },
  line_item_tax_type: { bedrock: 'NULL', other: "CASE WHEN chance < 10 THEN 'VAT' END" },
  line_item_unblended_cost: cost,
  line_item_unblended_rate: rate,
  line_item_usage_account_id: both(account, (number) => `(${number})::VARCHAR`),
  line_item_usage_account_name: both(account, (number) => `'account ' || (${number} - 100000000000)`),
  line_item_usage_amount: amount,
  line_item_usage_end_date: at(end),
  line_item_usage_start_date: at(start),
  line_item_usage_type: usageType,
  pricing_currency: "'USD'",
  pricing_public_on_demand_cost: cost,
  pricing_public_on_demand_rate: rate,
  pricing_rate_code: {
    bedrock: "'SKU' || model || '.JRTCKXETXF.' || direction",
    other: unlessTax("'SKU' || service || '.JRTCKXETXF.' || usage"),
  },
  pricing_rate_id: {
    bedrock: '(4100000 + model * 10 + direction)::VARCHAR',
    other: unlessTax('(5100000 + service * 100 + usage)::VARCHAR'),
  },
  pricing_term: { bedrock: "'OnDemand'", other: unlessTax("'OnDemand'") },
  pricing_unit: unit,
  product: {
    bedrock: map({
      product_name: `${model.name} || ' (Amazon Bedrock Edition)'`,
      model: model.name,
      provider: model.provider,
      feature: "'On-demand Inference'",
      inference_type: direction.words,
      region: region.code,
      servicename: "'Amazon Bedrock'",
    }),
    other: map({ product_name: service.name, region: region.code, servicename: service.name }),
  },
  product_location: region.location,
  product_location_type: "'AWS Region'",
  product_operation: operation,
  product_product_family: { bedrock: "'Amazon Bedrock'", other: unlessTax(service.family) },
  product_region_code: region.code,
  product_servicecode: productCode,
  product_sku: { bedrock: "'SKU' || model || direction", other: unlessTax("'SKU' || service || usage") },
  product_usagetype: usageType,
  resource_tags: {
    bedrock: `CASE WHEN profiled THEN ${map({ user_application: profileTag['resourceTags/user:application'] })} ELSE ${NO_ENTRY} END`,
    other: map({ user_team: "'team-' || account % 40", user_service: "'service-' || resource % 90" }),
  },
  tags: {
    bedrock: bedrockTags,
    other: map({
      'resourceTags/user:team': "'team-' || account % 40",
      'resourceTags/user:service': "'service-' || resource % 90",
      'resourceTags/user:environment': "['prod', 'staging', 'dev'][resource % 3 + 1]",
      'accountTag/owner': "'owner-' || account",
    }),
  },
};

export const sqlOf = (content: Content): string =>
  typeof content === 'string'
    ? content
    : `CASE WHEN bedrock THEN ${content.bedrock} ELSE ${content.other} END`;
