import type { Command } from 'commander';
import type { CommandContext } from '../command-context.ts';
import { explainJson, explainText } from '../explain-text.ts';
import { findAlert, messagesAbout } from '../find-alert.ts';
import { examples, STORE_HELP } from '../help.ts';
import { printJson } from '../io.ts';
import { withStore } from '../with-store.ts';

export function addExplainCommand(program: Command, { io }: CommandContext): void {
  program
    .command('explain <alert>')
    .description('how an alert came about: baseline, hours, parts of the rise, messages, a query to check it')
    .option('--store <dir>', STORE_HELP)
    .option('--json', 'machine-readable output')
    .addHelpText(
      'after',
      examples('alerts list', 'explain spike-167d4713   or the beginning of an id: explain spike-1'),
    )
    .action(async (id: string, options: { readonly store?: string; readonly json?: boolean }) => {
      const { alert, messages } = await withStore(options, 'read', async (store) => {
        const found = await findAlert(store, id);
        return { alert: found, messages: await messagesAbout(store, found) };
      });
      if (options.json === true) printJson(io, explainJson(alert, messages));
      else io.out(explainText(alert, messages, io));
    });
}
