import type { NotifyPorts } from '../../flow/notify.ts';
import { type App, openShell } from './app.ts';
import { sendingPorts } from './sending.ts';

export function composeNotify(): App<NotifyPorts, undefined> {
  const shell = openShell();
  return {
    ...shell.observed,
    scope: shell.config,
    settings: async () => undefined,
    ports: sendingPorts(shell),
  };
}
