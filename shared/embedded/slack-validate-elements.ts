import {
  ANY_TEXT,
  booleanFaults,
  choiceFaults,
  each,
  type Faults,
  fault,
  type Json,
  onlyKeys,
  optional,
  PLAIN,
  record,
  stringFaults,
  textFaults,
  uniqueFaults,
} from './slack-validate-texts.ts';

/** What can be clicked or filled in. https://docs.slack.dev/reference/block-kit/block-elements */
export function elementFaults(value: unknown, at: string, allowed: ReadonlySet<string>): Faults {
  const element = record(value);
  const type = String(element.type);
  const kind = Object.hasOwn(KINDS, type) && allowed.has(type) ? KINDS[type] : undefined;
  if (kind === undefined) return [fault(`unsupported type: ${type}`, `${at}/type`)];
  return [
    ...onlyKeys(element, ['action_id', ...kind.keys], at),
    ...optional(element.action_id, (id) => stringFaults(id, `${at}/action_id`, 255)),
    ...optional(element.confirm, (confirm) => confirmFaults(record(confirm), `${at}/confirm`)),
    ...optional(element.placeholder, (text) => textFaults(text, `${at}/placeholder`, 150, PLAIN)),
    ...optional(element.focus_on_load, (flag) => booleanFaults(flag, `${at}/focus_on_load`)),
    ...kind.faultsOf(element, at),
  ];
}

export const IN_ACTIONS: ReadonlySet<string> = new Set([
  'button',
  'static_select',
  'users_select',
  'radio_buttons',
  'checkboxes',
  'datepicker',
  'timepicker',
  'datetimepicker',
]);
export const IN_SECTION: ReadonlySet<string> = new Set(
  [...IN_ACTIONS].filter((type) => type !== 'datetimepicker'),
);
export const IN_INPUT: ReadonlySet<string> = new Set([
  ...[...IN_ACTIONS].filter((type) => type !== 'button'),
  'plain_text_input',
  'number_input',
]);

interface Kind {
  readonly keys: readonly string[];
  readonly faultsOf: (element: Json, at: string) => Faults;
}

const KINDS: Readonly<Record<string, Kind>> = {
  button: {
    keys: ['text', 'url', 'value', 'style', 'confirm', 'accessibility_label'],
    faultsOf: buttonFaults,
  },
  static_select: {
    keys: ['options', 'initial_option', 'placeholder', 'confirm', 'focus_on_load'],
    faultsOf: (element, at) => chosenFaults(element, at, 100, PLAIN),
  },
  radio_buttons: {
    keys: ['options', 'initial_option', 'confirm', 'focus_on_load'],
    faultsOf: (element, at) => chosenFaults(element, at, 10, ANY_TEXT),
  },
  checkboxes: {
    keys: ['options', 'initial_options', 'confirm', 'focus_on_load'],
    faultsOf: (element, at) => [
      ...chosenFaults(element, at, 10, ANY_TEXT),
      ...optional(element.initial_options, (options) =>
        each(options, `${at}/initial_options`, 10, (option, pointer) =>
          oneOf(option, element.options, pointer),
        ),
      ),
    ],
  },
  users_select: {
    keys: ['initial_user', 'placeholder', 'confirm', 'focus_on_load'],
    faultsOf: (element, at) =>
      optional(element.initial_user, (id) => stringFaults(id, `${at}/initial_user`, 255)),
  },
  plain_text_input: {
    keys: ['initial_value', 'multiline', 'min_length', 'max_length', 'placeholder', 'focus_on_load'],
    faultsOf: inputFaults,
  },
  number_input: {
    keys: ['is_decimal_allowed', 'initial_value', 'min_value', 'max_value', 'placeholder', 'focus_on_load'],
    faultsOf: (element, at) => [
      ...booleanFaults(element.is_decimal_allowed, `${at}/is_decimal_allowed`),
      ...['initial_value', 'min_value', 'max_value'].flatMap((key) =>
        optional(element[key], (value) =>
          patternFaults(value, `${at}/${key}`, /^-?\d+(\.\d+)?$/, 'a number as text'),
        ),
      ),
    ],
  },
  datepicker: {
    keys: ['initial_date', 'placeholder', 'confirm', 'focus_on_load'],
    faultsOf: (element, at) =>
      optional(element.initial_date, (date) =>
        patternFaults(date, `${at}/initial_date`, /^\d{4}-\d{2}-\d{2}$/, 'YYYY-MM-DD'),
      ),
  },
  timepicker: {
    keys: ['initial_time', 'timezone', 'placeholder', 'confirm', 'focus_on_load'],
    faultsOf: (element, at) =>
      optional(element.initial_time, (time) =>
        patternFaults(time, `${at}/initial_time`, /^([01]\d|2[0-3]):[0-5]\d$/, 'HH:mm'),
      ),
  },
  datetimepicker: {
    keys: ['initial_date_time', 'confirm', 'focus_on_load'],
    faultsOf: (element, at) =>
      optional(element.initial_date_time, (time) =>
        patternFaults(String(time), `${at}/initial_date_time`, /^\d{10}$/, 'seconds in 10 digits'),
      ),
  },
};

