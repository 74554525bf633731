import type { Pico } from '../../base/money.ts';
import { PICO_PER_UNIT } from '../../base/money.ts';
import { byText } from '../../base/order.ts';
import { roundShares } from '../../base/round-shares.ts';
import type { ComparedCell } from './compared-cells.ts';
import type { CauseLevel, CausePart, SmallestSet } from './facts.ts';

/** Part of all that rose which the named things must carry together. */
const COVERAGE = 80n;
/** Callers that still make one sentence; more of them is "the team". */
const PRINCIPALS_MAX = 3;
/** Fallen parts that are named. */
const LESS_MAX = 3;

/**
 * The fewest principals, models or token kinds that explain at least four fifths of what rose. Ranked by explanatory power
 * and held short as in Adtributor (Bhagwan et al., NSDI 2014), but on sums that add up over levels instead of
 * dimension by dimension. What fell is kept apart: it would make the shares of the rest exceed the whole.
 *
 * Only the level that explains the delta speaks: a finer level is taken as long as it needs no more names than the
 * coarser one, and the team itself where more than three callers are needed.
 */
export function smallestSet(cells: readonly ComparedCell[]): SmallestSet {
  let chosen = setAt('principal', cells);
  if (chosen.parts.length > PRINCIPALS_MAX) return { ...chosen, ...nobody(chosen) };
  for (const level of ['model', 'token-kind'] as const) {
    const finer = setAt(level, cells);
    if (finer.parts.length > chosen.parts.length) break;
    chosen = finer;
  }
  return chosen;
}

/** The team speaks: no part is named, all of it is the rest. */
const nobody = ({ parts, rest }: SmallestSet): Pick<SmallestSet, 'level' | 'parts' | 'rest'> => ({
  level: 'team',
  parts: [],
  rest: { count: parts.length + rest.count, rise: sumOf(parts) + rest.rise, percent: 100 },
});

type Part = Omit<CausePart, 'percent'>;

function setAt(level: Exclude<CauseLevel, 'team'>, cells: readonly ComparedCell[]): SmallestSet {
  const groups = grouped(level, cells);
  const grown = groups.filter(({ rise }) => rise > 0n).sort(bySize);
  const fallen = groups.filter(({ rise }) => rise < 0n).sort((a, b) => bySize(b, a));
  const gross = sumOf(grown);
  const count = fewestOf(grown, gross);
  const rest = grown.slice(count);
  const percents = percentsOf([...grown.slice(0, count).map(({ rise }) => rise), sumOf(rest)], gross);
  return {
    level,
    parts: grown.slice(0, count).map((part, index) => ({ ...part, percent: percents[index]! })),
    rest: { count: rest.length, rise: sumOf(rest), percent: percents[count]! },
    less: fallen.slice(0, LESS_MAX).map((part) => ({ ...part, percent: 0 })),
    lessTotal: sumOf(fallen),
  };
}

/** How many of the largest carry enough. */
function fewestOf(grown: readonly Part[], gross: Pico): number {
  let covered = 0n;
  for (const [index, { rise }] of grown.entries()) {
    covered += rise;
    if (covered * 100n >= COVERAGE * gross) return index + 1;
  }
  return grown.length;
}

function grouped(level: Exclude<CauseLevel, 'team'>, cells: readonly ComparedCell[]): readonly Part[] {
  const groups = new Map<string, Part>();
  for (const { principal, model, tokenKind, cost, usualCost } of cells) {
    const name = {
      principal,
      ...(level === 'principal' ? {} : { model }),
      ...(level === 'token-kind' ? { tokenKind } : {}),
    };
    const key = `${name.principal}\n${name.model ?? ''}\n${name.tokenKind ?? ''}`;
    groups.set(key, { ...name, rise: (groups.get(key)?.rise ?? 0n) + cost - usualCost });
  }
  return [...groups.values()];
}

/** Whole percents that sum to 100, or to 0 where nothing rose. */
function percentsOf(rises: readonly Pico[], gross: Pico): readonly number[] {
  if (gross === 0n) return rises.map(() => 0);
  const exact = rises.map((rise) => (rise * 100n * PICO_PER_UNIT) / gross);
  return roundShares(exact, 0).map((percent) => Number(percent / PICO_PER_UNIT));
}

const sumOf = (parts: readonly Part[]): Pico => parts.reduce((sum, { rise }) => sum + rise, 0n);

const bySize = (a: Part, b: Part): number =>
  a.rise === b.rise
    ? byText(a.principal, b.principal) ||
      byText(a.model ?? '', b.model ?? '') ||
      byText(a.tokenKind ?? '', b.tokenKind ?? '')
    : a.rise > b.rise
      ? -1
      : 1;
