import { elementFaults, IN_ACTIONS, IN_INPUT, IN_SECTION } from './slack-validate-elements.ts';
import {
  ANY_TEXT,
  booleanFaults,
  choiceFaults,
  each,
  type Faults,
  fault,
  type Json,
  listOf,
  onlyKeys,
  optional,
  PLAIN,
  record,
  stringFaults,
  textFaults,
  uniqueFaults,
} from './slack-validate-texts.ts';

const MANY = Number.POSITIVE_INFINITY;

/** A list of blocks: each by its own limits, and their ids apart. */
export const blocksFaults = (blocks: unknown, at: string, max: number): Faults => [
  ...each(blocks, at, max, (block, pointer) => blockFaults(record(block), pointer)),
  ...uniqueFaults(
    (Array.isArray(blocks) ? blocks : []).map((block) => record(block).block_id),
    'block_id',
    at,
  ),
];

function blockFaults({ block_id: id, ...block }: Json, at: string): Faults {
  return [...optional(id, (text) => stringFaults(text, `${at}/block_id`, 255)), ...kindFaults(block, at)];
}

function kindFaults(block: Json, at: string): Faults {
  switch (block.type) {
    case 'header':
      return [...onlyKeys(block, ['text'], at), ...textFaults(block.text, `${at}/text`, 150, PLAIN)];
    case 'section':
      return sectionFaults(block, at);
    case 'context':
      return listOf(block, at, 10, (item, pointer) => textFaults(item, pointer, 3_000, ANY_TEXT));
    case 'actions':
      return [
        ...listOf(block, at, 25, (item, pointer) => elementFaults(item, pointer, IN_ACTIONS)),
        ...uniqueFaults(
          (Array.isArray(block.elements) ? block.elements : []).map((element) => record(element).action_id),
          'action_id',
          at,
        ),
      ];
    case 'rich_text':
      return listOf(block, at, MANY, (item, pointer) => richFaults(record(item), pointer));
    case 'input':
      return inputBlockFaults(block, at);
    case 'divider':
      return onlyKeys(block, [], at);
    default:
      return [fault(`unsupported type: ${String(block.type)}`, `${at}/type`)];
  }
}

function sectionFaults(block: Json, at: string): Faults {
  const { text, fields, accessory, expand } = block;
  return [
    ...onlyKeys(block, ['text', 'fields', 'accessory', 'expand'], at),
    ...(text === undefined && fields === undefined ? [fault('missing required field: text', at)] : []),
    ...optional(text, (value) => textFaults(value, `${at}/text`, 3_000, ANY_TEXT)),
    ...optional(fields, (list) =>
      each(list, `${at}/fields`, 10, (item, pointer) => textFaults(item, pointer, 2_000, ANY_TEXT)),
    ),
    ...optional(accessory, (element) => elementFaults(element, `${at}/accessory`, IN_SECTION)),
    ...optional(expand, (flag) => booleanFaults(flag, `${at}/expand`)),
  ];
}

const inputBlockFaults = (block: Json, at: string): Faults => [
  ...onlyKeys(block, ['label', 'element', 'hint', 'optional', 'dispatch_action'], at),
  ...textFaults(block.label, `${at}/label`, 2_000, PLAIN),
  ...elementFaults(block.element, `${at}/element`, IN_INPUT),
  ...optional(block.hint, (text) => textFaults(text, `${at}/hint`, 2_000, PLAIN)),
  ...optional(block.optional, (flag) => booleanFaults(flag, `${at}/optional`)),
  ...optional(block.dispatch_action, (flag) => booleanFaults(flag, `${at}/dispatch_action`)),
];

function richFaults(element: Json, at: string): Faults {
  switch (element.type) {
    case 'rich_text_list':
      return [
        ...choiceFaults(element.style, `${at}/style`, ['bullet', 'ordered']),
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

const STYLES = ['bold', 'italic', 'strike', 'code'];

function inlineFaults(element: Json, at: string): Faults {
  if (element.type !== 'text') return [fault(`unsupported type: ${String(element.type)}`, `${at}/type`)];
  const style = record(element.style);
  return [
    ...onlyKeys(element, ['text', 'style'], at),
    ...stringFaults(element.text, `${at}/text`, MANY),
    ...onlyKeys(style, STYLES, `${at}/style`),
    ...Object.entries(style).flatMap(([key, flag]) => booleanFaults(flag, `${at}/style/${key}`)),
  ];
}
