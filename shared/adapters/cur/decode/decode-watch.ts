import { type Failure, poison } from '../../../domain/base/failure.ts';
import { busyLimitOf, type DecodeLimits } from './decode-limits.ts';
import type { ThreadEnd } from './decode-thread.ts';

const TICK_MS = 50;

export interface DecodeWatch {
  /** The decoder said something. */
  alive(): void;
  stop(): void;
}

/**
 * Watches the decoding of one file and calls `overdue` once when it is too slow. Time is counted in ticks and only while
 * `isBusy`: a process that was frozen or starved for a minute wakes up one tick later, and does not blame the file.
 */
export function watchDecoding(
  file: { readonly key: string; readonly bytes: number },
  limits: DecodeLimits,
  isBusy: () => boolean,
  overdue: (failure: Failure) => void,
): DecodeWatch {
  const busyMax = busyLimitOf(limits, file.bytes);
  let silent = 0;
  let busy = 0;
  const timer = setInterval(() => {
    if (!isBusy()) {
      silent = 0;
      return;
    }
    silent += TICK_MS;
    busy += TICK_MS;
    if (silent >= limits.stallMs)
      overdue(tooSlow(file.key, `a sign of life every ${seconds(limits.stallMs)}`));
    else if (busy >= busyMax) {
      overdue(tooSlow(file.key, `at most ${seconds(busyMax)} for ${file.bytes} bytes`));
    }
  }, TICK_MS);
  return {
    alive: () => {
      silent = 0;
    },
    stop: () => clearInterval(timer),
  };
}

const seconds = (ms: number): string => `${ms / 1000} s`;

const WHAT_TO_DO =
  'the next delivery of the export replaces the file; if that is refused too, look at it with `billhook total FILE`';

const tooSlow = (file: string, expected: string): Failure =>
  poison(`decoding the file took too long and was stopped; ${WHAT_TO_DO}`, {
    file,
    expected,
    found: 'no end in sight',
  });

/** The refusal of a file whose decoding ended its thread. */
export function brokenBy(file: string, end: ThreadEnd, limits: DecodeLimits): Failure {
  if (end.why === 'memory') {
    return poison(
      `decoding the file took too much memory and was stopped; ${WHAT_TO_DO}`,
      { file, expected: `at most ${limits.heapMegabytes} MB`, found: 'more' },
      end.error,
    );
  }
  return poison(
    `decoding the file broke the decoder; ${WHAT_TO_DO}`,
    { file, found: reasonOf(end.error) },
    end.error,
  );
}

const reasonOf = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).slice(0, 200);
