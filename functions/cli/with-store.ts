import { openStore, requireStore, type Store } from './local-store.ts';

/** Opens the store of earlier runs, uses it and closes it whatever happens. */
export async function withStore<T>(
  options: { readonly store?: string },
  use: 'read' | 'write',
  work: (store: Store) => Promise<T>,
): Promise<T> {
  const store = await openStore({ dir: requireStore(options.store), use });
  try {
    return await work(store);
  } finally {
    await store.close();
  }
}
