import type { Command } from 'commander';
import type { Alert } from '../../../shared/domain/alert/alert.ts';
import { worstFirst } from '../../../shared/domain/alert/worst-first.ts';
import { alertLines, alertTable, historyLines, messageLines } from '../alert-text.ts';
import type { CommandContext } from '../command-context.ts';
import { EXIT } from '../failure-output.ts';
import { findAlert, messagesAbout } from '../find-alert.ts';
import { examples, STORE_HELP } from '../help.ts';
import { literal, printJson } from '../io.ts';
import { requireStore } from '../local-store.ts';
import { checkFailOn } from '../options.ts';
import { alertJson } from '../run-json.ts';
import { standingLines } from '../standing-text.ts';
import { withStore } from '../with-store.ts';
import { addDecisions } from './alert-decisions.ts';
import { addPlans } from './alert-plans.ts';
import { addPrecision } from './alert-precision.ts';
import { addSilences } from './alert-silences.ts';

interface AlertOptions {
  readonly store?: string;
  readonly json?: boolean;
}

interface ListOptions extends AlertOptions {
  readonly all?: boolean;
  readonly failOn?: string;
}

export function addAlertsCommand(program: Command, context: CommandContext): void {
  const alerts = program
    .command('alerts')
    .description('what is firing, what was, and what people decide about it');
  addList(alerts, context);
  addShow(alerts, context);
  addDecisions(alerts, context);
  addPlans(alerts, context);
  addSilences(alerts, context);
  addPrecision(alerts, context);
}

function addList(alerts: Command, { io, exitWith }: CommandContext): void {
  alerts
    .command('list')
    .description('what is firing, worst first; amounts an hour are the last hours of data against the usual')
    .option('--store <dir>', STORE_HELP)
    .option('--all', 'resolved ones of the last 45 days too')
    .option('--fail-on <what>', 'exit 1 on: alerts')
    .option('--json', 'machine-readable output')
    .addHelpText('after', examples('alerts list --all', 'alerts list --fail-on alerts   in cron or CI'))
    .action(async (options: ListOptions) => {
      checkFailOn(options.failOn);
      const found = await withStore(options, 'read', (store) =>
        store.ports.alerts.recent(store.exportName()),
      );
      const firing = found.filter((alert) => alert.state === 'firing');
      const shown = (options.all === true ? found : firing).toSorted(worstFirst);
      if (options.json === true) printJson(io, { alerts: shown.map(alertJson) });
      else if (shown.length > 0) io.out(alertTable(shown, io.width));
      else if (found.length > 0) io.out(`Nothing is firing (${found.length} resolved: --all shows them).\n`);
      else io.out('Nothing is firing, and nothing was in the last 45 days.\n');
      if (options.json !== true && options.all !== true) io.out(keptStill(found));
      if (options.failOn === 'alerts' && firing.length > 0) exitWith(EXIT.findings);
    });
}

/** What was found, and of which nobody was told. */
function keptStill(alerts: readonly Alert[]): string {
  const count = alerts.filter(({ state }) => state === 'pending').length;
  return count === 0
    ? ''
    : `${count} more kept still by a silence, a plan or another alert: --all shows them.\n`;
}

function addShow(alerts: Command, { io }: CommandContext): void {
  alerts
    .command('show <alert>')
    .description('one alert with its history and messages; the beginning of its id is enough')
    .option('--store <dir>', STORE_HELP)
    .option('--json', 'machine-readable output')
    .addHelpText('after', examples('alerts show spike-1'))
    .action(async (id: string, options: AlertOptions) => {
      const { alert, messages, around } = await withStore(options, 'read', async (store) => {
        const found = await findAlert(store, id);
        const exportName = store.exportName();
        return {
          alert: found,
          messages: await messagesAbout(store, found),
          around: {
            alerts: await store.ports.alerts.recent(exportName),
            plans: await store.ports.plans.recent(exportName, found.mute?.since ?? 0),
          },
        };
      });
      if (options.json === true) {
        printJson(io, {
          ...alertJson(alert),
          messages: messages.map(({ id: key, channel, state, attempts, why }) => ({
            id: key,
            channel,
            state,
            attempts,
            ...(why === undefined ? {} : { why }),
          })),
        });
        return;
      }
      const stands = standingLines(alert, around).map((line) => `  ${literal(line)}\n`);
      const told = [...historyLines(alert), '', ...messageLines(messages)].join('\n').trimEnd();
      io.out(`${alertLines(alert, io, requireStore(options.store))}\n${stands.join('')}\n${told}\n`);
    });
}
