import { readBounded } from '../http/read-bounded.ts';
import { type Answer, codeOf, type Refusal } from '../http/verdict.ts';
import { judgeNetwork } from './classify.ts';
import { ANSWER_BYTES_MAX, CALL_TIMEOUT_MS } from './limits.ts';

interface RequestInitLike {
  readonly method?: string;
  readonly headers?: Record<string, string>;
  readonly body?: string | FormData;
}

/** One HTTP call: a `fetch` to hand to Slack's clients, and what came of it. */
export interface Exchange {
  readonly fetch: (url: string | URL, init?: RequestInitLike) => Promise<Response>;
  /** The answer, or why there is none. */
  result(): Answer | Refusal;
}

export const isAnswer = (result: Answer | Refusal): result is Answer => 'status' in result;

/**
 * A fetch with a deadline, no redirects and a bounded answer. Slack's clients lose the raw Retry-After and put URLs
 * into their errors, so the verdict rests on what is kept here.
 */
export function createExchange(): Exchange {
  let result: Answer | Refusal = judgeNetwork('no call was made');
  return {
    result: () => result,
    fetch: async (url, init) => {
      try {
        const response = await fetch(url, {
          ...init,
          redirect: 'manual',
          signal: AbortSignal.timeout(CALL_TIMEOUT_MS),
        });
        const body = response.body === null ? '' : await readBounded(response.body, ANSWER_BYTES_MAX);
        result = { status: response.status, retryAfter: response.headers.get('retry-after'), body };
        const bodiless = response.status === 204 || response.status === 205 || response.status === 304;
        return new Response(bodiless ? null : body, { status: response.status, headers: response.headers });
      } catch (error) {
        result = judgeNetwork(codeOf(error));
        throw error;
      }
    },
  };
}
