import type { CurWord } from '../../shared/adapters/cur/columns.ts';
import type { Decimal } from '../../shared/domain/base/decimal.ts';
import type { ChargeBatch, ChargeFacts } from '../../shared/domain/charge/charge.ts';
import { isBedrock } from '../../shared/domain/charge/select-bedrock.ts';
import type { RawFile, RawRow, RawValue } from './raw-row.ts';

/**
 * What a row means, worked out one row at a time and without a line of the readers' own code: costs by their text with
 * whole numbers, times by division, maps entry by entry. A batch a row, so nothing is shared between rows either.
 */
export function* plainBatches(
  { words, rows }: RawFile,
  file: string,
  cost: 'unblended' | 'net',
): Generator<ChargeBatch> {
  const known: ChargeFacts[] = [];
  const codes = new Map<string, number>();
  for (const [index, row] of rows.entries()) {
    const facts = factsOf(row, words);
    const name = JSON.stringify({ ...facts, tags: [...facts.tags] });
    const code = codes.get(name) ?? known.push(facts) - 1;
    codes.set(name, code);
    const start = timeOf(row.chargePeriodStart);
    const end = row.chargePeriodEnd === null ? start : timeOf(row.chargePeriodEnd);
    yield {
      file,
      rows: 1,
      readSoFar: index + 1,
      lineItems: Int32Array.of(1),
      fileRow: Int32Array.of(index + 1),
      facts: known,
      factsCode: Int32Array.of(code),
      startHour: Int32Array.of(Math.floor(start / 3_600_000)),
      spanHours: Int32Array.of(Math.max(1, Math.ceil((end - start) / 3_600_000))),
      costPico: Float64Array.of(Number.NaN),
      exactCost: new Map([[0, decimalOf(costText(row, cost))]]),
      usageAmount: Float64Array.of(Number(row.usageAmount ?? 0)),
    };
  }
}

const timeOf = (value: RawValue): number => (typeof value === 'string' ? Date.parse(value) : Number(value));

/** Sums of a delivery's rows, by nothing but adding: what the control totals must say. */
export function plainTotals(files: readonly RawFile[], cost: 'unblended' | 'net') {
  let rows = 0;
  const sums = new Map<string, Decimal>();
  for (const row of files.flatMap((file) => file.rows)) {
    rows += 1;
    const type = String(row.lineItemType ?? '') || '(none)';
    sums.set(type, added(sums.get(type), decimalOf(costText(row, cost))));
  }
  const texts = [...sums].map(([type, sum]) => [type, plainText(sum)] as const);
  const total = [...sums.values()].reduce(added, { units: 0n, scale: 0 });
  return { rows, cost: plainText(total), byType: Object.fromEntries(texts) };
}

function factsOf(row: RawRow, words: readonly CurWord[]): ChargeFacts {
  const text = (word: CurWord): string => String(row[word] ?? '');
  const product = mapOf(row, 'product');
  const core = {
    billingEntity: text('billingEntity'),
    productCode: text('productCode'),
    servicecode: text('servicecode'),
    productFamily: text('productFamily'),
    productName: product.get('product_name') ?? '',
    operation: text('operation'),
    lineItemType: text('lineItemType'),
    billingCurrency: text('billingCurrency'),
  };
  const own = isBedrock(core);
  const detail = (word: CurWord): string => (own ? text(word) : '');
  return {
    ...core,
    billingAccountId: detail('billingAccountId'),
    subAccountId: detail('subAccountId'),
    usageType: detail('usageType'),
    pricingUnit: detail('pricingUnit'),
    description: detail('description'),
    resourceId: detail('resourceId'),
    regionCode: detail('regionCode'),
    productModel: own ? (product.get('model') ?? '') : '',
    iamPrincipal: detail('iamPrincipal'),
    tags: own ? mapOf(row, words.includes('tags') ? 'tags' : 'resourceTags') : new Map(),
  };
}

/** A map column as it is, or as JSON text. */
function mapOf(row: RawRow, word: CurWord): ReadonlyMap<string, string> {
  const value = row[word];
  if (typeof value === 'string' && value !== '') {
    const parsed = JSON.parse(value) as Record<string, string | null>;
    return new Map(Object.entries(parsed).map(([key, text]) => [key, text ?? '']));
  }
  return new Map(Array.isArray(value) ? value.map(([key, text]) => [String(key), text ?? '']) : []);
}

const costText = (row: RawRow, cost: 'unblended' | 'net'): string => {
  const net = row.netUnblendedCost;
  const blank = net === null || net === '';
  return String(cost === 'net' && !blank ? net : row.unblendedCost);
};

/** `-1.25e-7` is -125 × 10^-9. */
function decimalOf(text: string): Decimal {
  const match = /^(-?)(\d+)(?:\.(\d+))?(?:e([+-]?\d+))?$/i.exec(text);
  if (match === null) throw new TypeError(`no decimal: ${text}`);
  const [, sign, whole = '', fraction = '', exponent = '0'] = match;
  const scale = fraction.length - Number(exponent);
  const units = BigInt(`${sign}${whole}${fraction}`) * 10n ** BigInt(Math.max(0, -scale));
  return { units, scale: Math.max(0, scale) };
}

function added(a: Decimal = { units: 0n, scale: 0 }, b: Decimal): Decimal {
  const scale = Math.max(a.scale, b.scale);
  const widened = ({ units, scale: own }: Decimal): bigint => units * 10n ** BigInt(scale - own);
  return { units: widened(a) + widened(b), scale };
}

function plainText({ units, scale }: Decimal): string {
  const digits = String(units < 0n ? -units : units).padStart(scale + 1, '0');
  const [whole, fraction] = [digits.slice(0, digits.length - scale), digits.slice(digits.length - scale)];
  const kept = fraction.replace(/0+$/, '');
  return `${units < 0n ? '-' : ''}${whole}${kept === '' ? '' : `.${kept}`}`;
}
