import { type Instant, isoInstant } from '../../shared/domain/base/instant.ts';

/** What happened in a world, line by line, for a person who looks for the reason of a failure. */
export interface Trace {
  /** The text is only made where somebody listens. */
  say(at: Instant, who: string, what: () => string): void;
}

export const NO_TRACE: Trace = { say: () => {} };

export function createTrace(): Trace & { readonly lines: readonly string[] } {
  const lines: string[] = [];
  return {
    lines,
    say: (at, who, what) => void lines.push(`${isoInstant(at).slice(0, 19)}Z  ${who.padEnd(12)} ${what()}`),
  };
}
