import { dayOfHour, hourOfDay, weekdayOf } from '../../shared/domain/base/instant.ts';
import type { TokenKind } from '../../shared/domain/charge/charge.ts';
import { causeOf } from '../../shared/domain/evaluation/cause/cause-of.ts';
import type { Cause, PatternName } from '../../shared/domain/evaluation/cause/facts.ts';
import { EVALUATION_DEFAULTS } from '../../shared/domain/evaluation/defaults.ts';
import { usualLags } from '../../shared/domain/evaluation/series/usual.ts';
import type { LedgerCell, LedgerEntry } from '../../shared/domain/ledger/entry.ts';
import { jitter } from '../../shared/synthetic/random.ts';
import { createDice, type Dice } from './dice.ts';
import { chance, WORLD_FROM } from './series.ts';

/** One role's calls of one hour to one model. */
export interface Calls {
  readonly model: string;
  readonly calls: number;
  /** Tokens given and answered a call, and the part of the given that comes from the cache. */
  readonly given: number;
  readonly output: number;
  readonly cached: number;
}

/** What one role does: ordinary hours, and from `startedAt` on whatever the case is about. */
export interface LoopCase {
  readonly name: string;
  /** What must be recognised; undefined where nothing went wrong. */
  readonly truth: PatternName | undefined;
  /** What is true of it as well, and so neither right nor wrong to say. */
  readonly also: readonly PatternName[];
  readonly entries: readonly LedgerEntry[];
  readonly startedAt: number;
  readonly end: number;
}

/** USD a million tokens: input, output. Cache reads cost a tenth of input, writes a quarter more. */
const PRICES: Readonly<Record<string, readonly [number, number]>> = {
  'nova-lite': [0.06, 0.24],
  'claude-haiku-4.5': [1, 5],
  'claude-sonnet-4.6': [3, 15],
  'claude-opus-4.6': [5, 25],
};

/** An ordinary role: its rhythm and what a call of it looks like. */
export interface Role {
  readonly seed: number;
  readonly model: string;
  readonly perHour: number;
  readonly given: number;
  readonly output: number;
  readonly cached: number;
  /** Part of its busiest hour at night, and of a working day on a weekend. */
  readonly night: number;
  readonly weekend: number;
  readonly sessions: number;
  readonly hourNoise: number;
}

export function drawRole(dice: Dice, seed: number): Role {
  const between = (low: number, high: number): number => low + ((high - low) * dice.below(1000)) / 1000;
  return {
    seed,
    model: dice.pick(['claude-haiku-4.5', 'claude-sonnet-4.6']),
    perHour: between(200, 4_000),
    given: between(2_000, 20_000),
    output: between(100, 1_200),
    cached: dice.chance(0.5) ? 0 : between(0.35, 0.9),
    night: between(0.03, 0.35),
    weekend: between(0.05, 0.6),
    sessions: 1 + dice.below(12),
    hourNoise: between(0.1, 0.35),
  };
}

/** Busy from 8 to 18 o'clock on working days; noise by hour, by day and in what a call looks like. */
export function ordinary(role: Role, hour: number): Calls {
  const day = dayOfHour(hour);
  const office = 0.5 - 0.5 * Math.cos(((hourOfDay(hour) - 1) / 12) * Math.PI);
  const week = weekdayOf(day) >= 5 ? role.weekend : 1;
  const noise = jitter(role.hourNoise, role.seed, hour) * jitter(0.12, role.seed, day, 1);
  const mixed = jitter(0.08, role.seed, hour, 2) * jitter(0.08, role.seed, day, 3);
  return {
    model: role.model,
    calls: role.perHour * (role.night + (1 - role.night) * office) * week * noise,
    given: role.given * mixed,
    output: role.output * jitter(0.1, role.seed, hour, 4),
    cached: Math.min(0.97, role.cached * jitter(0.04, role.seed, hour, 5)),
  };
}

export const HISTORY_DAYS = 32;

