/**
 * The sequences in order; while one is used up, the first item of the next is already on its way. What is far away and
 * what is worked on then overlap, and no more than two are ever open. All that were opened are closed at the end, however
 * it comes.
 */
export async function* oneAhead<T>(
  openers: readonly (() => AsyncIterable<T>)[],
): AsyncGenerator<AsyncIterable<T>> {
  let next = started(openers[0]);
  try {
    for (let index = 1; next !== undefined; index += 1) {
      const current = next;
      next = started(openers[index]);
      yield resumed(current);
    }
  } finally {
    await next?.iterator.return?.();
  }
}

interface Started<T> {
  readonly iterator: AsyncIterator<T>;
  readonly first: Promise<IteratorResult<T>>;
}

function started<T>(open: (() => AsyncIterable<T>) | undefined): Started<T> | undefined {
  if (open === undefined) return undefined;
  const iterator = open()[Symbol.asyncIterator]();
  const first = iterator.next();
  // It is thrown when its turn comes, or never asked for.
  first.catch(() => undefined);
  return { iterator, first };
}

async function* resumed<T>({ iterator, first }: Started<T>): AsyncGenerator<T> {
  try {
    for (let item = await first; item.done !== true; item = await iterator.next()) yield item.value;
  } finally {
    await iterator.return?.();
  }
}
