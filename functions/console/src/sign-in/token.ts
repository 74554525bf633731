/** Who signed in, for this tab only: a closed tab has forgotten it. */
const KEY = 'billhook-token';

interface Kept {
  readonly token: string;
  readonly at: number;
}

function kept(): Kept | undefined {
  const text = sessionStorage.getItem(KEY);
  return text === null ? undefined : (JSON.parse(text) as Kept);
}

export const keepToken = (token: string): void =>
  sessionStorage.setItem(KEY, JSON.stringify({ token, at: Date.now() } satisfies Kept));

/** Nothing on one machine, where nobody signs in. */
export function bearer(): Readonly<Record<string, string>> {
  const found = kept();
  return found === undefined ? {} : { authorization: `Bearer ${found.token}` };
}

const FRESH_MS = 60_000;

/** A token that was just given and is refused all the same would be refused again: somebody has to look. */
export function isRefusedAfresh(): boolean {
  const found = kept();
  return found !== undefined && Date.now() - found.at < FRESH_MS;
}
