import { userInfo } from 'node:os';
import type { Command } from 'commander';
import type { Actor, Person } from '../../shared/domain/access/person.ts';
import { misconfigured } from '../../shared/domain/base/failure.ts';
import type { Instant } from '../../shared/domain/base/instant.ts';
import { STORE_HELP } from './help.ts';
import { STORE_DEFAULT } from './local-store.ts';
import { instantOption } from './options.ts';

/** What every command has that decides something. */
export interface DeciderOptions {
  readonly store?: string;
  readonly by: string;
  readonly asOf?: string;
  readonly json?: boolean;
}

export const withDeciderOptions = (command: Command): Command =>
  command
    .option('--store <dir>', STORE_HELP)
    .option('--by <name>', 'who decides, for the record', osUser())
    .option('--as-of <time>', 'decide as of then, for a replay of past deliveries; UTC (default: now)')
    .option('--json', 'machine-readable output');

export interface Decider {
  readonly person: Person;
  readonly actor: Actor;
  readonly at: Instant;
}

/** Whoever can write the store's files may do everything in it; the name is for the record. */
export function deciderOf({ by, asOf }: DeciderOptions): Decider {
  if (by.trim() === '') throw misconfigured('nobody decides', { expected: '--by NAME', found: by });
  return {
    person: { id: by, name: by, role: 'finance', teams: '*' },
    actor: { id: `cli:${by}`, name: by },
    at: asOf === undefined ? Date.now() : instantOption('--as-of', asOf),
  };
}

/** What a person is told, as the failure of a command. */
export const refusal = (text: string, found: string) => misconfigured(text.replace(/\.$/, ''), { found });

/** ` --store DIR` of a command to type next, where it is not the usual folder. */
export const storeFlag = ({ store }: { readonly store?: string }): string =>
  store === undefined || store === STORE_DEFAULT ? '' : ` --store ${store}`;

/** A user of a container may have a number and no name. */
function osUser(): string {
  try {
    return userInfo().username;
  } catch {
    return process.env.USER ?? 'unknown';
  }
}
