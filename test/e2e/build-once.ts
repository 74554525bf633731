import { builtConsole, builtFunctions } from '../../infra/built.ts';

/** Functions and console, before anything is started: tests that begin at the same time find them built. */
export async function setup(): Promise<void> {
  await Promise.all([builtFunctions(), builtConsole()]);
}
