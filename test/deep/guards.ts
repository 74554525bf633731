import { huntWithout } from '../sim/guard-hunt.ts';
import { GUARDS } from '../sim/guards.ts';
import type { DeepCheck } from './deep-check.ts';

/** The guard that is missed least needs some ten thousand worlds. */
const WORLDS_MAX = 400_000;

/** Each guard of the protocol switched off in turn, and missed. */
export const guardsMissed: DeepCheck = {
  what: 'guards switched off',
  full: GUARDS.length,
  async run({ count, seed, onProgress }) {
    const failures: string[] = [];
    let most = 0;
    for (const [done, guard] of GUARDS.slice(0, count).entries()) {
      onProgress?.(done);
      const { worlds, caught } = await huntWithout(guard, { worlds: WORLDS_MAX, seed });
      most = Math.max(most, worlds);
      if (caught === undefined) failures.push(`nobody missed the guard "${guard.name}" in ${worlds} worlds`);
    }
    const played = Math.min(count, GUARDS.length);
    return {
      count: played,
      result: `${played - failures.length} missed, the last after ${most.toLocaleString('en-US')} worlds`,
      failures,
    };
  },
};
