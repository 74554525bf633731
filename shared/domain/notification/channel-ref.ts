export type ChannelKind = 'slack' | 'sns' | 'webhook' | 'pagerduty' | 'email';

/**
 * Where a message goes. `slack` addresses a channel by name or id; `sns` (for programs) and `email` (for people) the
 * ARN of a topic; `webhook` is `<name>@<host>` and `pagerduty` a name, whose addresses and keys lie in the secret.
 */
export interface ChannelRef {
  readonly kind: ChannelKind;
  readonly address: string;
}

/** One of something for each kind, so that a new kind is missed nowhere. */
export const eachKind = <T>(make: (kind: ChannelKind) => T): Readonly<Record<ChannelKind, T>> => ({
  slack: make('slack'),
  sns: make('sns'),
  webhook: make('webhook'),
  pagerduty: make('pagerduty'),
  email: make('email'),
});

/** Equal only for one place of one kind. */
export const channelKey = ({ kind, address }: ChannelRef): string => `${kind}:${address}`;
