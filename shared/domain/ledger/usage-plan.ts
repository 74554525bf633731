import { boundedName } from '../base/bounded-name.ts';
import { attribute } from '../charge/attribute.ts';
import type { AttributionSettings } from '../charge/attribution-settings.ts';
import { categoryOf } from '../charge/category.ts';
import type { ChargeCategory, ChargeFacts, TokenKind, UsageMeaning } from '../charge/charge.ts';
import { parsePrincipal } from '../charge/parse-principal.ts';
import type { Principal } from '../charge/principal.ts';
import { isBedrock } from '../charge/select-bedrock.ts';
import { UNKNOWN_FEATURE } from '../charge/token-kind.ts';
import { interpretUsage } from '../charge/usage-type.ts';
import { type LedgerScope, PRINCIPAL_DIMENSION, UNTAGGED } from './entry.ts';
import { scopeKey } from './entry-key.ts';
import { createInterner, type Interner } from './interner.ts';
import { createPairTable, type PairTable } from './pair-table.ts';
import type { SessionTable } from './session-table.ts';

/** What is counted of a scope, apart from everything else within one hour. */
export interface Kind {
  readonly model: string;
  readonly tokenKind: TokenKind;
  /** Of the principal dimension only, from which the regions are added up in the end; '' in all others. */
  readonly region: string;
}

/** What all rows of one combination of facts have in common, worked out once. */
export interface ChargePlan {
  readonly facts: ChargeFacts;
  readonly category: ChargeCategory;
  readonly bedrock: boolean;
  /** Only for Bedrock usage: what teams are judged by. */
  readonly usage?: UsagePlan;
}

export interface UsagePlan {
  readonly team: string;
  readonly currency: string;
  readonly tokensPerUnit: number;
  readonly unknownUsageType: boolean;
  /** One series in each dimension, the principal's first. */
  readonly series: readonly number[];
  /** -1 where the caller has no session. */
  readonly session: number;
}

export interface Planner {
  plan(facts: ChargeFacts): ChargePlan;
  readonly scopes: Interner<LedgerScope>;
  readonly kinds: Interner<Kind>;
  /** Pairs of a scope and a kind: what is added up together within one hour. */
  readonly series: PairTable;
}

export function createPlanner(settings: AttributionSettings, sessions: SessionTable): Planner {
  const scopes = createInterner<LedgerScope>();
  const kinds = createInterner<Kind>();
  const series = createPairTable();
  const principals = createInterner<Principal>();
  const meanings = createInterner<KnownMeaning>();

  const kindOf = ({ model, tokenKind }: UsageMeaning, region: string): number =>
    kinds.code(kindKey({ model, tokenKind, region }), () => ({ model, tokenKind, region }));

  /** Its kind with the region is that of principals, the one without is that of tags. */
  const known = (facts: ChargeFacts): KnownMeaning => {
    const meaning = interpretUsage(facts);
    return { meaning, regional: kindOf(meaning, boundedName(meaning.region)), plain: kindOf(meaning, '') };
  };

  const usagePlan = (facts: ChargeFacts): UsagePlan => {
    const principal = principals.value(facts.iamPrincipal, () => parsePrincipal(facts.iamPrincipal));
    const { meaning, regional, plain } = meanings.value(meaningKey(facts), () => known(facts));
    const { team, tags } = attribute(facts, principal, settings);
    const spent: LedgerScope[] = [
      { dimension: PRINCIPAL_DIMENSION, team, value: principal.id },
      ...settings.tagDimensions.map((dimension, index) => ({
        dimension,
        team: '',
        value: tags[index] || UNTAGGED,
      })),
    ];
    const numbers = spent.map((scope) => scopes.code(scopeKey(scope), () => scope));
    return {
      team,
      currency: facts.billingCurrency,
      tokensPerUnit: meaning.tokensPerUnit,
      unknownUsageType: meaning.feature === UNKNOWN_FEATURE,
      series: numbers.map((scope, index) => series.code(scope, index === 0 ? regional : plain)),
      session: principal.session === undefined ? -1 : sessions.code(numbers[0]!, principal.session),
    };
  };

  return {
    scopes,
    kinds,
    series,
    plan(facts) {
      const bedrock = isBedrock(facts);
      const category = categoryOf(facts.lineItemType);
      if (!bedrock || category !== 'usage') return { facts, category, bedrock };
      return { facts, category, bedrock, usage: usagePlan(facts) };
    },
  };
}

interface KnownMeaning {
  readonly meaning: UsageMeaning;
  readonly regional: number;
  readonly plain: number;
}

export const kindKey = ({ model, tokenKind, region }: Kind): string =>
  JSON.stringify([tokenKind, region, model]);

/** One usage type of a thousand sessions has one meaning. */
const meaningKey = (facts: ChargeFacts): string =>
  JSON.stringify([
    facts.usageType,
    facts.pricingUnit,
    facts.description,
    facts.resourceId,
    facts.regionCode,
    facts.productModel,
    facts.productName,
  ]);
