import type { GuardHunt } from '../../test/sim/guard-hunt.ts';
import type { Harm } from '../../test/sim/harm.ts';
import type { Hunted } from '../../test/sim/hunt.ts';
import type { ShrunkWorld } from '../../test/sim/shrink.ts';
import { type Io, styleOf } from './io.ts';

export interface Verified {
  readonly seed: number;
  readonly asked: number;
  readonly seconds: number;
  readonly found: Hunted;
  /** The first broken world, made plain. */
  readonly shrunk: ShrunkWorld | undefined;
}

/** What is counted, in the order of the promise. */
const HARMS: readonly (readonly [Harm, string])[] = [
  ['wrong total', 'wrong totals'],
  ['mixture', 'mixtures of two deliveries'],
  ['step back', 'steps back in time'],
  ['not converged', 'months without their newest delivery'],
  ['lost alert', 'lost alerts'],
  ['false message', 'false messages'],
  ['unmarked repeat', 'unmarked repeats'],
  ['crash', 'crashes'],
];

const count = (value: number): string => value.toLocaleString('en-US');

export function countsOf({ broken }: Hunted): ReadonlyMap<Harm, number> {
  const counts = new Map<Harm, number>(HARMS.map(([harm]) => [harm, 0]));
  for (const { complaints } of broken) {
    for (const harm of new Set(complaints.map((complaint) => complaint.harm))) {
      counts.set(harm, (counts.get(harm) ?? 0) + 1);
    }
  }
  return counts;
}

export function verifyText({ seed, asked, seconds, found, shrunk }: Verified, io: Io): string {
  const { bold, good, bad, dim } = styleOf(io);
  const counts = countsOf(found);
  const lines = HARMS.map(([harm, words]) => {
    const times = counts.get(harm) ?? 0;
    return `  ${(times === 0 ? good : bad)(count(times).padStart(9))}  ${words}`;
  });
  const { steps, deaths, published, messages, repeats } = found.happened;
  const [first] = found.broken;
  return [
    bold(`${count(found.worlds)} hostile months, seed ${seed}, ${duration(seconds)}`),
    '',
    ...lines,
    '',
    dim(
      `${count(steps)} steps: ${count(deaths)} workers died or were killed, ${count(published)} deliveries were`,
    ),
    dim(
      `published, ${count(messages)} messages taken, ${count(repeats)} of them marked as possible repeats.`,
    ),
    '',
    ...(first === undefined || shrunk === undefined
      ? [good('Every promise held.')]
      : [
          bad(`A promise broke; the hunt ended after ${count(found.worlds)} of ${count(asked)} worlds.`),
          '',
          shrunkText(seed, first.world, shrunk, io).trimEnd(),
        ]),
    '',
  ].join('\n');
}

export function shrunkText(
  seed: number,
  world: number,
  { history, complaints }: ShrunkWorld,
  io: Io,
): string {
  const { bold, bad } = styleOf(io);
  return [
    bold(`World ${world} of seed ${seed}, made as plain as it gets`),
    '',
    ...history.map((line) => `  ${line}`),
    '',
    ...complaints.map(({ harm, what }) => `  ${bad(harm)}: ${what}`),
    '',
    `See it again: npx billhook verify --seed ${seed} --world ${world}`,
    '',
  ].join('\n');
}

export const verifyJson = ({ seed, seconds, found, shrunk }: Verified) => ({
  seed,
  worlds: found.worlds,
  seconds: Math.round(seconds * 10) / 10,
  harms: Object.fromEntries(countsOf(found)),
  happened: found.happened,
  broken: found.broken,
  ...(shrunk === undefined ? {} : { plainest: shrunk }),
});

const NAME_WIDTH = 36;
const HARM_WIDTH = 16;

export const guardTitle = (seed: number, worlds: number): string =>
  `Each guard is switched off in turn; seed ${seed}, at most ${count(worlds)} worlds each.\n\n` +
  `  ${'without'.padEnd(NAME_WIDTH)}${'noticed as'.padEnd(HARM_WIDTH)}${'worlds'.padStart(9)}\n` +
  `  ${'─'.repeat(NAME_WIDTH - 2)}  ${'─'.repeat(HARM_WIDTH - 2)}  ${'─'.repeat(9)}\n`;

export function guardLine({ guard, worlds, caught }: GuardHunt, io: Io): string {
  const { good, bad } = styleOf(io);
  const harm = caught?.complaints[0]?.harm ?? 'nothing';
  const paint = caught === undefined ? bad : good;
  return `  ${guard.name.padEnd(NAME_WIDTH)}${paint(harm.padEnd(HARM_WIDTH))}${count(worlds).padStart(9)}\n`;
}

/** `31 s`, `12 min 40 s` */
const duration = (seconds: number): string => {
  const whole = Math.round(seconds);
  return whole < 60 ? `${whole} s` : `${Math.floor(whole / 60)} min ${whole % 60} s`;
};
