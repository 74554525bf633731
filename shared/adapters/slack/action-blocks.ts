import type { ActionsBlockElement, Button, KnownBlock, StaticSelect } from '@slack/types';
import { commandsOf } from '../../domain/notification/commands.ts';
import type { Action, Notification } from '../../domain/notification/notification.ts';
import { actionIdOf, actionValueOf } from './action-value.ts';
import { bold, bullets, code, glue, line, plain, richText } from './elements.ts';
import { BUTTON_TEXT_CHARS_MAX, COMMAND_CHARS_MAX, LINK_CHARS_MAX, OPTION_TEXT_CHARS_MAX } from './limits.ts';

const LINKS_MAX = 3;
const ACTIONS_MAX = 12;

/** Ours are; a subject with a blank or of any length could not be told from its value when it comes back. */
export const isPlainId = (id: string): boolean => /^[\w-]{1,80}$/u.test(id);

/** Buttons in their order, choices of one action as one menu, then links; undefined where there is nothing to click. */
export function actionBlock(notification: Notification, buttons: boolean): KnownBlock | undefined {
  const elements = [...(buttons ? clicksOf(notification) : []), ...linkButtons(notification.links)];
  return elements.length === 0 ? undefined : { type: 'actions', elements };
}

function clicksOf({ actions = [], alertId }: Notification): readonly ActionsBlockElement[] {
  if (!isPlainId(alertId)) return [];
  const groups = [...Map.groupBy(actions.slice(0, ACTIONS_MAX), ({ name }) => name).values()];
  return groups.map((group, index) =>
    group.length > 1 ? menuOf(group, alertId, index) : buttonOf(group[0]!, alertId, index),
  );
}

const buttonOf = (action: Action, subject: string, index: number): Button => ({
  type: 'button',
  action_id: actionIdOf(action, index),
  text: plain([action.label], BUTTON_TEXT_CHARS_MAX),
  value: actionValueOf(action.subject ?? subject, action.value),
  ...(action.style === undefined ? {} : { style: action.style }),
});

const menuOf = (choices: readonly Action[], subject: string, index: number): StaticSelect => ({
  type: 'static_select',
  action_id: actionIdOf(choices[0]!, index),
  placeholder: plain([MENU_TITLES[choices[0]!.name] ?? 'Choose …'], BUTTON_TEXT_CHARS_MAX),
  options: choices
    .filter(({ value }, index) => choices.findIndex((other) => other.value === value) === index)
    .map(({ label, value, subject: own }) => ({
      text: plain([label], OPTION_TEXT_CHARS_MAX),
      value: actionValueOf(own ?? subject, value),
    })),
});

const MENU_TITLES: Readonly<Partial<Record<Action['name'], string>>> = { snooze: 'Snooze …' };

const linkButtons = (links: Notification['links']): readonly Button[] =>
  links
    .filter(
      ({ url }) => url.length <= LINK_CHARS_MAX && /^https?:\/\/[^\s]+$/u.test(url) && URL.canParse(url),
    )
    .slice(0, LINKS_MAX)
    .map(({ label, url }, index) => ({
      type: 'button',
      action_id: `link-${index}`,
      text: plain([label], BUTTON_TEXT_CHARS_MAX),
      url,
    }));

/** What to type where nothing can be clicked. */
export function commandBlock(notification: Notification): KnownBlock | undefined {
  const commands = isPlainId(notification.alertId) ? commandsOf(notification) : [];
  if (commands.length === 0) return undefined;
  const items = commands.map(({ label, value }) => line(glue(`${label} `), code(value, COMMAND_CHARS_MAX)));
  return richText(line(bold('No buttons here, but commands', 40)), bullets(items));
}