function buttonFaults({ text, url, value, style, accessibility_label: label }: Json, at: string): Faults {
  return [
    ...textFaults(text, `${at}/text`, 75, PLAIN),
    ...optional(url, (address) => stringFaults(address, `${at}/url`, 3_000)),
    ...optional(url, (address) => (URL.canParse(String(address)) ? [] : [fault('Invalid URL', `${at}/url`)])),
    ...optional(value, (carried) => stringFaults(carried, `${at}/value`, 2_000)),
    ...optional(style, (chosen) => choiceFaults(chosen, `${at}/style`, ['primary', 'danger'])),
    ...optional(label, (read) => stringFaults(read, `${at}/accessibility_label`, 75)),
  ];
}

/** https://docs.slack.dev/reference/block-kit/composition-objects/option-object */
function chosenFaults(
  { options, initial_option: initial }: Json,
  at: string,
  max: number,
  kinds: readonly string[],
): Faults {
  const list = Array.isArray(options) ? options : [];
  return [
    ...each(options, `${at}/options`, max, (option, pointer) => optionFaults(record(option), pointer, kinds)),
    ...uniqueFaults(
      list.map((option) => record(option).value),
      'values of options',
      `${at}/options`,
    ),
    ...optional(initial, (option) => oneOf(option, options, `${at}/initial_option`)),
  ];
}

const optionFaults = (option: Json, at: string, kinds: readonly string[]): Faults => [
  ...onlyKeys(option, ['text', 'value', 'description'], at),
  ...textFaults(option.text, `${at}/text`, 75, kinds),
  ...stringFaults(option.value, `${at}/value`, 150),
  ...optional(option.description, (text) => textFaults(text, `${at}/description`, 75, kinds)),
];

const oneOf = (option: unknown, options: unknown, at: string): Faults =>
  Array.isArray(options) && options.some((each) => JSON.stringify(each) === JSON.stringify(option))
    ? []
    : [fault('must be one of the options', at)];

function inputFaults(element: Json, at: string): Faults {
  const { initial_value: initial, multiline, min_length: min, max_length: max } = element;
  const most = typeof max === 'number' ? max : 3_000;
  return [
    ...optional(initial, (text) => stringFaults(text, `${at}/initial_value`, most)),
    ...optional(multiline, (flag) => booleanFaults(flag, `${at}/multiline`)),
    ...optional(min, (least) => rangeFaults(least, `${at}/min_length`, 0, most)),
    ...optional(max, (value) => rangeFaults(value, `${at}/max_length`, 1, 3_000)),
  ];
}

const rangeFaults = (value: unknown, at: string, from: number, to: number): Faults =>
  Number.isInteger(value) && Number(value) >= from && Number(value) <= to
    ? []
    : [fault(`must be a whole number from ${from} to ${to}`, at)];

const patternFaults = (value: unknown, at: string, pattern: RegExp, what: string): Faults =>
  typeof value === 'string' && pattern.test(value) ? [] : [fault(`must be ${what}`, at)];

/** https://docs.slack.dev/reference/block-kit/composition-objects/confirmation-dialog-object */
const confirmFaults = (confirm: Json, at: string): Faults => [
  ...onlyKeys(confirm, ['title', 'text', 'confirm', 'deny', 'style'], at),
  ...textFaults(confirm.title, `${at}/title`, 100, PLAIN),
  ...textFaults(confirm.text, `${at}/text`, 300, ANY_TEXT),
  ...textFaults(confirm.confirm, `${at}/confirm`, 30, PLAIN),
  ...textFaults(confirm.deny, `${at}/deny`, 30, PLAIN),
  ...optional(confirm.style, (style) => choiceFaults(style, `${at}/style`, ['primary', 'danger'])),
];
