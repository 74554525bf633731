import type { ModalView } from '@slack/types';
import { WebClient } from '@slack/web-api';
import type { SlackMessage } from './blocks.ts';
import { clientOptions } from './bot.ts';
import { createExchange, isAnswer } from './exchange.ts';
import { type SlackSecrets, safeWebhookUrl } from './secrets.ts';

/** Answers that are no body of the request's own response. */
export interface SlackWeb {
  /** Shows a form. False where Slack did not: the click is over three seconds old, or the token is refused. */
  open(triggerId: string, view: ModalView): Promise<boolean>;
  /** Tells the person alone; false where that could not be sent. */
  tell(responseUrl: string, message: SlackMessage): Promise<boolean>;
}

export interface SlackWebOptions {
  readonly secrets: (fresh?: boolean) => Promise<SlackSecrets>;
  readonly apiUrl?: string;
}

export function createSlackWeb({ secrets, apiUrl }: SlackWebOptions): SlackWeb {
  const opened = async (token: string, triggerId: string, view: ModalView): Promise<string | undefined> => {
    const exchange = createExchange();
    try {
      await new WebClient(token, clientOptions(apiUrl, exchange.fetch)).views.open({
        trigger_id: triggerId,
        view,
      });
      return undefined;
    } catch {
      // Its error holds URLs and payloads; whether it worked is all that matters here.
      const result = exchange.result();
      return isAnswer(result) ? result.body : 'no answer';
    }
  };
  return {
    open: async (triggerId, view) => {
      if (triggerId === '') return false;
      const { botToken } = await secrets();
      if (botToken === undefined) return false;
      const refusal = await opened(botToken, triggerId, view);
      if (refusal === undefined) return true;
      const { botToken: fresh } = await secrets(true);
      if (fresh === undefined || fresh === botToken) return false;
      return (await opened(fresh, triggerId, view)) === undefined;
    },
    tell: async (responseUrl, message) => {
      const url = safeWebhookUrl(responseUrl, apiUrl);
      if (url === undefined) return false;
      const { fetch } = createExchange();
      const body = JSON.stringify({ response_type: 'ephemeral', replace_original: false, ...message });
      const headers = { 'Content-Type': 'application/json' };
      const response = await fetch(url, { method: 'POST', headers, body }).catch(() => undefined);
      return response?.status === 200;
    },
  };
}
