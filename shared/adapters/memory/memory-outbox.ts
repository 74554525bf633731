import type { Instant } from '../../domain/base/instant.ts';
import { byText } from '../../domain/base/order.ts';
import type { ChannelRef } from '../../domain/notification/notification.ts';
import { type OutboxEntry, overtakes } from '../../domain/notification/outbox.ts';
import type { Outbox } from '../../ports/outbox.ts';
import { type Faults, NO_FAULTS, withFault } from './faults.ts';
import { keyOf, type MemoryTables } from './tables.ts';

export function createMemoryOutbox(tables: MemoryTables, faults: Faults = NO_FAULTS): Outbox {
  const settle = (
    id: string,
    token: string,
    end: Pick<OutboxEntry, 'state' | 'why' | 'gaveUpAt'>,
  ): boolean => {
    const stored = tables.outbox.get(id);
    if (stored === undefined) return false;
    if (stored.settledBy === token) return true;
    if (stored.entry.lease?.token !== token) return false;
    tables.outbox.set(id, { entry: { ...withoutLease(stored.entry), ...end }, settledBy: token });
    return true;
  };
  return {
    claim: (id, token, now, leaseUntil) =>
      withFault(faults, 'outbox.claim', () => {
        const entry = tables.outbox.get(id)?.entry;
        if (entry === undefined || entry.state !== 'pending' || entry.notBefore > now) return undefined;
        if (entry.lease !== undefined && entry.lease.until > now) {
          return entry.lease.token === token ? entry : undefined;
        }
        if (!hasItsTurn(tables, entry, now)) return undefined;
        const claimed = { ...entry, attempts: entry.attempts + 1, lease: { token, until: leaseUntil } };
        tables.outbox.set(id, { entry: claimed });
        return claimed;
      }),

    confirm: (id, token, receipt) =>
      withFault(faults, 'outbox.confirm', () => {
        const kept = settle(id, token, { state: 'sent' });
        const alertId = tables.outbox.get(id)?.entry.alertId;
        if (kept && alertId !== undefined) tables.receipts.set(threadOf(alertId, receipt.channel), receipt);
        return kept;
      }),

    release: (id, token, notBefore, uncount) =>
      withFault(faults, 'outbox.release', () => {
        const entry = tables.outbox.get(id)?.entry;
        if (entry?.lease?.token !== token) return;
        const attempts = entry.attempts - (uncount ? 1 : 0);
        const { held: _over, ...rest } = withoutLease(entry);
        tables.outbox.set(id, { entry: { ...rest, notBefore, attempts } });
      }),

    giveUp: (id, token, why, at) =>
      withFault(faults, 'outbox.giveUp', () => {
        settle(id, token, { state: 'undeliverable', why, gaveUpAt: at });
      }),

    due: (now, limit) =>
      withFault(faults, 'outbox.due', () =>
        [...tables.outbox.values()]
          .map(({ entry }) => entry)
          .filter((entry) => entry.state === 'pending' && dueAt(entry) <= now)
          .sort((a, b) => dueAt(a) - dueAt(b) || a.createdAt - b.createdAt || byText(a.id, b.id))
          .slice(0, limit)
          .map((entry) => entry.id),
      ),

    undeliverable: (since) =>
      withFault(faults, 'outbox.undeliverable', () =>
        [...tables.outbox.values()]
          .map(({ entry }) => entry)
          .filter(({ gaveUpAt }) => gaveUpAt !== undefined && gaveUpAt >= since)
          .sort((a, b) => a.gaveUpAt! - b.gaveUpAt! || a.createdAt - b.createdAt || byText(a.id, b.id)),
      ),

    receipt: (alertId, channel) =>
      withFault(faults, 'outbox.receipt', () => tables.receipts.get(threadOf(alertId, channel))),

    sentFor: (alertId) =>
      withFault(faults, 'outbox.sentFor', () =>
        [...tables.outbox.values()]
          .map(({ entry }) => entry)
          .filter((entry) => entry.alertId === alertId)
          .sort((a, b) => a.alertVersion - b.alertVersion || byText(a.id, b.id)),
      ),
  };
}

/** A held message comes due again when its lease ends. */
const dueAt = (entry: OutboxEntry): Instant => entry.lease?.until ?? entry.notBefore;

const threadOf = (alertId: string, channel: ChannelRef): string =>
  keyOf(alertId, channel.kind, channel.address);

/** Whether no older message of its thread waits; those that it overtakes are marked so. */
function hasItsTurn(tables: MemoryTables, entry: OutboxEntry, now: Instant): boolean {
  const thread = threadOf(entry.alertId, entry.channel);
  const older = [...tables.outbox.values()]
    .map((stored) => stored.entry)
    .filter(
      (other) =>
        other.state === 'pending' &&
        other.alertVersion < entry.alertVersion &&
        threadOf(other.alertId, other.channel) === thread,
    );
  if (!older.every((other) => overtakes(entry, other, now))) return false;
  for (const other of older) tables.outbox.set(other.id, { entry: { ...other, state: 'overtaken' } });
  return true;
}

function withoutLease(entry: OutboxEntry): OutboxEntry {
  const { lease: _gone, ...rest } = entry;
  return rest;
}
