import type { Command } from 'commander';
import { misconfigured } from '../../../shared/domain/base/failure.ts';
import { findPerson } from '../../../shared/flow/find-person.ts';
import { nameHashOf } from '../../../shared/runtime/name-hash.ts';
import type { CommandContext } from '../command-context.ts';
import { examples, STORE_HELP } from '../help.ts';
import { literal, printJson } from '../io.ts';
import { withStore } from '../with-store.ts';

interface WhoOptions {
  readonly store?: string;
  readonly json?: boolean;
}

const KEY_VARIABLE = 'BILLHOOK_NAMES_KEY';

/** The key comes from the environment: what stands on a command line is seen by every process of the machine. */
export function addWhoCommand(program: Command, { io }: CommandContext): void {
  program
    .command('who <pseudonym>')
    .description('whom a pseudonym stands for in channels that name people so')
    .option('--store <dir>', STORE_HELP)
    .option('--json', 'machine-readable output')
    .addHelpText('after', `\nThe key (namesKey in the secret) is read from ${KEY_VARIABLE}.`)
    .addHelpText('after', examples('who person-7f3a2c   or its beginning: who person-7f'))
    .action(async (pseudonym: string, options: WhoOptions) => {
      const hash = nameHashOf(io.env[KEY_VARIABLE]);
      if (hash === undefined)
        throw misconfigured('there is no key', {
          expected: `${KEY_VARIABLE} with the namesKey of the secret`,
        });
      if (!/^person-[0-9a-f]{2,}$/.test(pseudonym))
        throw misconfigured('not a pseudonym', {
          expected: 'person-7f3a2c, or at least person-7f',
          found: pseudonym,
        });
      const people = await withStore(options, 'read', (store) =>
        findPerson(store.ports, store.exportName(), pseudonym, hash),
      );
      if (options.json === true) printJson(io, { people });
      else if (people.length === 0) io.out('Nobody in this store, with this key.\n');
      else io.out(people.map((each) => `${each.pseudonym}  ${literal(each.name)}\n`).join(''));
    });
}
