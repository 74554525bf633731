/** More requests at once would only queue in the SDK's connection pool (50 sockets, shared with other stores). */
export const PARALLEL_MAX = 8;

/** Maps with at most `limit` calls under way; results keep the order of the items. The first failure ends it. */
export async function mapBounded<T, R>(
  items: readonly T[],
  map: (item: T) => Promise<R>,
  limit = PARALLEL_MAX,
): Promise<R[]> {
  const results = new Array<R>(items.length);
  let next = 0;
  let failed = false;
  const worker = async (): Promise<void> => {
    while (next < items.length && !failed) {
      const index = next;
      next += 1;
      try {
        results[index] = await map(items[index]!);
      } catch (error) {
        failed = true;
        throw error;
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(limit, items.length) }, worker));
  return results;
}
