import { type TableColumn, textTable } from '../../../../functions/cli/table.ts';
import type { Recall, Summary } from '../scoring/summary.ts';

/** What one detector did, and how long it took. */
export interface Result {
  readonly name: string;
  readonly summary: Summary;
  readonly secondsPerPack: number;
}

const COLUMNS: readonly (readonly [string, (result: Result) => string])[] = [
  ['false/team-quarter', ({ summary }) => summary.falsePerTeamQuarter.toFixed(2)],
  ['/100 series-months', ({ summary }) => summary.falsePer100SeriesMonths.toFixed(2)],
  ['precision', ({ summary }) => summary.precision.toFixed(2)],
  ['found', ({ summary }) => ratio(summary.recall)],
  ['big', ({ summary }) => percent(summary.big)],
  ['small', ({ summary }) => percent(summary.small)],
  ['delay h', ({ summary }) => summary.medianDelayHours.toFixed(0)],
  ['beyond h', ({ summary }) => summary.medianBeyondHours.toFixed(0)],
  ['beyond $100, h', ({ summary }) => summary.medianBeyondDearHours.toFixed(0)],
  ['$ lost', ({ summary }) => `${(100 * summary.lostShare).toFixed(0)} %`],
  ['$ lost, mean', ({ summary }) => `${(100 * summary.lostShareMean).toFixed(0)} %`],
  ['look-alikes', ({ summary }) => ratio(summary.lookAlikesAlarmed)],
  ['repeats', ({ summary }) => String(summary.repeats)],
  ['s/pack', ({ secondsPerPack }) => secondsPerPack.toFixed(1)],
];

/** A line a detector. */
export const resultTable = (results: readonly Result[]): string =>
  textTable(
    ['detector', ...COLUMNS.map(([title]) => title)].map(column),
    results.map((result) => [result.name, ...COLUMNS.map(([, cell]) => cell(result))]),
    200,
  );

/** A line a kind of incident and of look-alike, a column a detector. */
export function kindTable(results: readonly Result[]): string {
  const table = (title: string, of: (summary: Summary) => Readonly<Record<string, Recall>>): string => {
    const kinds = [...new Set(results.flatMap(({ summary }) => Object.keys(of(summary))))].sort();
    const rows = kinds.map((kind) => [
      kind,
      ...results.map(({ summary }) => ratio(of(summary)[kind] ?? { found: 0, of: 0 })),
    ]);
    return textTable([title, ...results.map(({ name }) => name)].map(column), rows, 200);
  };
  return [
    table('incidents found', ({ byKind }) => byKind),
    table('look-alikes alarmed', ({ alarmedByKind }) => alarmedByKind),
  ].join('\n');
}

const column = (title: string, place: number): TableColumn =>
  place === 0 ? { title } : { title, align: 'right' };
const ratio = ({ found, of }: Recall): string => `${found}/${of}`;
const percent = ({ found, of }: Recall): string => `${((100 * found) / of).toFixed(0)} %`;
