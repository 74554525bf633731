import type { Hour } from '../../base/instant.ts';
import type { Pico } from '../../base/money.ts';
import type { LedgerEntry } from '../../ledger/entry.ts';
import type { JudgedTime } from '../series/judged-time.ts';
import { type Evidence, evidenceOf } from '../signature/evidence.ts';
import { patternsIn } from '../signature/patterns.ts';
import { excessByHour, usualDayOf } from '../signature/rhythm.ts';
import { bridgeOf } from './bridge.ts';
import { type ComparedCell, type ComparedWindow, comparedCells, settled } from './compared-cells.ts';
import type { Cause } from './facts.ts';
import { priceChangeOf } from './price-change.ts';
import { riseKindOf } from './rise-kind.ts';
import { smallestSet } from './smallest-set.ts';
import { splitOf } from './split.ts';

/** The judged window, the earlier days it is compared with, and what a finding says about itself before anybody asks why. */
export interface JudgedRise extends ComparedWindow {
  readonly actual: Pico;
  readonly expected: Pico;
  readonly startedAt: Hour;
  readonly time: Pick<JudgedTime, 'ripeEnd' | 'step'>;
}

/** Complete hours that are enough to look at these alone. */
const RIPE_MIN = 6;

/**
 * Why it costs more, for a finding to carry: `...causeOf(…)`. Work for findings only, as it reads every cell again.
 * `entries` are those of the principal or, without one, of the team, with all models, as a model's share is part of the
 * reason; `model` alone explains the rise, if one does.
 */
export function causeOf(
  entries: readonly LedgerEntry[],
  model: string | undefined,
  window: JudgedRise,
): { readonly cause?: Cause } {
  const { actual, expected, startedAt, time } = window;
  const { ripeEnd, step } = time;
  const rise = actual - expected;
  const compared = comparedCells(entries, window);
  const isOwn = (cell: ComparedCell): boolean => model === undefined || cell.model === model;
  const own = settled(compared.filter(isOwn), rise);
  if (own.length === 0) return {};
  const cells = [...own, ...compared.filter((cell) => !isOwn(cell))];
  // Kinds of an incomplete hour may have arrived apart, which looks like another mix.
  const end = ripeEnd - startedAt >= RIPE_MIN ? Math.min(window.to, ripeEnd) : window.to;
  const evidence = evidenceOf({ entries, model, startedAt, end, step }, cells);
  const priceChange = priceChangeOf(entries, own, end);
  const { modelSwitch } = evidence;
  return {
    cause: {
      kind: riseKindOf(excessSinceStart(evidence)),
      bridge: bridgeOf(cells, rise, model),
      split: splitOf(own),
      explained: smallestSet(own),
      patterns: patternsIn(evidence),
      ...(priceChange === undefined ? {} : { priceChange }),
      ...(modelSwitch === undefined ? {} : { modelSwitch }),
    },
  };
}

const excessSinceStart = (evidence: Evidence): readonly number[] =>
  excessByHour(evidence, usualDayOf(evidence));
