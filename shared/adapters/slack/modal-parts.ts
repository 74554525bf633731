import type { InputBlock, KnownBlock, ModalView, PlainTextOption } from '@slack/types';
import type { Instant } from '../../domain/base/instant.ts';
import { cutText } from '../../domain/notification/text.ts';
import { plain, richText, text as richTextOf, line as sectionOf } from './elements.ts';

/** Published limits of modals, https://docs.slack.dev/reference/views and …/block-kit/composition-objects/option-object */
const TITLE_CHARS_MAX = 24;
const LABEL_CHARS_MAX = 2_000;
const HINT_CHARS_MAX = 150;
const OPTION_CHARS_MAX = 75;
const OPTION_VALUE_CHARS_MAX = 150;
const OPTIONS_MAX = 100;
const NOTE_CHARS_MAX = 500;

interface Field {
  /** Block id: what its value and its error are found by. */
  readonly id: string;
  readonly label: string;
  readonly hint?: string;
  readonly optional?: boolean;
}

/** A modal; without `submit` it is only read. */
export const modal = (
  form: string,
  title: string,
  blocks: readonly KnownBlock[],
  { metadata = '', submit }: { readonly metadata?: string; readonly submit?: string } = {},
): ModalView => ({
  type: 'modal',
  callback_id: form,
  ...(metadata === '' ? {} : { private_metadata: metadata }),
  title: plain([title], TITLE_CHARS_MAX),
  ...(submit === undefined ? {} : { submit: plain([submit], TITLE_CHARS_MAX) }),
  close: plain([submit === undefined ? 'Close' : 'Cancel'], TITLE_CHARS_MAX),
  blocks: [...blocks],
});

/** Sentences above the inputs; names in them show literally. */
export const sentences = (...texts: readonly string[]): KnownBlock =>
  richText(
    ...texts.map((each, index) =>
      sectionOf(
        ...(index === 0 ? [] : [{ type: 'text' as const, text: '\n' }]),
        richTextOf(each, LABEL_CHARS_MAX),
      ),
    ),
  );

const input = (field: Field, element: InputBlock['element']): InputBlock => ({
  type: 'input',
  block_id: field.id,
  label: plain([field.label], LABEL_CHARS_MAX),
  optional: field.optional ?? false,
  ...(field.hint === undefined ? {} : { hint: plain([field.hint], HINT_CHARS_MAX) }),
  element,
});

export const textInput = (
  field: Field,
  { initial, example, lines = false }: { initial?: string; example?: string; lines?: boolean } = {},
): InputBlock =>
  input(field, {
    type: 'plain_text_input',
    action_id: field.id,
    multiline: lines,
    max_length: NOTE_CHARS_MAX,
    ...(initial === undefined ? {} : { initial_value: cutText(initial, NOTE_CHARS_MAX) }),
    ...(example === undefined ? {} : { placeholder: plain([example], HINT_CHARS_MAX) }),
  });

/** Shown on the clock of whoever looks. */
export const timeInput = (field: Field, initial: Instant): InputBlock =>
  input(field, {
    type: 'datetimepicker',
    action_id: field.id,
    initial_date_time: Math.floor(initial / 1_000),
  });

export interface Choice {
  readonly value: string;
  readonly label: string;
}

const optionOf = ({ value, label }: Choice): PlainTextOption => ({
  text: plain([label], OPTION_CHARS_MAX),
  value,
});

/** One of a few, all of them in sight. */
export const choiceInput = (field: Field, choices: readonly Choice[]): InputBlock =>
  input(field, { type: 'radio_buttons', action_id: field.id, options: choices.map(optionOf) });

/** What Slack takes as the value of a choice. */
export const isChoosable = (value: string): boolean =>
  value !== '' && value.length <= OPTION_VALUE_CHARS_MAX && value.isWellFormed();

/** One of the first hundred; `initial` is its value. Values that Slack would refuse cannot be chosen. */
export function menuInput(field: Field, choices: readonly Choice[], initial?: string): InputBlock {
  const shown = choices.filter(({ value }) => isChoosable(value)).slice(0, OPTIONS_MAX);
  const chosen = shown.find(({ value }) => value === initial);
  return input(field, {
    type: 'static_select',
    action_id: field.id,
    options: shown.map(optionOf),
    ...(chosen === undefined ? {} : { initial_option: optionOf(chosen) }),
  });
}
