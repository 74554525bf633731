import type { Command } from 'commander';
import type { Alert } from '../../../shared/domain/alert/alert.ts';
import { misconfigured } from '../../../shared/domain/base/failure.ts';
import { ALERT_COLUMNS, alertLines, alertRow } from '../alert-text.ts';
import { EXIT } from '../failure-output.ts';
import { printJson } from '../io.ts';
import { openStore, requireStore, type Store } from '../local-store.ts';
import type { CommandContext } from '../program.ts';
import { alertJson } from '../run-json.ts';
import { textTable } from '../table.ts';

interface AlertOptions {
  readonly store?: string;
  readonly json?: boolean;
}

export function addAlertsCommand(program: Command, { io, exitWith }: CommandContext): void {
  const alerts = program.command('alerts').description('what is firing, and what was');

  alerts
    .command('list')
    .description('alerts of the last 45 days, firing ones first')
    .option('--store <dir>', 'the store of your runs')
    .option('--all', 'resolved ones too')
    .option('--fail-on <what>', 'exit 1 on: alerts')
    .option('--json', 'machine-readable output')
    .action(async (options: AlertOptions & { all?: boolean; failOn?: string }) => {
      const found = await withStore(options, async (store) =>
        store.ports.alerts.recent(await store.exportName()),
      );
      const firing = found.filter((alert) => alert.state === 'firing');
      const shown = (options.all === true ? found : firing).toSorted(worstFirst);
      if (options.json === true) printJson(io, { alerts: shown.map(alertJson) });
      else if (shown.length === 0)
        io.out(`Nothing is firing${found.length > 0 ? ` (${found.length} resolved; --all)` : ''}.\n`);
      else io.out(textTable(ALERT_COLUMNS, shown.map(alertRow), io.width));
      if (options.failOn === 'alerts' && firing.length > 0) exitWith(EXIT.findings);
    });

  alerts
    .command('show <alert>')
    .description('one alert with its history and messages')
    .option('--store <dir>', 'the store of your runs')
    .option('--json', 'machine-readable output')
    .action(async (id: string, options: AlertOptions) => {
      await withStore(options, async (store) => {
        const alert = await findAlert(store, id);
        const messages = await store.ports.outbox.sentFor(alert.id);
        if (options.json === true) {
          printJson(io, {
            ...alertJson(alert),
            messages: messages.map(({ id: key, channel, state, attempts }) => ({
              id: key,
              channel,
              state,
              attempts,
            })),
          });
          return;
        }
        io.out(`${alertLines(alert, io)}\n\n`);
        for (const change of alert.history) {
          io.out(`${new Date(change.at).toISOString().slice(0, 16)}Z  ${change.reason}: ${change.note}\n`);
        }
        for (const { channel, state } of messages)
          io.out(`message to ${channel.kind} ${channel.address}: ${state}\n`);
      });
    });
}

/** By id or by the beginning of one, as a person types it. Throws Failure `misconfigured`. */
export async function findAlert(store: Store, id: string): Promise<Alert> {
  const exportName = await store.exportName();
  const exact = await store.ports.alerts.get(exportName, id);
  if (exact !== undefined) return exact;
  const all = await store.ports.alerts.recent(exportName);
  const near = all.filter((alert) => alert.id.startsWith(id));
  if (near.length === 1 && near[0] !== undefined) return near[0];
  throw misconfigured(near.length === 0 ? 'there is no such alert' : 'several alerts begin like this', {
    expected: (near.length === 0 ? all : near).map((alert) => alert.id).join(', ') || 'no alert is stored',
    found: id,
  });
}

async function withStore<T>(options: AlertOptions, use: (store: Store) => Promise<T>): Promise<T> {
  const store = await openStore({ dir: requireStore(options.store) });
  try {
    return await use(store);
  } finally {
    await store.close();
  }
}

const RANK = { critical: 0, warning: 1, info: 2 } as const;

const worstFirst = (a: Alert, b: Alert): number =>
  (a.state === b.state ? 0 : a.state === 'firing' ? -1 : 1) ||
  RANK[a.finding.severity] - RANK[b.finding.severity] ||
  b.startsAt - a.startsAt;
