import { type Logger, LogLevel, WebClient, type WebClientOptions } from '@slack/web-api';
import type { Answer, Refusal } from '../http/verdict.ts';
import type { SlackMessage } from './blocks.ts';
import { isEditRefused, judgeError, judgeStatus, judgeUnreadable } from './classify.ts';
import { createExchange, isAnswer } from './exchange.ts';

/** Where a message lies: what Slack needs to edit it. */
export interface MessagePlace {
  readonly channel: string;
  readonly ts: string;
}

export type BotResult =
  | { readonly outcome: 'done'; readonly place: MessagePlace }
  | { readonly outcome: 'refused'; readonly refusal: Refusal; readonly error?: string };

export interface Bot {
  post(channel: string, message: SlackMessage, thread?: MessagePlace): Promise<BotResult>;
  edit(place: MessagePlace, message: SlackMessage): Promise<BotResult>;
}

/** No unfurling, no link or name parsing: a name in a bill must neither notify nor fetch anything. */
const QUIET = { unfurl_links: false, unfurl_media: false, link_names: false, parse: 'none' } as const;

/** Slack's Web API by a bot token. One try a call: when to try again is the sender's decision. */
export function createBot(token: string, apiUrl: string | undefined, now: () => number): Bot {
  const call = async (
    run: (client: WebClient) => Promise<{ ok: boolean; channel?: string; ts?: string }>,
  ): Promise<BotResult> => {
    const exchange = createExchange();
    try {
      const { ok, channel, ts } = await run(new WebClient(token, clientOptions(apiUrl, exchange.fetch)));
      // Compared, since Slack's client takes any truthy `ok` for a yes.
      if (ok === true && channel !== undefined && ts !== undefined)
        return { outcome: 'done', place: { channel, ts } };
      return { outcome: 'refused', refusal: judgeUnreadable() };
    } catch {
      const result = exchange.result();
      return isAnswer(result) ? judge(result, now()) : { outcome: 'refused', refusal: result };
    }
  };
  return {
    post: (channel, message, thread) =>
      call((client) =>
        client.chat.postMessage({
          channel,
          ...message,
          ...QUIET,
          ...(thread === undefined ? {} : { thread_ts: thread.ts }),
        }),
      ),
    edit: ({ channel, ts }, message) =>
      call((client) => client.chat.update({ channel, ts, ...message, link_names: false, parse: 'none' })),
  };
}

export const isOutOfReach = (result: BotResult): boolean =>
  result.outcome === 'refused' && isEditRefused(result.error);

function judge(answer: Answer, now: number): BotResult {
  const byStatus = judgeStatus(answer, now);
  if (byStatus !== undefined) return { outcome: 'refused', refusal: byStatus };
  const error = errorOf(answer.body);
  return error === undefined
    ? { outcome: 'refused', refusal: judgeUnreadable() }
    : { outcome: 'refused', refusal: judgeError(error, answer.retryAfter, now), error };
}

/** The error of `{ "ok": false, "error": "…" }`; undefined for any other body. */
function errorOf(body: string): string | undefined {
  try {
    const { ok, error } = JSON.parse(body) as { ok?: unknown; error?: unknown };
    return ok === false && typeof error === 'string' && /^[a-z][a-z0-9_]{1,63}$/.test(error)
      ? error
      : undefined;
  } catch {
    return undefined;
  }
}

/** Slack's client writes URLs and bodies to the console; what matters is in the verdict. */
const SILENT: Logger = {
  debug: () => {},
  info: () => {},
  warn: () => {},
  error: () => {},
  setLevel: () => {},
  getLevel: () => LogLevel.ERROR,
  setName: () => {},
};

export const clientOptions = (
  apiUrl: string | undefined,
  fetch: NonNullable<WebClientOptions['fetch']>,
): WebClientOptions => ({
  fetch,
  logger: SILENT,
  retryConfig: { retries: 0 },
  rejectRateLimitedCalls: true,
  allowAbsoluteUrls: false,
  ...(apiUrl === undefined ? {} : { slackApiUrl: apiUrl.endsWith('/') ? apiUrl : `${apiUrl}/` }),
});
