import type { Instant } from '../../shared/domain/base/instant.ts';
import { HOUR_MS } from '../../shared/domain/base/instant.ts';
import type { Notice } from '../../shared/domain/delivery/delivery.ts';

export interface QueuedNotice {
  readonly notice: Notice;
  visibleAt: Instant;
  receives: number;
}

/** The notice queue: a message that is received stays hidden, comes back unless deleted, and is put aside in the end. */
export interface SimQueue {
  readonly messages: readonly QueuedNotice[];
  /** Put aside after too many tries. */
  readonly dead: readonly Notice[];
  send(notice: Notice, at: Instant): void;
  visible(now: Instant): readonly QueuedNotice[];
  receive(message: QueuedNotice, now: Instant): Notice;
  delete(message: QueuedNotice): void;
}

/** As infra/queues.yml sets them up. */
const HIDDEN_MS = HOUR_MS / 2;
const RECEIVES_MAX = 5;

export function createSimQueue(): SimQueue {
  let messages: QueuedNotice[] = [];
  const dead: Notice[] = [];
  return {
    get messages() {
      return messages;
    },
    dead,
    send: (notice, at) => void messages.push({ notice, visibleAt: at, receives: 0 }),
    visible(now) {
      const spent = messages.filter(
        ({ receives, visibleAt }) => receives >= RECEIVES_MAX && visibleAt <= now,
      );
      if (spent.length > 0) {
        dead.push(...spent.map(({ notice }) => notice));
        messages = messages.filter((message) => !spent.includes(message));
      }
      return messages.filter(({ visibleAt }) => visibleAt <= now);
    },
    receive(message, now) {
      message.receives += 1;
      message.visibleAt = now + HIDDEN_MS;
      return message.notice;
    },
    delete(message) {
      messages = messages.filter((other) => other !== message);
    },
  };
}
