import type { KnownBlock } from '@slack/types';
import type { Notification } from '../../domain/notification/notification.ts';
import { actionBlock, commandBlock } from './action-blocks.ts';
import { context, line, plain, richText, text } from './elements.ts';
import { escapeText } from './escape.ts';
import { COMMAND_CHARS_MAX, FIELDS_MAX, MESSAGE_CHARS_MAX } from './limits.ts';
import {
  contributorsTitle,
  decisionBlock,
  factsBlock,
  footerBlock,
  headerBlock,
  leadBlock,
  listBlock,
  notesBlock,
  outlookTitle,
  type Room,
  sectionBlocks,
  statusBlock,
  whyBlock,
} from './message-parts.ts';
import { chartBlock } from './sparkline.ts';

export interface SlackMessage {
  /** Shown in notifications, and where blocks are not. */
  readonly text: string;
  readonly blocks: KnownBlock[];
}

export interface AlertMessageOptions {
  /** Stand above the message: a repeat, an update that could not be made by editing. */
  readonly remarks?: readonly string[];
  /** A webhook's messages have none: a click would reach nobody, so the commands are named instead. */
  readonly buttons?: boolean;
}

/** The first that fits Slack's total is used, and the last always does. */
const ROOMS: readonly Room[] = [
  { chars: 400, facts: FIELDS_MAX, lines: 8, notes: 6, sections: 8, command: COMMAND_CHARS_MAX },
  { chars: 160, facts: FIELDS_MAX, lines: 6, notes: 4, sections: 4, command: COMMAND_CHARS_MAX },
  { chars: 60, facts: 8, lines: 4, notes: 3, sections: 2, command: 160 },
  { chars: 40, facts: 4, lines: 2, notes: 2, sections: 1, command: 80 },
];

const LINE_CHARS_MAX = 600;

/** The whole message, as one that is posted and later edited in place. */
export function alertMessage(notification: Notification, options: AlertMessageOptions = {}): SlackMessage {
  const fallback = escapeText(notification.headline, LINE_CHARS_MAX) || 'Billhook alert';
  let blocks: KnownBlock[] = [];
  for (const room of ROOMS) {
    blocks = alertBlocks(notification, options, room);
    if (JSON.stringify(blocks).length <= MESSAGE_CHARS_MAX) break;
  }
  return { text: fallback, blocks };
}

/** One line for the thread under an edited message: was → now → why. */
export function changeMessage({ change }: Notification, remarks: readonly string[] = []): SlackMessage {
  return {
    text: escapeText(change, LINE_CHARS_MAX),
    blocks: [
      richText(line(text(change, LINE_CHARS_MAX))),
      ...(remarks.length === 0 ? [] : [context(plain(remarks, LINE_CHARS_MAX))]),
    ],
  };
}

/** What a tired reader asks for first stands first: what, how bad, since when, who has it, how sure, why, what now. */
function alertBlocks(
  notification: Notification,
  { remarks = [], buttons = true }: AlertMessageOptions,
  room: Room,
): KnownBlock[] {
  const parts: readonly (KnownBlock | undefined)[] = [
    remarks.length === 0 ? undefined : context(plain(remarks, room.chars)),
    headerBlock(notification),
    leadBlock(notification, room),
    decisionBlock(notification, room),
    statusBlock(notification, room),
    whyBlock(notification, room),
    chartBlock(notification),
    factsBlock(notification, room),
    listBlock(outlookTitle(notification), notification.outlook, room),
    listBlock(contributorsTitle(notification), notification.contributors, room),
    ...sectionBlocks(notification, room),
    actionBlock(notification, buttons),
    notesBlock(notification.notes, room),
    buttons ? undefined : commandBlock(notification),
    footerBlock(notification),
  ];
  return parts.filter((part) => part !== undefined);
}
