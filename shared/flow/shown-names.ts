import { maskNames } from '../domain/notification/mask-names.ts';
import { initialsOf, NAMELESS, pseudonymOf } from '../domain/notification/names.ts';
import type { Notification } from '../domain/notification/notification.ts';
import type { OutboxEntry } from '../domain/notification/outbox.ts';
import type { NameHash } from '../ports/name-hash.ts';

const NO_KEY = 'Names are hidden: the secret holds no namesKey to make pseudonyms with.';

/** The message with people named as its channel wants it. Rejects where the key cannot be read for now. */
export async function withShownNames(
  { notification, names = 'full' }: Pick<OutboxEntry, 'notification' | 'names'>,
  nameHash: NameHash | undefined,
): Promise<Notification> {
  if (names === 'full') {
    const { people: _, ...told } = notification;
    return told;
  }
  if (names === 'initials') return maskNames(notification, initialsOf);
  const hash = await nameHash?.();
  if (hash !== undefined) return maskNames(notification, (name) => pseudonymOf(name, hash));
  // A message without names beats no message, and one with names is not what was asked for.
  const hidden = maskNames(notification, NAMELESS);
  return { ...hidden, notes: [...hidden.notes, NO_KEY] };
}
