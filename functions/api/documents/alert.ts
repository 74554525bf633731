import { isoInstant } from '../../../shared/domain/base/instant.ts';
import { picoText } from '../../../shared/domain/base/money.ts';
import type { LabelledValue } from '../../../shared/domain/notification/notification.ts';
import type { OutboxEntry } from '../../../shared/domain/notification/outbox.ts';
import type { AlertPage } from '../../../shared/flow/read/alert-page.ts';
import { alertRow } from './rows.ts';

export const alertDocument = ({ line, offered, why, outlook, messages, evidence, stopCard }: AlertPage) => ({
  alert: alertRow(line),
  version: line.alert.version,
  currency: line.alert.finding.currency,
  actions: offered,
  why: why.map(factDocument),
  outlook: outlook.map(factDocument),
  history: line.alert.history.map(({ at, reason, note, by }) => ({
    ...{ at: isoInstant(at), reason, note },
    by: by ?? null,
  })),
  messages: messages.map((entry) => messageDocument(entry, line.alert.id)),
  evidence: evidence ?? null,
  stopCard:
    stopCard === undefined
      ? null
      : 'refused' in stopCard
        ? stopCard
        : { ...stopCard, hits: stopCard.hits.map((hit) => ({ ...hit, cost: picoText(hit.cost) })) },
});

const factDocument = ({ label, value }: LabelledValue) => ({ label, value });

const messageDocument = (
  { alertId, channel, state, createdAt, notBefore, notification, why }: OutboxEntry,
  asked: string,
) => ({
  channel: `${channel.kind} ${channel.address}`,
  state,
  // As soon as it might.
  sentAt: state === 'sent' ? isoInstant(Math.max(createdAt, notBefore)) : null,
  // A digest's first line may name what another team's alert is about.
  headline: alertId === asked ? notification.headline : `Told together with others in ${alertId}`,
  why: why ?? null,
});
