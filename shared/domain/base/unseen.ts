/**
 * What nobody sees, or what moves what is seen: controls, bidirectional and zero-width signs, blank letters, halves of
 * characters, code points that Unicode keeps for no text (XML, and with it SNS and SQS, refuses two of them), and those
 * that it keeps for signs nobody will ever see.
 */
export const UNSEEN =
  /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{NChar}\u115f\u1160\u17b4\u17b5\u2065\u3164\uffa0\ufff0-\ufff8\u{e0000}-\u{e00ff}\u{e01f0}-\u{e0fff}]/gu;

/** JSON with all of it written as escapes: the same value, and nothing that a terminal would obey. */
export const escapeUnseen = (json: string): string =>
  json.replace(UNSEEN, (sign) => (sign === '\n' ? sign : escaped(sign)));

/** JSON itself escapes only the first 32 and halves of characters. */
const escaped = (sign: string): string =>
  sign
    .split('')
    .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .join('');
