import { FEATURES, UNKNOWN_FEATURE } from '../../charge/token-kind.ts';
import { type Dialect, literally } from './dialect.ts';
import { modelPattern } from './model-pattern.ts';
import { blankless, type QueryTerm } from './row-terms.ts';

const REGION = '((US|UG|EU|AP|CA|CN|SA|ME|IL|AF|MX)[A-Z][0-9]|EU)[-_]';
/** What follows a model's name in a usage type. */
const KIND =
  '[-_](mantle|cache-?read|cache-?write|(speech|audio|image|video|document)-(input|output)|input|output|latency-optimized|long-(context|ctx)|nova-grounding|provisionedthroughput|custommodelimport|customization|rft-training|reserved|search[-_]units)([-_:].*)?$';
const EDITION = '[ ]*[(](amazon +)?bedrock edition[)]$';
const MODEL_ARN = '^.*:(foundation-model|inference-profile|custom-model|imported-model|provisioned-model)/';

/**
 * Charges of one model, told by the first that names one: the product's model, the product's name where Marketplace sells
 * it, the usage type up to the token kind, the resource. Charges of no model are named by what they are for.
 */
export function modelTerm(model: string, dialect: Dialect): QueryTerm {
  const named = namedModel(dialect);
  const byName = dialect.matches(named, modelPattern(model));
  const byFeature = featureSql(model, dialect);
  return {
    name: 'model',
    sql: byFeature === undefined ? byName : `(${byName} OR (${named} = '' AND ${byFeature}))`,
  };
}

/** In lower case; '' where nothing names a model. */
function namedModel({ matches, replace, valueAt }: Dialect): string {
  const product = `lower(${blankless(valueAt('product', 'model'))})`;
  const name = `lower(${blankless(valueAt('product', 'product_name'))})`;
  const type = `lower(${usageType(replace)})`;
  const resource = `lower(${blankless('line_item_resource_id')})`;
  return `coalesce(
      nullif(${product}, ''),
      CASE WHEN ${matches(name, EDITION)} THEN ${replace(name, EDITION, '')} END,
      CASE WHEN ${matches(type, KIND)} THEN nullif(${replace(type, KIND, '')}, '') END,
      CASE WHEN ${matches(resource, MODEL_ARN)} THEN ${replace(resource, MODEL_ARN, '')} END,
      '')`;
}

/** Without the region, and without the second one of Marketplace. */
const usageType = (replace: Dialect['replace']): string =>
  replace(blankless('line_item_usage_type'), `^(${REGION})?(MP:(${REGION})?)?`, '');

/** What a charge of no model is for: the first of the known parts of a usage type. */
function featureSql(feature: string, { matches, replace }: Dialect): string | undefined {
  const type = `replace(replace(lower(${usageType(replace)}), '-', ''), '_', '')`;
  const any = (parts: readonly string[]): string => matches(type, parts.map(literally).join('|'));
  if (feature === UNKNOWN_FEATURE) return `NOT ${any(FEATURES.map(([part]) => part))}`;
  const own = FEATURES.filter(([, name]) => feature === name || directionOf(feature, name) !== undefined);
  if (own.length === 0) return undefined;
  const before = FEATURES.slice(0, FEATURES.indexOf(own[0]!)).map(([part]) => part);
  const direction = directionOf(feature, own[0]![1]);
  return [
    any(own.map(([part]) => part)),
    ...(before.length === 0 ? [] : [`NOT ${any(before)}`]),
    ...(direction === undefined ? [] : [matches(type, direction)]),
  ].join(' AND ');
}

const directionOf = (feature: string, name: string): string | undefined =>
  ['input', 'output'].find((direction) => feature === `${name}-${direction}`);
