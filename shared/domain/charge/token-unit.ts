import type { TokenKind } from './charge.ts';

export interface UnitFacts {
  readonly pricingUnit: string;
  readonly description: string;
  readonly tokenKind: TokenKind;
  readonly feature: string;
}

const TOKEN_UNIT =
  /^(?:per\s+)?(\d[\d,]*)?\s*(?:(k|m|thousand|million)(?=\s|token))?\s*(?:[a-z]+\s+)?tokens?$/;

/** Whether the description is what tells how many tokens a unit is: neither the usage type nor the unit do. */
export function needsDescription({ pricingUnit, feature }: Omit<UnitFacts, 'description'>): boolean {
  // Bought capacity is priced in tokens a minute: a rate, not an amount.
  if (feature === 'provisioned' || feature.startsWith('reserved')) return false;
  const unit = pricingUnit.trim().toLowerCase();
  return unit === '' || unit === 'units';
}

/**
 * Tokens in one unit of line_item_usage_amount; 0 where the unit is not tokens. AWS bills Bedrock in `1K tokens` or
 * `1M tokens`; Marketplace in `Units`, which are millions of tokens, but also hours of throughput or images.
 */
export function tokensPerUnit(facts: UnitFacts): number {
  if (facts.feature === 'provisioned' || facts.feature.startsWith('reserved')) return 0;
  const unit = facts.pricingUnit.trim().toLowerCase();
  const match = TOKEN_UNIT.exec(unit);
  if (match !== null) return Number((match[1] ?? '1').replaceAll(',', '')) * scaleOf(match[2]);
  if (!needsDescription(facts)) return 0;
  const description = facts.description.toLowerCase();
  if (facts.tokenKind === 'other' && !description.includes('token')) return 0;
  if (description.includes('million')) return 1_000_000;
  if (/\bthousand\b|\b1k\b|\b1,000\b/.test(description)) return 1_000;
  if (facts.tokenKind === 'other') return 0;
  return unit === 'units' ? 1_000_000 : 1_000;
}

function scaleOf(word: string | undefined): number {
  if (word === undefined) return 1;
  return word.startsWith('m') ? 1_000_000 : 1_000;
}
