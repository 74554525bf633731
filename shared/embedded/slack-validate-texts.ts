/** The smallest parts of Block Kit payloads, checked against Slack's reference pages. */
export type Json = Readonly<Record<string, unknown>>;
/** In Slack's words, each with the place in the payload; empty where all is well. */
export type Faults = readonly string[];

export const ANY_TEXT = ['plain_text', 'mrkdwn'] as const;
export const PLAIN = ['plain_text'] as const;

/** https://docs.slack.dev/reference/block-kit/composition-objects/text-object */
export function textFaults(value: unknown, at: string, max: number, kinds: readonly string[]): Faults {
  const object = record(value);
  const own = object.type === 'plain_text' ? 'emoji' : 'verbatim';
  return [
    ...(kinds.includes(String(object.type))
      ? []
      : [fault(`must be one of ${kinds.join(', ')}`, `${at}/type`)]),
    ...onlyKeys(object, ['text', own], at),
    ...optional(object[own], (flag) => booleanFaults(flag, `${at}/${own}`)),
    ...stringFaults(object.text, `${at}/text`, max),
  ];
}

export function stringFaults(value: unknown, at: string, max: number): Faults {
  if (typeof value !== 'string') return [fault('must be a string', at)];
  if (value.length === 0) return [fault('must be more than 0 characters', at)];
  if (!value.isWellFormed()) return [fault('must be whole characters', at)];
  return value.length > max ? [fault(`must be less than ${max + 1} characters`, at)] : [];
}

export const booleanFaults = (value: unknown, at: string): Faults =>
  typeof value === 'boolean' ? [] : [fault('must be a boolean', at)];

export const choiceFaults = (value: unknown, at: string, choices: readonly unknown[]): Faults =>
  choices.includes(value) ? [] : [fault(`must be one of ${choices.join(', ')}`, at)];

/** Nothing to say about what is not there. */
export const optional = (value: unknown, faultsOf: (value: unknown) => Faults): Faults =>
  value === undefined ? [] : faultsOf(value);

/** A block or element that is little more than its `elements`. */
export const listOf = (
  holder: Json,
  at: string,
  max: number,
  faultsOf: (item: unknown, at: string) => Faults,
  keys: readonly string[] = [],
): Faults => [
  ...onlyKeys(holder, ['elements', ...keys], at),
  ...each(holder.elements, `${at}/elements`, max, faultsOf),
];

export function each(
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
export const onlyKeys = (value: Json, keys: readonly string[], at: string): Faults =>
  Object.keys(value)
    .filter((key) => key !== 'type' && !keys.includes(key))
    .map((key) => fault(`additional property: ${key}`, at));

/** Ids must be told apart where an answer comes back. */
export function uniqueFaults(values: readonly unknown[], what: string, at: string): Faults {
  const known = values.filter((value) => value !== undefined);
  return new Set(known).size === known.length ? [] : [fault(`${what} must be unique`, at)];
}

export const fault = (message: string, pointer: string): string =>
  `[ERROR] ${message} [json-pointer:${pointer}]`;

export const record = (value: unknown): Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : {};
