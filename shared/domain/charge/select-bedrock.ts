import type { ChargeFacts } from './charge.ts';

/** line_item_product_code of everything AWS itself bills under Bedrock, in lower case. */
const BEDROCK_PRODUCT_CODES: ReadonlySet<string> = new Set([
  'amazonbedrock',
  'amazonbedrockservice',
  'amazonbedrockfoundationmodels',
  'amazonbedrockagentcore',
]);

export type SelectionFacts = Pick<
  ChargeFacts,
  'billingEntity' | 'productCode' | 'servicecode' | 'productFamily' | 'productName' | 'operation'
>;

/**
 * Whether a line item belongs to Amazon Bedrock in either of its two billing shapes: billed by AWS under one of four
 * product codes, or through AWS Marketplace under an opaque code and a product name such as
 * `Claude Sonnet 4.6 (Amazon Bedrock Edition)`.
 * https://docs.aws.amazon.com/bedrock/latest/userguide/cost-management.html
 */
export function isBedrock(facts: SelectionFacts): boolean {
  if (same(facts.productFamily, 'amazon bedrock')) return true;
  if (!same(facts.billingEntity, 'aws marketplace')) {
    // Not only entity `AWS`: India's bills carry `AISPL` with the same product codes.
    return BEDROCK_PRODUCT_CODES.has(facts.productCode.trim().toLowerCase());
  }
  if (facts.productName.toLowerCase().includes('bedrock')) return true;
  // Marketplace rows whose product map was cut: only Bedrock calls carry these operations.
  return facts.servicecode.trim() === '' && facts.operation.startsWith('InvokeModel');
}

/**
 * Whether `isBedrock` looks at the service code, product name and operation of such a row: only then must a reader
 * fetch them.
 */
export const isNamedElsewhere = (facts: Pick<SelectionFacts, 'billingEntity' | 'productFamily'>): boolean =>
  same(facts.billingEntity, 'aws marketplace') && !same(facts.productFamily, 'amazon bedrock');

const same = (text: string, lower: string): boolean => text.trim().toLowerCase() === lower;
