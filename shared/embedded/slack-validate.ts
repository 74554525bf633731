/**
 * Block Kit's published limits, written from Slack's reference pages and not from our own adapter, so that the two
 * can disagree. Knows the blocks that Billhook sends; any other is refused.
 * https://docs.slack.dev/reference/block-kit/blocks
 */
type Json = Readonly<Record<string, unknown>>;
/** In Slack's words, each with the place in the payload; empty where all is well. */
type Faults = readonly string[];

const BLOCKS_MAX = 50;
const MANY = Number.POSITIVE_INFINITY;
/** Slack's own total, found by others (slackapi/bolt-js issue 2509). */
const TOTAL_CHARS_MAX = 13_200;
const ANY_TEXT = ['plain_text', 'mrkdwn'];

export type BlockFault =
  | { readonly error: 'msg_blocks_too_long' }
  | { readonly error: 'invalid_blocks'; readonly messages: Faults };

/** Undefined where Slack would take the blocks. */
export function validateBlocks(blocks: unknown): BlockFault | undefined {
  const messages = each(blocks, '/blocks', BLOCKS_MAX, (block, at) => blockFaults(record(block), at));
  if (messages.length > 0) return { error: 'invalid_blocks', messages };
  return JSON.stringify(blocks).length > TOTAL_CHARS_MAX ? { error: 'msg_blocks_too_long' } : undefined;
}

function blockFaults(block: Json, at: string): Faults {
  switch (block.type) {
    case 'header':
      return [...onlyKeys(block, ['text'], at), ...textFaults(block.text, `${at}/text`, 150, ['plain_text'])];
    case 'section':
      return sectionFaults(block, at);
    case 'context':
      return listOf(block, at, 10, (item, pointer) => textFaults(item, pointer, 3_000, ANY_TEXT));
    case 'actions':
      return listOf(block, at, 25, (item, pointer) => buttonFaults(record(item), pointer));
    case 'rich_text':
      return listOf(block, at, MANY, (item, pointer) => richFaults(record(item), pointer));
    case 'divider':
      return onlyKeys(block, [], at);
    default:
      return [fault(`unsupported type: ${String(block.type)}`, `${at}/type`)];
  }
}

function sectionFaults(block: Json, at: string): Faults {
  const { text, fields } = block;
  return [
    ...onlyKeys(block, ['text', 'fields'], at),
    ...(text === undefined && fields === undefined ? [fault('missing required field: text', at)] : []),
    ...(text === undefined ? [] : textFaults(text, `${at}/text`, 3_000, ANY_TEXT)),
    ...(fields === undefined
      ? []
      : each(fields, `${at}/fields`, 10, (item, pointer) => textFaults(item, pointer, 2_000, ANY_TEXT))),
  ];
}

function textFaults(value: unknown, at: string, max: number, kinds: readonly string[]): Faults {
  const object = record(value);
  return [
    ...(kinds.includes(String(object.type))
      ? []
      : [fault(`must be one of ${kinds.join(', ')}`, `${at}/type`)]),
    ...onlyKeys(object, ['text', object.type === 'plain_text' ? 'emoji' : 'verbatim'], at),
    ...stringFaults(object.text, `${at}/text`, max),
  ];
}

function stringFaults(value: unknown, at: string, max: number): Faults {
  if (typeof value !== 'string') return [fault('must be a string', at)];
  if (value.length === 0) return [fault('must be more than 0 characters', at)];
  return value.length > max ? [fault(`must be less than ${max + 1} characters`, at)] : [];
}

function buttonFaults(element: Json, at: string): Faults {
  const { type, text, action_id: actionId, url } = element;
  if (type !== 'button') return [fault(`unsupported type: ${String(type)}`, `${at}/type`)];
  return [
    ...onlyKeys(element, ['text', 'url', 'action_id', 'value', 'style'], at),
    ...textFaults(text, `${at}/text`, 75, ['plain_text']),
    ...(actionId === undefined ? [] : stringFaults(actionId, `${at}/action_id`, 255)),
    ...(url === undefined ? [] : stringFaults(url, `${at}/url`, 3_000)),
    ...(url === undefined || URL.canParse(String(url)) ? [] : [fault('Invalid URL', `${at}/url`)]),
  ];
}

function richFaults(element: Json, at: string): Faults {
  switch (element.type) {
    case 'rich_text_list':
      return [
        ...(element.style === 'bullet' || element.style === 'ordered'
          ? []
          : [fault('must be a list style', `${at}/style`)]),
        ...listOf(element, at, MANY, (item, pointer) => itemFaults(record(item), pointer), [
          'style',
          'indent',
        ]),
      ];
    case 'rich_text_section':
    case 'rich_text_quote':
    case 'rich_text_preformatted':
      return listOf(element, at, MANY, (item, pointer) => inlineFaults(record(item), pointer));
    default:
      return [fault(`unsupported type: ${String(element.type)}`, `${at}/type`)];
  }
}

const itemFaults = (item: Json, at: string): Faults =>
  item.type === 'rich_text_section'
    ? richFaults(item, at)
    : [fault('must be a rich_text_section', `${at}/type`)];

const inlineFaults = (element: Json, at: string): Faults =>
  element.type === 'text'
    ? [...onlyKeys(element, ['text', 'style'], at), ...stringFaults(element.text, `${at}/text`, MANY)]
    : [fault(`unsupported type: ${String(element.type)}`, `${at}/type`)];

/** A block or element that is little more than its `elements`. */
const listOf = (
  holder: Json,
  at: string,
  max: number,
  faultsOf: (item: unknown, at: string) => Faults,
  keys: readonly string[] = [],
): Faults => [
  ...onlyKeys(holder, ['elements', ...keys], at),
  ...each(holder.elements, `${at}/elements`, max, faultsOf),
];

function each(
  value: unknown,
  at: string,
  max: number,
  faultsOf: (item: unknown, at: string) => Faults,
): Faults {
  if (!Array.isArray(value)) return [fault('must be an array', at)];
  if (value.length === 0) return [fault('must have at least 1 item', at)];
  if (value.length > max) return [fault(`no more than ${max} items allowed`, at)];
  return value.flatMap((item, index) => faultsOf(item, `${at}/${index}`));
}

/** Slack refuses fields it does not know. */
const onlyKeys = (value: Json, keys: readonly string[], at: string): Faults =>
  Object.keys(value)
    .filter((key) => key !== 'type' && key !== 'block_id' && !keys.includes(key))
    .map((key) => fault(`additional property: ${key}`, at));

const fault = (message: string, pointer: string): string => `[ERROR] ${message} [json-pointer:${pointer}]`;

const record = (value: unknown): Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : {};