/** Ledger of one role from its calls by hour and its sessions by day. */
export function ledgerOf(
  callsAt: (hour: number) => readonly Calls[],
  sessionsOn: (day: number) => number,
  end: number,
): readonly LedgerEntry[] {
  const first = dayOfHour(WORLD_FROM);
  return Array.from({ length: dayOfHour(end - 1) - first + 1 }, (_, index) => {
    const day = first + index;
    const cells: LedgerCell[] = [];
    for (let hour = day * 24; hour < Math.min(end, day * 24 + 24); hour += 1) {
      for (const calls of callsAt(hour)) cells.push(...cellsOf(calls, hourOfDay(hour)));
    }
    return {
      scope: { dimension: 'principal', team: 'support', value: 'role/agent@123456789012' },
      day,
      cells,
      sessions: { count: Math.round(sessionsOn(day)), sample: [] },
    };
  });
}

function cellsOf({ model, calls, given, output, cached }: Calls, at: number): readonly LedgerCell[] {
  const [input, answer] = PRICES[model]!;
  const cell = (tokenKind: TokenKind, amount: number, price: number): readonly LedgerCell[] => {
    const tokens = Math.round(amount);
    // A dollar a million tokens is a million picodollars a token.
    const cost = BigInt(tokens) * BigInt(Math.round(price * 1e6));
    return tokens > 0 ? [{ model, tokenKind, hourOfDay: at, cost, tokens, rows: 1 }] : [];
  };
  return [
    ...cell('cache-read', calls * given * cached, input / 10),
    ...cell('cache-write', cached > 0 ? calls * given * 0.02 : 0, input * 1.25),
    ...cell('input', calls * given * (1 - cached), input),
    ...cell('output', calls * output, answer),
  ];
}

/** Plan of one case: what happens from hour `at` (0 = the start) on, beside or instead of the ordinary. */
export interface Plan {
  readonly truth: PatternName | undefined;
  readonly also?: readonly PatternName[];
  /** Hours from the start to the end of the data. */
  readonly hours: number;
  /** Start at this hour of the day, or on this weekday. */
  readonly startsAt?: { readonly hourOfDay?: number; readonly weekday?: number };
  readonly calls: (usual: Calls, at: number, hour: number) => readonly Calls[];
  readonly sessions?: (usual: number) => number;
}

export function aCase(name: string, role: Role, plan: Plan): LoopCase {
  let startedAt = WORLD_FROM + HISTORY_DAYS * 24 + Math.floor(chance(role.seed, 91) * 72);
  const wanted = plan.startsAt ?? {};
  while (
    (wanted.hourOfDay !== undefined && hourOfDay(startedAt) !== wanted.hourOfDay) ||
    (wanted.weekday !== undefined && weekdayOf(dayOfHour(startedAt)) !== wanted.weekday)
  ) {
    startedAt += 1;
  }
  const end = startedAt + plan.hours;
  const usualSessions = (day: number): number =>
    Math.max(1, role.sessions * jitter(0.25, role.seed, day, 7) * (weekdayOf(day) >= 5 ? 0.5 : 1));
  const entries = ledgerOf(
    (hour) => {
      const usual = ordinary(role, hour);
      return hour < startedAt ? [usual] : plan.calls(usual, hour - startedAt, hour);
    },
    (day) => {
      const usual = usualSessions(day);
      return day < dayOfHour(startedAt) ? usual : (plan.sessions?.(usual) ?? usual);
    },
    end,
  );
  return { name, truth: plan.truth, also: plan.also ?? [], entries, startedAt, end };
}

/** The cause as a finding of the whole role would carry it. */
export function causeOfCase({ entries, startedAt, end }: LoopCase, step: 1 | 24 = 1): Cause {
  const window = { from: startedAt, to: end };
  const past = { from: WORLD_FROM, skips: [{ from: startedAt, to: end }] };
  const lags = usualLags(window, Math.ceil((end - startedAt) / 24), past, EVALUATION_DEFAULTS);
  const time = { ripeEnd: end, step };
  const { cause } = causeOf(entries, undefined, {
    ...window,
    lags,
    actual: 0n,
    expected: 0n,
    startedAt,
    time,
  });
  if (cause === undefined) throw new Error('a case has cells');
  return cause;
}

export const createCaseDice = (seed: number): Dice => createDice(seed, 17);
