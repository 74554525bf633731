import { parseDecimal } from '../../shared/domain/base/decimal.ts';
import { misconfigured } from '../../shared/domain/base/failure.ts';
import { formatMoney, type Pico, picoOf, picoText } from '../../shared/domain/base/money.ts';
import { roundShares } from '../../shared/domain/base/round-shares.ts';
import { NO_PRINCIPAL } from '../../shared/domain/charge/principal.ts';
import { type LedgerEntry, PRINCIPAL_DIMENSION, UNTAGGED } from '../../shared/domain/ledger/entry.ts';
import { type Spend, spendBy } from '../../shared/domain/ledger/spend.ts';
import type { ControlTotals } from '../../shared/domain/ledger/totals.ts';
import { untaggedSpend } from '../../shared/domain/report/untagged.ts';
import type { TableColumn } from './table.ts';

export const REPORTS = ['showback', 'top', 'untagged', 'models', 'principals'] as const;
export type ReportKind = (typeof REPORTS)[number];

export interface Report {
  /** Instead of `Bedrock in 2026-11`. */
  readonly title?: string;
  readonly columns: readonly TableColumn[];
  /** Rounded to cents so that the parts sum to the shown total. */
  readonly shown: readonly (readonly string[])[];
  /** Where a line is not what it would be rounded to alone, as statements and messages round. */
  readonly note?: string;
  /** Exact amounts, for files: plain numbers, and no sum that a spreadsheet would count again. */
  readonly exact: { readonly columns: readonly string[]; readonly rows: readonly (readonly string[])[] };
  readonly json: readonly Readonly<Record<string, unknown>>[];
}

interface Line {
  readonly words: readonly string[];
  readonly cost: Pico;
  readonly tokens: Spend['tokens'] | undefined;
}

const TOP = 10;
const MOVED = 'A cent was moved so that the column adds up; --format csv has every digit.';
const right = (title: string): TableColumn => ({ title, align: 'right' });

/** Rows of a report and a last row with their sum. */
export function reportOf(
  kind: ReportKind,
  entries: readonly LedgerEntry[],
  ledger: { readonly totals: ControlTotals; readonly currency: string },
  tag: string | undefined,
): Report {
  if (tag !== undefined && kind !== 'showback') {
    throw misconfigured('only showback can be split by a tag', {
      expected: 'report showback --by TAG',
      found: kind,
    });
  }
  if (tag !== undefined) checkTag(entries, tag);
  const { titles, lines } = linesOf(kind, entries, ledger, tag);
  const total = lines.reduce((sum, line) => sum + line.cost, 0n);
  const sumLine: Line = {
    words: ['total', ...titles.slice(1).map(() => '')],
    cost: total,
    tokens: undefined,
  };
  const rounded = [...roundShares(lines.map((line) => line.cost)), ...roundShares([total])];
  const all = [...lines, sumLine];
  const isMoved = lines.some(({ cost }, index) => roundShares([cost])[0] !== rounded[index]);
  return {
    ...(isMoved ? { note: MOVED } : {}),
    columns: [...titles.map((title) => ({ title })), right('cost'), right('share'), right('tokens')],
    shown: all.map((line, index) => [
      ...line.words.map((word, at) => (titles[at] === 'principal' ? callerWords(word) : word)),
      formatMoney(rounded[index] ?? 0n, ledger.currency),
      share(line.cost, total),
      line.tokens === undefined ? '' : tokenCount(line.tokens).toLocaleString('en-US'),
    ]),
    exact: {
      columns: [...titles, 'cost', 'currency', 'share_percent', 'tokens'],
      rows: lines.map((line) => [
        ...line.words,
        picoText(line.cost),
        ledger.currency,
        percent(line.cost, total),
        line.tokens === undefined ? '' : String(tokenCount(line.tokens)),
      ]),
    },
    json: lines.map((line) => ({
      ...Object.fromEntries(titles.map((title, index) => [title, line.words[index] ?? ''])),
      cost: picoText(line.cost),
      ...(line.tokens === undefined ? {} : { ...line.tokens }),
    })),
  };
}

