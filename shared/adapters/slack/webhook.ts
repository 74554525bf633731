import { IncomingWebhook } from '@slack/webhook';
import type { Refusal } from '../http/verdict.ts';
import type { SlackMessage } from './blocks.ts';
import { judgeStatus, judgeUnreadable } from './classify.ts';
import { createExchange, isAnswer } from './exchange.ts';

/**
 * Posts by an incoming webhook; undefined where Slack took it, which it says with the body `ok`. The body is compared
 * because a proxy's login page is a 200 as well.
 */
export async function postToWebhook(
  url: string,
  message: SlackMessage,
  now: () => number,
): Promise<Refusal | undefined> {
  const exchange = createExchange();
  try {
    const webhook = new IncomingWebhook(url, { fetch: exchange.fetch, link_names: false });
    await webhook.send({ ...message, unfurl_links: false, unfurl_media: false });
  } catch {
    // Its error holds the URL; the exchange has all that matters.
  }
  const result = exchange.result();
  if (!isAnswer(result)) return result;
  return judgeStatus(result, now()) ?? (result.body.trim() === 'ok' ? undefined : judgeUnreadable());
}
