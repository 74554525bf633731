import type { Command } from 'commander';
import type { GuardHunt } from '../../../test/sim/guard-hunt.ts';
import { GUARDS } from '../../../test/sim/guards.ts';
import type { CommandContext } from '../command-context.ts';
import { EXIT } from '../failure-output.ts';
import { examples } from '../help.ts';
import { printJson } from '../io.ts';
import { wholeNumber } from '../options.ts';
import { countProgress, progressOn } from '../progress.ts';
import { guardLine, guardTitle, shrunkText, verifyJson, verifyText } from '../verify-text.ts';

interface VerifyOptions {
  readonly worlds?: string;
  readonly seed: string;
  readonly world?: string;
  readonly guards?: boolean;
  readonly json?: boolean;
}

const WORLDS = 20_000;
/** The guard that is missed least needs thousands of worlds to be missed at all. */
const GUARD_WORLDS = 200_000;

export function addVerifyCommand(program: Command, context: CommandContext): void {
  program
    .command('verify')
    .description('plays hostile months against the real flow and checks every total, reader and alert')
    .option('--worlds <n>', `how many (default: ${WORLDS.toLocaleString('en-US')})`)
    .option('--seed <s>', 'the same seed plays the same worlds', '1')
    .option('--world <n>', 'plays this one again; if a promise breaks, tells the shortest story of it')
    .option('--guards', 'switches each guard of the protocol off in turn: every one must be missed')
    .option('--json', 'machine-readable output')
    .addHelpText(
      'after',
      examples(
        'verify --worlds 1000000 --seed 1   a million, in some 13 minutes on 2 cores',
        'verify --guards                    that no guard is there for nothing',
        'verify --seed 1 --world 4711       one of them again, step by step if it fails',
      ),
    )
    .action((options: VerifyOptions) => verifyAction(options, context));
}

async function verifyAction(options: VerifyOptions, context: CommandContext): Promise<void> {
  const seed = wholeNumber('--seed', options.seed, 0);
  const worlds = options.worlds === undefined ? undefined : wholeNumber('--worlds', options.worlds, 1);
  if (options.world !== undefined)
    return tellWorld(seed, wholeNumber('--world', options.world, 0), options, context);
  if (options.guards === true) return huntGuards(seed, worlds ?? GUARD_WORLDS, options, context);
  return playWorlds(seed, worlds ?? WORLDS, options, context);
}

async function playWorlds(
  seed: number,
  worlds: number,
  options: VerifyOptions,
  { io, exitWith }: CommandContext,
): Promise<void> {
  const { verify } = await import('../../../test/sim/verify.ts');
  const progress = countProgress(io, `of ${worlds.toLocaleString('en-US')} worlds`);
  const start = performance.now();
  const found = await verify({ worlds, seed, onProgress: progress.count });
  const seconds = (performance.now() - start) / 1000;
  const [first] = found.broken;
  if (first !== undefined) progress.note(`making world ${first.world} plain …`);
  const shrunk = first === undefined ? undefined : await shrunkWorld(seed, first.world);
  progress.done();
  if (options.json === true) printJson(io, verifyJson({ seed, asked: worlds, seconds, found, shrunk }));
  else io.out(verifyText({ seed, asked: worlds, seconds, found, shrunk }, io));
  if (found.broken.length > 0) exitWith(EXIT.internal);
}

async function tellWorld(
  seed: number,
  world: number,
  options: VerifyOptions,
  { io, exitWith }: CommandContext,
): Promise<void> {
  const shrunk = await shrunkWorld(seed, world);
  if (options.json === true) printJson(io, { seed, world, broken: shrunk !== undefined, ...shrunk });
  else if (shrunk === undefined) io.out(`World ${world} of seed ${seed}: every promise held.\n`);
  else io.out(shrunkText(seed, world, shrunk, io));
  if (shrunk !== undefined) exitWith(EXIT.internal);
}

async function shrunkWorld(seed: number, world: number) {
  const { shrinkWorld } = await import('../../../test/sim/shrink.ts');
  return shrinkWorld(seed, world);
}

async function huntGuards(
  seed: number,
  worlds: number,
  options: VerifyOptions,
  { io, exitWith }: CommandContext,
): Promise<void> {
  const { huntWithout } = await import('../../../test/sim/guard-hunt.ts');
  const progress = progressOn(io);
  const hunts: GuardHunt[] = [];
  if (options.json !== true) io.out(guardTitle(seed, worlds));
  for (const guard of GUARDS) {
    progress.update(`without ${guard.name} …`);
    const found = await huntWithout(guard, { worlds, seed });
    hunts.push(found);
    progress.done();
    if (options.json !== true) io.out(guardLine(found, io));
  }
  const missed = hunts.filter(({ caught }) => caught !== undefined).length;
  if (options.json === true) printJson(io, { seed, guards: hunts });
  else io.out(`\n${missed} of ${hunts.length} guards are missed when they are gone.\n`);
  if (missed < hunts.length) exitWith(EXIT.internal);
}
