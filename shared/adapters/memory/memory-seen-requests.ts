import type { SeenRequests } from '../../ports/seen-requests.ts';

/** Forgets nothing: it lives as long as a test. */
export function createMemorySeenRequests(): SeenRequests {
  const seen = new Set<string>();
  return {
    remember: async (id) => {
      const isNew = !seen.has(id);
      seen.add(id);
      return isNew;
    },
  };
}
