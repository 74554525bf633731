import { parseInstant } from '../../../../shared/domain/base/instant.ts';
import { EVALUATION_DEFAULTS } from '../../../../shared/domain/evaluation/defaults.ts';
import { evaluate } from '../../../../shared/domain/evaluation/evaluate.ts';
import type { Finding } from '../../../../shared/domain/evaluation/finding.ts';
import type { LedgerEntry } from '../../../../shared/domain/ledger/entry.ts';
import { aBook } from '../../../builders/budget.ts';
import type { Stream } from '../../../builders/series.ts';
import { createWorld, type WorldOptions } from '../../../builders/view.ts';

/** A stream with the values of the dimensions that it counts for. */
export interface Tagged extends Stream {
  readonly in?: Readonly<Record<string, string>>;
}

interface Asked extends WorldOptions {
  readonly asOf?: string;
  /** First hour of the other dimensions, where they are younger than the rest. */
  readonly keptFrom?: number;
}
/** All findings of one delivery of a company that is kept by region and tag too. */
export function judge(
  streams: readonly Tagged[],
  { asOf: text = '2026-11-18T20:00:00Z', keptFrom, ...options }: Asked = {},
): readonly Finding[] {
  const asOf = parseInstant(text);
  const world = { arrived: () => 1, ...options };
  const views = createWorld(streams, world).viewsAt(asOf);
  const dimensions = [...new Set(streams.flatMap((one) => Object.keys(one.in ?? {})))];
  const others = dimensions.map((dimension) =>
    createWorld(
      streams.map((one) => ({ ...one, team: '', principal: one.in?.[dimension] ?? 'untagged' })),
      { ...world, ...(keptFrom === undefined ? {} : { from: keptFrom }) },
    )
      .viewsAt(asOf)
      .map(({ entries }) => entries.map((entry) => inDimension(entry, dimension))),
  );
  const whole = views.map((view, index) => ({
    ...view,
    entries: [...view.entries, ...others.flatMap((periods) => periods[index] ?? [])],
  }));
  return evaluate({ views: whole, budgets: aBook(), defaults: EVALUATION_DEFAULTS, asOf });
}
const inDimension = (entry: LedgerEntry, dimension: string): LedgerEntry => ({
  ...entry,
  scope: { ...entry.scope, dimension },
});
