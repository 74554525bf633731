import type { EvidencePack } from '../../shared/domain/evidence/pack.ts';
import { csvTable } from './table.ts';

export const CSV_TABLES = ['hours', 'contributions'] as const;
export type CsvTable = (typeof CSV_TABLES)[number];

const KINDS = ['input', 'output', 'cache-read', 'cache-write', 'other'] as const;

/** One of the pack's tables whole, with exact amounts. */
export function explainCsv(pack: EvidencePack, table: CsvTable): string {
  return table === 'hours' ? hoursCsv(pack) : contributionsCsv(pack);
}

const hoursCsv = ({ hours, currency }: EvidencePack): string =>
  csvTable(
    [
      'hour',
      'cost',
      'expected',
      'low',
      'high',
      'currency',
      'counted',
      ...KINDS.map((kind) => `tokens_${kind.replace('-', '_')}`),
    ],
    hours.map(({ hour, cost, expected = '', low = '', high = '', counted, tokens }) => [
      hour,
      cost,
      expected,
      low,
      high,
      currency,
      counted ? 'yes' : 'no',
      ...KINDS.map((kind) => `${tokens[kind] ?? 0}`),
    ]),
  );

const contributionsCsv = ({ contributions, currency }: EvidencePack): string =>
  csvTable(
    ['principal', 'model', 'token_kind', 'cost', 'usual', 'rise', 'currency'],
    contributions.map(({ principal, model, tokenKind, cost, usual, rise }) => [
      principal,
      model,
      tokenKind,
      cost,
      usual,
      rise,
      currency,
    ]),
  );
