import { DECODE_LIMITS, type DecodeLimits } from '../../shared/adapters/cur/decode/decode-limits.ts';
import { createGuardedChargeSource } from '../../shared/adapters/cur/decode/guarded-source.ts';
import { createDice } from '../builders/dice.ts';
import { type BaseFile, baseFiles } from './bases.ts';
import { DAMAGES, damaged } from './damage.ts';
import { tornReadFault } from './torn.ts';
import { judge, type Verdict } from './verdict.ts';

/** Short, so that thousands of stalls would still end in time. */
export const STALL_MS = 2_000;
const LIMITS: DecodeLimits = { ...DECODE_LIMITS, stallMs: STALL_MS, busyMs: STALL_MS };
/** Answers may come this much after the deadline. */
const GRACE_MS = 250;
/** Changes that make no difference are torn now and then too: a pin must not depend on what changed. */
const TORN_EVERY = 25;

export type Tally = Record<Verdict['outcome'] | 'torn', number> & { slowestMs: number };

export interface Findings {
  /** Files done so far, from the first of the whole hunt on. */
  readonly next: number;
  readonly tallies: Readonly<Record<string, Tally>>;
  readonly failures: readonly string[];
}

interface Hunt {
  readonly seed: number;
  readonly from: number;
  readonly to: number;
}

/**
 * Harms one file after another: case number `i` of a seed is always the same. Gives findings a few times a second and
 * at the end, each time all since the last.
 */
export async function* hunt({ seed, from, to }: Hunt): AsyncGenerator<Findings> {
  const source = createGuardedChargeSource({ limits: LIMITS });
  const bases = await baseFiles();
  const truths = new Map<BaseFile, string>();
  for (const base of bases) truths.set(base, (await judge(source, base, base.bytes, undefined)).said);
  let tallies: Record<string, Tally> = {};
  let failures: string[] = [];
  let nextReport = performance.now() + 200;
  for (let i = from; i < to; i++) {
    const dice = createDice(seed, i);
    const base = dice.chance(0.7) ? dice.pick(bases) : dice.pick(bases.slice(-4));
    const damage = dice.pick(DAMAGES);
    const bytes = damaged(base, damage, dice);
    const verdict = await judge(source, base, bytes, truths.get(base));
    const tally = (tallies[`${base.format}, ${damage}`] ??= emptyTally());
    tally[verdict.outcome] += 1;
    tally.slowestMs = Math.max(tally.slowestMs, verdict.ms);
    const named = (what: string) => `${what}: ${base.name}, ${damage} (seed ${seed}, case ${i})`;
    if (verdict.outcome === 'broken') failures.push(named(verdict.said));
    if (verdict.ms > STALL_MS + GRACE_MS) failures.push(named(`answered after ${Math.round(verdict.ms)} ms`));
    if (verdict.outcome === 'different' || i % TORN_EVERY === 0) {
      const fault = await tornReadFault(base, bytes);
      tally.torn += 1;
      if (fault !== undefined) failures.push(named(fault));
    }
    if (performance.now() > nextReport) {
      yield { next: i + 1, tallies, failures };
      tallies = {};
      failures = [];
      nextReport = performance.now() + 200;
    }
  }
  yield { next: to, tallies, failures };
}

const emptyTally = (): Tally => ({ same: 0, different: 0, refused: 0, broken: 0, torn: 0, slowestMs: 0 });
