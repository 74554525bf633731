import { createTextHash } from '../base/text-hash.ts';
import type { DeliveryOrder } from '../delivery/order.ts';
import type { LedgerEntry } from './entry.ts';
import { entryKey } from './entry-key.ts';
import type { LedgerVersion } from './snapshot.ts';

/** The same entries of the same delivery give the same version, on every machine and in every try. */
export function versionOf(order: DeliveryOrder, entries: Iterable<LedgerEntry>): LedgerVersion {
  const hash = createTextHash();
  for (const entry of entries) {
    hash.add(entryKey(entry));
    for (const { model, tokenKind, hourOfDay, cost, tokens, rows } of entry.cells) {
      hash.add(model);
      hash.add(`${tokenKind} ${hourOfDay} ${cost} ${tokens} ${rows}`);
    }
    hash.add(`${entry.sessions.count}`);
    for (const session of entry.sessions.sample) hash.add(session);
  }
  return `${order}~${hash.digest()}`;
}

/** The delivery whose ledger it is. */
export const orderOfVersion = (version: LedgerVersion): DeliveryOrder =>
  version.slice(0, version.lastIndexOf('~'));
