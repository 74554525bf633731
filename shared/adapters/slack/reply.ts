import type { ModalView } from '@slack/types';
import type { SlackMessage } from './blocks.ts';
import { type Answer, answerMessage } from './replies.ts';

/** What Slack is to do about a request. */
export type Reply =
  | { readonly do: 'nothing' }
  /** For the person alone. `whole`: it is there to be copied, and a name that stands for another would do harm. */
  | { readonly do: 'tell'; readonly message: SlackMessage; readonly whole?: true }
  | { readonly do: 'open'; readonly view: ModalView }
  /** In place of the form that was sent off. */
  | { readonly do: 'show'; readonly view: ModalView }
  /** The same, while the work is handed over to somebody who has more time. */
  | { readonly do: 'later'; readonly view: ModalView }
  /** By input: the form stays open with what is wrong beside it. */
  | { readonly do: 'mend'; readonly errors: Readonly<Record<string, string>> };

export const NOTHING: Reply = { do: 'nothing' };

export const tell = (answer: Answer | string): Reply => ({
  do: 'tell',
  message: answerMessage(typeof answer === 'string' ? { title: answer } : answer),
});
