import { REPEAT_KEPT_MS, REPEAT_RETRY_MS } from '../../domain/access/repeat.ts';
import type { Instant } from '../../domain/base/instant.ts';
import type { KeptAnswer, RepeatGuard } from '../../ports/repeat-guard.ts';

interface Kept {
  readonly digest: string;
  readonly begunAt: Instant;
  readonly answer?: KeptAnswer;
}

export function createMemoryRepeatGuard(): RepeatGuard {
  const kept = new Map<string, Kept>();
  const nameOf = (who: string, key: string): string => JSON.stringify([who, key]);
  return {
    async begin(who, key, digest, now) {
      const known = kept.get(nameOf(who, key));
      if (known === undefined || known.begunAt + REPEAT_KEPT_MS <= now) {
        kept.set(nameOf(who, key), { digest, begunAt: now });
        return { outcome: 'first' };
      }
      if (known.digest !== digest) return { outcome: 'other' };
      if (known.answer !== undefined) return { outcome: 'done', answer: known.answer };
      if (known.begunAt + REPEAT_RETRY_MS > now) return { outcome: 'under-way' };
      kept.set(nameOf(who, key), { digest, begunAt: now });
      return { outcome: 'first' };
    },
    async finish(who, key, answer) {
      const known = kept.get(nameOf(who, key));
      if (known !== undefined) kept.set(nameOf(who, key), { ...known, answer });
    },
  };
}
