import type { Alert } from '../../shared/domain/alert/alert.ts';
import { threadsOf } from '../../shared/domain/alert/digest.ts';
import { misconfigured } from '../../shared/domain/base/failure.ts';
import type { OutboxEntry } from '../../shared/domain/notification/outbox.ts';
import type { Store } from './local-store.ts';

/** By id or by the beginning of one, as a person types it. Throws Failure `misconfigured`. */
export async function findAlert(store: Store, id: string): Promise<Alert> {
  const exportName = store.exportName();
  const exact = await store.ports.alerts.get(exportName, id);
  return exact ?? oneOf('alert', await store.ports.alerts.recent(exportName), id);
}

/** The one whose id begins like this. Throws Failure `misconfigured` where there is none, or more than one. */
export function oneOf<T extends { readonly id: string }>(what: string, all: readonly T[], id: string): T {
  const near = all.filter((one) => one.id.startsWith(id));
  if (near.length === 1 && near[0] !== undefined) return near[0];
  throw misconfigured(near.length === 0 ? `there is no such ${what}` : `several ${what}s begin like this`, {
    expected: (near.length === 0 ? all : near).map((one) => one.id).join(' or ') || 'none is stored here',
    found: id,
  });
}

/** Its own messages after those of the digest that told it first, oldest first. */
export async function messagesAbout({ ports }: Store, alert: Alert): Promise<readonly OutboxEntry[]> {
  return (await Promise.all(threadsOf(alert).map((thread) => ports.outbox.sentFor(thread)))).flat();
}
