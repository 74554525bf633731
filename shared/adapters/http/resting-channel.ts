import type { Channel } from '../../ports/channel.ts';

/** Longer than this no address is left alone: one message is tried then, and tells whether the others may follow. */
const REST_MS_MAX = 60_000;

/**
 * Leaves an address alone that just did not answer, or asked to wait: what is written to it meanwhile is put off without
 * a call. Else each of its messages would cost a sender the whole time that a call may take, and all other channels wait.
 * `elapsed`: milliseconds that never go back. Knows only its own process.
 */
export function restingChannel(channel: Channel, elapsed: () => number = () => performance.now()): Channel {
  const rests = new Map<string, { readonly until: number; readonly why: string }>();
  return {
    deliver: async (parcel) => {
      const rest = rests.get(parcel.address);
      const left = (rest?.until ?? 0) - elapsed();
      if (rest !== undefined && left > 0)
        return { outcome: 'again', afterMs: Math.ceil(left), surelyNotSent: true, why: rest.why };
      rests.delete(parcel.address);
      const result = await channel.deliver(parcel);
      if (result.outcome === 'again' && result.afterMs > 0) {
        const until = elapsed() + Math.min(result.afterMs, REST_MS_MAX);
        rests.set(parcel.address, { until, why: result.why });
      }
      return result;
    },
  };
}
