import type { Command } from 'commander';
import { precisionOf } from '../../../shared/domain/alert/feedback/precision.ts';
import { floorHints } from '../../../shared/flow/floor-hints.ts';
import type { CommandContext } from '../command-context.ts';
import { examples, STORE_HELP } from '../help.ts';
import { printJson } from '../io.ts';
import { precisionJson, precisionText } from '../precision-text.ts';
import { countProgress } from '../progress.ts';
import { withStore } from '../with-store.ts';

interface PrecisionOptions {
  readonly store?: string;
  readonly hints: boolean;
  readonly json?: boolean;
}

/** Whether the alerts were worth it, by what people said of them. */
export function addPrecision(alerts: Command, { io }: CommandContext): void {
  alerts
    .command('precision')
    .description('how alerts turned out, rule by rule, and what floor would have spared the noise')
    .option('--store <dir>', STORE_HELP)
    .option('--no-hints', 'do not replay what other floors would have told')
    .option('--json', 'machine-readable output')
    .addHelpText('after', examples('alerts precision', 'alerts precision --no-hints --json'))
    .action(async (options: PrecisionOptions) => {
      const progress = countProgress(io, 'deliveries');
      const { rules, hints } = await withStore(options, 'read', async ({ ports, exportName, settings }) => {
        const rules = precisionOf(await ports.alerts.all(exportName()));
        const onProgress = (done: number, of: number) =>
          progress.note(`trying other floors: delivery ${done + 1} of ${of}`);
        const query = { defaults: settings.defaults, onProgress };
        return { rules, hints: options.hints ? await floorHints(ports, exportName(), query) : [] };
      });
      progress.done();
      if (options.json === true) printJson(io, precisionJson(rules, hints));
      else if (rules.length === 0) io.out('No alert has fired yet.\n');
      else io.out(precisionText(rules, hints, io));
    });
}
