import type { Io } from '../../functions/cli/io.ts';

/** A terminal that remembers what was printed on it. */
export function anIo(overrides: Partial<Io> = {}): Io & { readonly printed: () => string } {
  let text = '';
  const keep = (more: string): void => {
    text += more;
  };
  return {
    out: keep,
    err: keep,
    isTerminal: false,
    styled: false,
    width: 120,
    env: {},
    ...overrides,
    printed: () => text,
  };
}
