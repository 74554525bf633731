import { hourOfDay } from '../../shared/domain/base/instant.ts';
import { jitter } from '../../shared/synthetic/random.ts';
import type { Dice } from './dice.ts';
import { aCase, type Calls, createCaseDice, drawRole, type LoopCase, type Plan, type Role } from './loops.ts';

type Make = (role: Role, dice: Dice) => Plan;
const between = (dice: Dice, low: number, high: number): number =>
  low + ((high - low) * dice.below(1000)) / 1000;

/** Calls of a machine that never sleeps, `times` the role's average hour. */
const loop = (role: Role, times: number, hour: number, noise = 0.05): Calls => ({
  model: role.model,
  calls: role.perHour * 0.4 * times * jitter(noise, role.seed, hour, 11),
  given: role.given,
  output: role.output,
  cached: role.cached,
});

const AROUND_THE_CLOCK = ['flat line'] as const;

/** Six ways of going wrong, each drawn anew from the dice. */
const WRONG: Readonly<Record<string, Make>> = {
  snowball: (role, dice) => {
    const [hours, times, grow] = [8 + dice.below(24), between(dice, 0.5, 2), between(dice, 0.25, 0.8)];
    return {
      truth: 'snowball',
      also: AROUND_THE_CLOCK,
      hours,
      calls: (usual, at, hour) => {
        const own = loop(role, times, hour, 0.1);
        return [usual, { ...own, given: own.given * (1 + grow * at) }];
      },
    };
  },
  'self-talk': (role, dice) => {
    const [share, times] = [between(dice, 0.45, 0.8), between(dice, 4, 15)];
    return {
      truth: 'self-talk',
      also: AROUND_THE_CLOCK,
      hours: 5 + dice.below(60),
      calls: (usual, _, hour) => {
        const own = loop(role, times, hour, 0.15);
        return [usual, { ...own, cached: 0, given: (own.output * (1 - share)) / share }];
      },
    };
  },
  'flat line': (role, dice) => {
    const times = between(dice, 1.5, 8);
    return {
      truth: 'flat line',
      hours: 22 + dice.below(60),
      calls: (usual, _, hour) => [usual, loop(role, times, hour)],
    };
  },
  'cache break': (_, dice) => {
    const [left, volume] = [between(dice, 0, 0.25), between(dice, 0.8, 1.5)];
    return {
      truth: 'cache break',
      hours: 5 + dice.below(48),
      calls: (usual) => [{ ...usual, calls: usual.calls * volume, cached: usual.cached * left }],
    };
  },
  'model jump': (_, dice) => {
    const [moved, volume] = [between(dice, 0.6, 1), between(dice, 0.75, 1.4)];
    return {
      truth: 'model jump',
      hours: 6 + dice.below(48),
      calls: (usual) => [
        { ...usual, calls: usual.calls * (1 - moved) * volume },
        { ...usual, model: 'claude-opus-4.6', calls: usual.calls * moved * volume },
      ],
    };
  },
  swarm: (role, dice) => {
    const grow = between(dice, 9, 40);
    return {
      truth: 'swarm',
      also: AROUND_THE_CLOCK,
      hours: 8 + dice.below(40),
      calls: (usual, _, hour) => [usual, loop(role, grow * between(dice, 0.7, 1), hour, 0.2)],
      sessions: (usual) => usual * grow + 20,
    };
  },
};

/** What looks like it and is nobody's fault. */
const INNOCENT: Readonly<Record<string, Make>> = {
  growth: (_, dice) => {
    const grow = between(dice, 1.5, 3);
    return {
      truth: undefined,
      hours: 24 + dice.below(72),
      calls: (usual) => [{ ...usual, calls: usual.calls * grow }],
      sessions: (usual) => usual * grow,
    };
  },
  'batch job': (role, dice) => {
    const [times, length] = [between(dice, 3, 10), 2 + dice.below(7)];
    const [given, output] = [between(dice, 0.6, 1.6), between(dice, 0.6, 1.6)];
    return {
      truth: undefined,
      hours: length + dice.below(4),
      startsAt: { hourOfDay: dice.pick([0, 1, 2, 20, 22]) },
      calls: (usual, at, hour) => {
        const own = loop(role, times, hour, 0.2);
        const job = { ...own, given: own.given * given, output: own.output * output };
        return at < length ? [usual, job] : [usual];
      },
    };
  },
  backfill: (role, dice) => {
    const times = between(dice, 2, 8);
    return {
      truth: undefined,
      hours: 12 + dice.below(20),
      // Throttled, retried, and at the mercy of what each document holds.
      calls: (usual, _, hour) => [usual, loop(role, times, hour, 0.45)],
      sessions: (usual) => usual + 3,
    };
  },
  'launch day': (_, dice) => {
    const [grow, longer] = [between(dice, 3, 8), between(dice, 0.8, 1.3)];
    return {
      truth: undefined,
      hours: 8 + dice.below(40),
      startsAt: { hourOfDay: 7 },
      calls: (usual) => [{ ...usual, calls: usual.calls * grow, given: usual.given * longer }],
      sessions: (usual) => usual * grow * 0.7,
    };
  },
  'caching switched on': (_, dice) => {
    const cached = between(dice, 0.5, 0.9);
    return {
      truth: undefined,
      hours: 8 + dice.below(48),
      calls: (usual) => [{ ...usual, calls: usual.calls * between(dice, 1.4, 1.6), cached }],
    };
  },
  'weekend batch': (role, dice) => {
    const [times, until] = [between(dice, 2, 6), 14 + dice.below(9)];
    return {
      truth: undefined,
      hours: 20 + dice.below(24),
      startsAt: { weekday: 5, hourOfDay: 6 },
      calls: (usual, _, hour) =>
        hourOfDay(hour) >= 6 && hourOfDay(hour) < until ? [usual, loop(role, times, hour, 0.2)] : [usual],
    };
  },
};

/** `count` cases, kinds taking turns, each from its own seed: the same count and seed are the same cases. */
export function loopCases(count: number, seed: number): readonly LoopCase[] {
  const makes = [...Object.entries(WRONG), ...Object.entries(INNOCENT)];
  return Array.from({ length: count }, (_, index) => {
    const [name, make] = makes[index % makes.length]!;
    return drawCase(name, make, seed * 100_003 + index);
  });
}

/** One case of this name. */
export function loopCase(name: string, seed: number): LoopCase {
  return drawCase(name, WRONG[name] ?? INNOCENT[name]!, seed);
}

function drawCase(name: string, make: Make, seed: number): LoopCase {
  const dice = createCaseDice(seed);
  const drawn = drawRole(dice, seed);
  const role = {
    ...drawn,
    // What breaks must have been there, and what is switched on must not.
    ...(name === 'cache break' ? { cached: Math.max(drawn.cached, 0.4) } : {}),
    ...(name === 'caching switched on' ? { cached: 0 } : {}),
  };
  return aCase(name, role, make(role, dice));
}
