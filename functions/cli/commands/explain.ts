import type { Command } from 'commander';
import { explainJson, explainText } from '../explain-text.ts';
import { printJson } from '../io.ts';
import { openStore, requireStore } from '../local-store.ts';
import type { CommandContext } from '../program.ts';
import { findAlert } from './alerts.ts';

export function addExplainCommand(program: Command, { io }: CommandContext): void {
  program
    .command('explain <alert>')
    .description(
      'how an alert came about: hours, baseline, parts of the rise, messages, and a query to check it',
    )
    .option('--store <dir>', 'the store of your runs')
    .option('--json', 'machine-readable output')
    .action(async (id: string, options: { store?: string; json?: boolean }) => {
      const store = await openStore({ dir: requireStore(options.store) });
      try {
        const alert = await findAlert(store, id);
        const messages = await store.ports.outbox.sentFor(alert.id);
        if (options.json === true) printJson(io, explainJson(alert, messages));
        else io.out(explainText(alert, messages, io));
      } finally {
        await store.close();
      }
    });
}
