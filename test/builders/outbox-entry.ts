import type { ChannelRef, Notification } from '../../shared/domain/notification/notification.ts';
import type { OutboxEntry } from '../../shared/domain/notification/outbox.ts';

export const SUPPORT_CHANNEL: ChannelRef = { kind: 'slack', address: '#support-ai' };

export const aNotification = (overrides: Partial<Notification> = {}): Notification => ({
  alertId: 'spike-3f9a2c71',
  reason: 'first',
  state: 'FIRING',
  severity: 'critical',
  rule: 'spike',
  team: 'support',
  headline: 'support: claims-agent spends $148.20/h on claude-opus-4.6, usually $3.02/h',
  change: '',
  facts: [{ label: 'Began', value: '2026-11-17 02:00 UTC' }],
  outlook: [{ label: 'until morning', value: '$2,903.51' }],
  notes: ['96 % of the rise of the team.'],
  contributors: [{ label: 'role/claims-agent@123456789012', value: '$1,480.43' }],
  spark: [3.1, 3.2, 148.2],
  freshness: 'Data complete through 13:00 UTC',
  links: [{ label: 'Evidence', url: 'https://billhook.example/alerts/spike-3f9a2c71' }],
  data: { costPerHour: '148.2', rows: 12 },
  ...overrides,
});

/** The message of version `n` of an alert in a channel, due from `createdAt` on. */
export const anOutboxEntry = (n = 1, overrides: Partial<OutboxEntry> = {}): OutboxEntry => {
  const alertId = overrides.alertId ?? 'spike-3f9a2c71';
  const channel = overrides.channel ?? SUPPORT_CHANNEL;
  const createdAt = overrides.createdAt ?? 1_000 * n;
  return {
    id: `${alertId}#${n}#${channel.kind}:${channel.address}`,
    alertId,
    alertVersion: n,
    channel,
    notification: aNotification({ alertId }),
    createdAt,
    state: 'pending',
    attempts: 0,
    notBefore: createdAt,
    ...overrides,
  };
};
