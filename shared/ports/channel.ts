import type { Notification, Receipt } from '../domain/notification/notification.ts';

export interface Parcel {
  readonly outboxId: string;
  readonly address: string;
  readonly notification: Notification;
  /** The message to edit where the channel can; else a follow-up is sent. */
  readonly previous?: Receipt;
  /** A sender may have died after this was sent: the message says so. */
  readonly maybeRepeat: boolean;
}

export type DeliveryResult =
  | {
      readonly outcome: 'sent';
      readonly receipt: Receipt;
      readonly edited: boolean;
      /** Nothing went out and nothing need: numbers moved on in a channel that cannot edit what it told. */
      readonly spared?: true;
    }
  /** Not taken; try after this many milliseconds. `surelyNotSent` false after timeouts and cut connections. */
  | {
      readonly outcome: 'again';
      readonly afterMs: number;
      readonly surelyNotSent: boolean;
      readonly why: string;
    }
  | { readonly outcome: 'never'; readonly why: string };

/** Never throws for a refused message. */
export interface Channel {
  deliver(parcel: Parcel): Promise<DeliveryResult>;
}
