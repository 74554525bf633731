import { setTimeout as pause } from 'node:timers/promises';
import type { Channel } from '../../ports/channel.ts';

/** "One message per second per channel", bursts are not promised: https://docs.slack.dev/apis/web-api/rate-limits */
const PACE_MS = 1_000;
/** A sender that works off one message after another waits a second at most; more would use up its lease. */
const WAIT_MS_MAX = 5_000;

/** Milliseconds that never go back, and a way to let them pass. */
export interface PaceClock {
  elapsed(): number;
  wait(ms: number): Promise<unknown>;
}

const MACHINE: PaceClock = { elapsed: () => performance.now(), wait: (ms) => pause(ms) };

/**
 * Each address at most once a second, counted from the end of the call before; other addresses do not wait for it.
 * Knows only its own process: where two send at a time, Slack's 429 and Retry-After keep the pace.
 */
export function pacedChannel(channel: Channel, clock: PaceClock = MACHINE): Channel {
  const freeAt = new Map<string, number>();
  return {
    deliver: async (parcel) => {
      const now = clock.elapsed();
      const slot = Math.max(now, freeAt.get(parcel.address) ?? now);
      if (slot - now > WAIT_MS_MAX) {
        return {
          outcome: 'again',
          afterMs: Math.ceil(slot - now),
          surelyNotSent: true,
          why: 'the channel has had its message of this second',
        };
      }
      freeAt.set(parcel.address, slot + PACE_MS);
      if (slot > now) await clock.wait(slot - now);
      try {
        return await channel.deliver(parcel);
      } finally {
        freeAt.set(parcel.address, Math.max(freeAt.get(parcel.address) ?? 0, clock.elapsed() + PACE_MS));
      }
    },
  };
}
