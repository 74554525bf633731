import type { Command } from 'commander';
import type { Alert } from '../../../shared/domain/alert/alert.ts';
import { threadsOf } from '../../../shared/domain/alert/digest.ts';
import { worstFirst } from '../../../shared/domain/alert/worst-first.ts';
import { misconfigured } from '../../../shared/domain/base/failure.ts';
import type { OutboxEntry } from '../../../shared/domain/notification/outbox.ts';
import { alertLines, alertTable, historyLines, messageLines } from '../alert-text.ts';
import type { CommandContext } from '../command-context.ts';
import { EXIT } from '../failure-output.ts';
import { examples, STORE_HELP } from '../help.ts';
import { printJson } from '../io.ts';
import { requireStore, type Store } from '../local-store.ts';
import { checkFailOn } from '../options.ts';
import { alertJson } from '../run-json.ts';
import { withStore } from '../with-store.ts';

interface AlertOptions {
  readonly store?: string;
  readonly json?: boolean;
}

interface ListOptions extends AlertOptions {
  readonly all?: boolean;
  readonly failOn?: string;
}

export function addAlertsCommand(program: Command, context: CommandContext): void {
  const alerts = program.command('alerts').description('what is firing, and what was');
  addList(alerts, context);
  addShow(alerts, context);
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
      if (options.failOn === 'alerts' && firing.length > 0) exitWith(EXIT.findings);
    });
}

function addShow(alerts: Command, { io }: CommandContext): void {
  alerts
    .command('show <alert>')
    .description('one alert with its history and messages; the beginning of its id is enough')
    .option('--store <dir>', STORE_HELP)
    .option('--json', 'machine-readable output')
    .addHelpText('after', examples('alerts show spike-1'))
    .action(async (id: string, options: AlertOptions) => {
      const { alert, messages } = await withStore(options, 'read', async (store) => {
        const found = await findAlert(store, id);
        return { alert: found, messages: await messagesAbout(store, found) };
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
      const told = [...historyLines(alert), '', ...messageLines(messages)].join('\n').trimEnd();
      io.out(`${alertLines(alert, io, requireStore(options.store))}\n\n${told}\n`);
    });
}

/** Its own messages after those of the digest that told it first, oldest first. */
export async function messagesAbout({ ports }: Store, alert: Alert): Promise<readonly OutboxEntry[]> {
  return (await Promise.all(threadsOf(alert).map((thread) => ports.outbox.sentFor(thread)))).flat();
}

/** By id or by the beginning of one, as a person types it. Throws Failure `misconfigured`. */
export async function findAlert(store: Store, id: string): Promise<Alert> {
  const exportName = store.exportName();
  const exact = await store.ports.alerts.get(exportName, id);
  if (exact !== undefined) return exact;
  const all = await store.ports.alerts.recent(exportName);
  const near = all.filter((alert) => alert.id.startsWith(id));
  if (near.length === 1 && near[0] !== undefined) return near[0];
  throw misconfigured(near.length === 0 ? 'there is no such alert' : 'several alerts begin like this', {
    expected: (near.length === 0 ? all : near).map((alert) => alert.id).join(' or ') || 'none is stored here',
    found: id,
  });
}
