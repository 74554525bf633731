import { isoInstant } from '../../../shared/domain/base/instant.ts';
import { picoText } from '../../../shared/domain/base/money.ts';
import type { OutboxEntry } from '../../../shared/domain/notification/outbox.ts';
import type { AlertPage } from '../../../shared/flow/read/alert-page.ts';
import { alertRow } from './rows.ts';

export const alertDocument = ({ line, offered, messages, evidence, stopCard }: AlertPage) => ({
  alert: alertRow(line),
  version: line.alert.version,
  currency: line.alert.finding.currency,
  actions: offered,
  outlook: (messages.at(-1)?.notification.outlook ?? []).map(({ label, value }) => ({ label, value })),
  history: line.alert.history.map(({ at, reason, note, by }) => ({
    ...{ at: isoInstant(at), reason, note },
    by: by ?? null,
  })),
  messages: messages.map(messageDocument),
  evidence: evidence ?? null,
  stopCard:
    stopCard === undefined
      ? null
      : 'refused' in stopCard
        ? stopCard
        : { ...stopCard, hits: stopCard.hits.map((hit) => ({ ...hit, cost: picoText(hit.cost) })) },
});

const messageDocument = ({ channel, state, createdAt, notBefore, notification, why }: OutboxEntry) => ({
  channel: `${channel.kind} ${channel.address}`,
  state,
  // As soon as it might.
  sentAt: state === 'sent' ? isoInstant(Math.max(createdAt, notBefore)) : null,
  headline: notification.headline,
  why: why ?? null,
});
