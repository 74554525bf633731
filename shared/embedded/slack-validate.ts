import { blocksFaults } from './slack-validate-blocks.ts';
import {
  booleanFaults,
  choiceFaults,
  type Faults,
  fault,
  onlyKeys,
  optional,
  PLAIN,
  record,
  stringFaults,
  textFaults,
} from './slack-validate-texts.ts';

/**
 * Block Kit's published limits, written from Slack's reference pages and not from our own adapter, so that the two
 * can disagree. Knows what Billhook sends; anything else is refused.
 * https://docs.slack.dev/reference/block-kit/blocks
 */
const BLOCKS_MAX = 50;
const VIEW_BLOCKS_MAX = 100;
/** Slack's own total, found by others (slackapi/bolt-js issue 2509). */
const TOTAL_CHARS_MAX = 13_200;
/** https://docs.slack.dev/reference/views */
const VIEW_BYTES_MAX = 250_000;

export type BlockFault =
  | { readonly error: 'msg_blocks_too_long' }
  | { readonly error: 'invalid_blocks'; readonly messages: Faults };

/** Undefined where Slack would take the blocks of a message. */
export function validateBlocks(blocks: unknown): BlockFault | undefined {
  const messages = [...blocksFaults(blocks, '/blocks', BLOCKS_MAX), ...inputFaults(blocks)];
  if (messages.length > 0) return { error: 'invalid_blocks', messages };
  return JSON.stringify(blocks).length > TOTAL_CHARS_MAX ? { error: 'msg_blocks_too_long' } : undefined;
}

/** Forms are for views: nothing of ours reads one from a message. */
const inputFaults = (blocks: unknown): Faults =>
  typesOf(blocks).includes('input') ? [fault('an input block in a message', '/blocks')] : [];

const typesOf = (blocks: unknown): readonly unknown[] =>
  (Array.isArray(blocks) ? blocks : []).map((block) => record(block).type);

/** Faults of a modal or home view, in Slack's words; empty where Slack would open it. */
export function validateView(value: unknown): Faults {
  const view = record(value);
  const isModal = view.type === 'modal';
  const own = ['blocks', 'private_metadata', 'callback_id', 'external_id'];
  return [
    ...choiceFaults(view.type, '/view/type', ['modal', 'home']),
    ...onlyKeys(
      view,
      isModal ? [...own, 'title', 'submit', 'close', 'clear_on_close', 'notify_on_close'] : own,
      '/view',
    ),
    ...blocksFaults(view.blocks, '/view/blocks', VIEW_BLOCKS_MAX),
    ...optional(view.private_metadata, (text) => stringFaults(text, '/view/private_metadata', 3_000)),
    ...optional(view.callback_id, (id) => stringFaults(id, '/view/callback_id', 255)),
    ...optional(view.external_id, (id) => stringFaults(id, '/view/external_id', 255)),
    ...(isModal ? modalFaults(view) : []),
    ...(JSON.stringify(view).length > VIEW_BYTES_MAX ? [fault('view is too large', '/view')] : []),
  ];
}

function modalFaults(view: ReturnType<typeof record>): Faults {
  const asks = typesOf(view.blocks).includes('input');
  return [
    ...textFaults(view.title, '/view/title', 24, PLAIN),
    ...optional(view.submit, (text) => textFaults(text, '/view/submit', 24, PLAIN)),
    ...optional(view.close, (text) => textFaults(text, '/view/close', 24, PLAIN)),
    ...(asks && view.submit === undefined ? [fault('missing required field: submit', '/view')] : []),
    ...optional(view.clear_on_close, (flag) => booleanFaults(flag, '/view/clear_on_close')),
    ...optional(view.notify_on_close, (flag) => booleanFaults(flag, '/view/notify_on_close')),
  ];
}
