import { verify } from '../sim/verify.ts';
import type { DeepCheck } from './deep-check.ts';

/** The promise itself: hostile months on all processors. */
export const hostileMonths: DeepCheck = {
  what: 'hostile months',
  full: 1_000_000,
  async run({ count, seed, onProgress }) {
    const { worlds, broken, happened } = await verify({
      worlds: count,
      seed,
      ...(onProgress === undefined ? {} : { onProgress }),
    });
    const { deaths, messages, repeats } = happened;
    const many = (value: number): string => value.toLocaleString('en-US');
    return {
      count: worlds,
      result: `${broken.length} broken; ${many(deaths)} deaths, ${many(messages)} messages, ${many(repeats)} marked repeats`,
      failures: broken.map(
        ({ world, complaints: [first] }) =>
          `world ${world}: ${first?.harm}: ${first?.what}; npx billhook verify --seed ${seed} --world ${world}`,
      ),
    };
  },
};
