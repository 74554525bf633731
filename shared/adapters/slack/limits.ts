/** Published limits of Block Kit, https://docs.slack.dev/reference/block-kit/blocks */
export const HEADER_CHARS_MAX = 150;
export const FIELDS_MAX = 10;
export const TEXT_CHARS_MAX = 3_000;
export const BUTTON_TEXT_CHARS_MAX = 75;
export const OPTION_TEXT_CHARS_MAX = 75;
/** Of `aws iam tag-role` with the longest names that IAM takes. */
export const COMMAND_CHARS_MAX = 600;
/** Slack takes 3,000; three of those would be most of a message. */
export const LINK_CHARS_MAX = 1_000;

/**
 * Slack refuses messages of about 13,200 characters in all with msg_blocks_too_long and does not say how it counts
 * (slackapi/bolt-js issues 2509 and 2867). Counting the whole JSON is the strictest reading.
 */
export const MESSAGE_CHARS_MAX = 12_000;

/** Of an answer of Slack's; real ones are a few kilobytes. */
export const ANSWER_BYTES_MAX = 65_536;
export const CALL_TIMEOUT_MS = 10_000;
