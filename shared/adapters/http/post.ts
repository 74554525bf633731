import { readBounded } from './read-bounded.ts';
import { type Answer, codeOf } from './verdict.ts';

const CALL_MS_MAX = 10_000;
const ANSWER_BYTES_MAX = 65_536;

/** One POST of JSON to an address that nobody but us chose; without redirects. The answer, or the network's code. */
export async function postJson(url: string, body: string): Promise<Answer | { readonly code: string }> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'user-agent': 'billhook' },
      body,
      redirect: 'manual',
      signal: AbortSignal.timeout(CALL_MS_MAX),
    });
    const text = response.body === null ? '' : await readBounded(response.body, ANSWER_BYTES_MAX);
    return { status: response.status, retryAfter: response.headers.get('retry-after'), body: text };
  } catch (error) {
    return { code: codeOf(error) };
  }
}
