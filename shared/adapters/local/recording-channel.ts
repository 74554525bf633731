import type { Instant } from '../../domain/base/instant.ts';
import type { ChannelKind } from '../../domain/notification/channel-ref.ts';
import type { Notification } from '../../domain/notification/notification.ts';
import type { Channel } from '../../ports/channel.ts';

export interface Recorded {
  readonly address: string;
  readonly notification: Notification;
  readonly edited: boolean;
}

/** The channel of a run without Slack: keeps what would have been said, for the terminal to print. */
export interface RecordingChannel extends Channel {
  readonly recorded: readonly Recorded[];
}

export function createRecordingChannel(kind: ChannelKind, now: () => Instant): RecordingChannel {
  const recorded: Recorded[] = [];
  return {
    recorded,
    deliver: async ({ address, notification, previous, outboxId }) => {
      const edited = previous !== undefined;
      recorded.push({ address, notification, edited });
      const providerId = previous?.providerId ?? `local:${outboxId}`;
      return {
        outcome: 'sent',
        edited,
        receipt: { channel: { kind, address }, providerId, sentAt: now() },
      };
    },
  };
}
