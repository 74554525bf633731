/** Runs tasks of one key one after another, so that a condition and its write are one step. */
export function createTurns(): <T>(key: string | undefined, task: () => Promise<T>) => Promise<T> {
  const last = new Map<string, Promise<unknown>>();
  return (key, task) => {
    if (key === undefined) return task();
    const mine = (last.get(key) ?? Promise.resolve()).then(task, task);
    last.set(key, mine);
    const forget = (): void => void (last.get(key) === mine && last.delete(key));
    mine.then(forget, forget);
    return mine;
  };
}
