import type * as words from '../../../../shared/api/problem.ts';

/** Why there is no answer: what the API said, or that it could not be reached. */
export interface Problem {
  readonly kind: words.ProblemDocument['error']['kind'] | 'unreachable';
  readonly message: string;
  readonly field?: string | undefined;
  readonly expected?: string | undefined;
  readonly found?: string | undefined;
}

export const UNREACHABLE: Problem = {
  kind: 'unreachable',
  message: 'Billhook did not answer. Check the network, then try again.',
};

/** An answer that is no document of the API, such as that of a proxy in between. */
export const unreadable = (status: number): Problem => ({
  kind: status === 401 ? 'unauthenticated' : status >= 500 ? 'internal' : 'bad-request',
  message: `Something between here and Billhook answered ${status} without saying why. Try again.`,
});

export function problemOf(status: number, body: unknown): Problem {
  const error = isObject(body) && isObject(body.error) ? body.error : undefined;
  if (error === undefined || typeof error.message !== 'string') return unreadable(status);
  return error as unknown as Problem;
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;