/** For people; files keep the ledger's own word for it. */
export const callerWords = (principal: string): string =>
  principal === NO_PRINCIPAL ? '(no caller)' : principal;

/** A misspelt tag would give a table that says: all untagged. Throws Failure `misconfigured`. */
function checkTag(entries: readonly LedgerEntry[], tag: string): void {
  const known = [...new Set(entries.map(({ scope }) => scope.dimension))].filter(
    (name) => name !== PRINCIPAL_DIMENSION,
  );
  if (!known.includes(tag)) {
    throw misconfigured('the ledger is not kept by this tag', {
      expected: [...known, 'another one under attribution: dimensions: in billhook.yml and a new run'].join(
        ', ',
      ),
      found: tag,
    });
  }
  if (entries.some(({ scope }) => scope.dimension === tag && scope.value !== UNTAGGED)) return;
  throw misconfigured('no Bedrock usage of this period carries the tag', {
    expected: 'a principal or resource tag that is active as a cost allocation tag',
    found: tag,
  });
}

function linesOf(
  kind: ReportKind,
  entries: readonly LedgerEntry[],
  ledger: { readonly totals: ControlTotals; readonly currency: string },
  tag: string | undefined,
): { readonly titles: readonly string[]; readonly lines: readonly Line[] } {
  const by = (titles: string[], keyOf: Parameters<typeof spendBy>[2], dimension = PRINCIPAL_DIMENSION) => ({
    titles,
    lines: spendBy(entries, dimension, keyOf).map(
      ({ key, cost, tokens }): Line => ({ words: key, cost, tokens }),
    ),
  });
  switch (kind) {
    case 'showback': {
      const usage =
        tag === undefined
          ? by(['team'], (entry) => [entry.scope.team])
          : by([tag], (entry) => [entry.scope.value], tag);
      return { ...usage, lines: [...usage.lines, ...otherCategories(ledger)] };
    }
    case 'top': {
      const all = by(['principal', 'team', 'model'], (entry, cell) => [
        entry.scope.value,
        entry.scope.team,
        cell.model,
      ]);
      const rest = all.lines.slice(TOP).reduce((sum, line) => sum + line.cost, 0n);
      const more: Line[] =
        rest === 0n
          ? []
          : [{ words: [`and ${all.lines.length - TOP} more`, '', ''], cost: rest, tokens: undefined }];
      return { ...all, lines: [...all.lines.slice(0, TOP), ...more] };
    }
    case 'untagged': {
      return {
        titles: ['principal'],
        lines: untaggedSpend(entries).map(({ key, cost, tokens }) => ({ words: key, cost, tokens })),
      };
    }
    case 'models':
      return by(['model', 'kind'], (_, cell) => [cell.model, cell.tokenKind]);
    case 'principals':
      return by(['principal', 'team'], (entry) => [entry.scope.value, entry.scope.team]);
  }
}

/** Bedrock's credits, refunds, discounts and tax belong to no team: shown apart, so that the sum is Bedrock's bill. */
function otherCategories(ledger: {
  readonly totals: ControlTotals;
  readonly currency: string;
}): readonly Line[] {
  return Object.entries(ledger.totals.bedrock.byCategory)
    .filter(([category]) => category !== 'usage')
    .map(([category, value]) => ({
      words: [`(${category})`],
      cost: picoOf(parseDecimal(value.cost[ledger.currency] ?? '0')),
      tokens: undefined,
    }));
}

const tokenCount = (tokens: Spend['tokens']): number =>
  Object.values(tokens).reduce((sum, each) => sum + each, 0);

const share = (part: Pico, total: Pico): string => (total === 0n ? '' : `${percent(part, total)} %`);

/** One decimal, rounded half away from zero; '' where there is nothing to be a part of. */
function percent(part: Pico, total: Pico): string {
  if (total === 0n) return '';
  const twice = (part * 2000n) / total;
  return (Number((twice + (twice < 0n ? -1n : 1n)) / 2n) / 10).toFixed(1);
}
