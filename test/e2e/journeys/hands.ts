import type { AppAnswer } from '../../../shared/embedded/slack-hand.ts';
import type { SlackStandInMessage } from '../../../shared/embedded/slack-store.ts';
import { shown, wordsOf } from './shown.ts';
import type { Story } from './story.ts';

/** What one person does in Slack, each time until all of it has come to rest. */
interface Hands {
  /** Clicks in the message as it is now; what only this person is told of it, or ''. */
  click(id: string, action: string, value?: string): Promise<string>;
  /** Sends the open form off; what it then shows, or ''. */
  submit(values: Readonly<Record<string, string>>): Promise<string>;
  /** Words of the open form. */
  form(): string;
  command(text: string): Promise<string>;
}

export function handsOf(story: Story, user: string, channel: string): Hands {
  const { slack } = story.stack;
  const alone = () => slack.ephemerals().filter((ephemeral) => ephemeral.user === user);
  const view = () => slack.views().findLast((open) => open.user === user);
  const form = (): string => {
    const open = view();
    return open === undefined ? '' : wordsOf(open.view.blocks);
  };
  const hand = async (doing: Promise<AppAnswer>): Promise<string> => {
    const before = alone().length;
    const { fault } = await doing;
    if (fault !== undefined) throw new Error(fault);
    await story.rest();
    const told = alone().slice(before);
    return told.map(({ blocks, text }) => `${text}\n${wordsOf(blocks)}`).join('\n');
  };
  return {
    click: (id, action, value) => hand(slack.click(messageOf(story, id), action, value, user)),
    submit: async (values) => {
      const open = view();
      if (open === undefined) throw new Error('no form is open');
      await hand(slack.submit(open, values, user));
      return form();
    },
    form,
    command: (text) => hand(slack.command(text, user, channel)),
  };
}

/** The one message of an id, which its data line ends with; another number of them fails the test. */
export function messageOf({ stack }: Pick<Story, 'stack'>, id: string): SlackStandInMessage {
  const found = stack.slack.messages().filter((message) => shown(message).includes(` · ${id}\n`));
  if (found.length !== 1) throw new Error(`${found.length} messages of ${id}`);
  return found[0]!;
}
