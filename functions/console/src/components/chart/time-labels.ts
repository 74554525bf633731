import { dayText } from '../../text/time.ts';

const DAY_SECONDS = 86_400;

/** Under each tick its day, or its hour where ticks are closer; in UTC. */
export const timeLabels = (seconds: readonly number[], step: number): string[] =>
  seconds.map((second) => {
    const isMidnight = second % DAY_SECONDS === 0;
    return step >= DAY_SECONDS || isMidnight
      ? dayText(second * 1000)
      : new Date(second * 1000).toISOString().slice(11, 16);
  });
