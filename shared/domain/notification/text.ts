/**
 * Names in a bill are chosen by others. What cannot be seen (controls, bidirectional overrides, zero-width and tag
 * characters) is taken out, so that two names that differ look different and one name cannot reorder a line; line
 * breaks become spaces and stacks of accents are thinned. A joiner stays only inside an emoji.
 */
export function plainText(text: string): string {
  return (
    text
      .toWellFormed()
      .replace(/[\s\u0085]/gu, ' ')
      .replace(
        /(?<!\p{Extended_Pictographic}[\uFE0F\u{1F3FB}-\u{1F3FF}]?)\u200D|\u200D(?!\p{Extended_Pictographic})/gu,
        '',
      )
      .replace(
        /(?!\u200D)[\p{Cc}\p{Cf}]|[\u115F\u1160\u17B4\u17B5\u2065\u3164\uFFA0\uFFF0-\uFFF8\u{E0000}-\u{E00FF}\u{E01F0}-\u{E0FFF}]/gu,
        '',
      )
      .replace(/(\p{M}{3})\p{M}+/gu, '$1')
      // What was taken out may have stood between two spaces, and breaks may have stood together.
      .replace(/ {2,}/g, ' ')
      .trim()
  );
}

/** Without the code points, too, that XML has no character for: SNS and SQS refuse them. */
export const xmlText = (text: string): string => plainText(text).replace(/\p{NChar}/gu, '\ufffd');

// Stryker disable next-line ObjectLiteral: graphemes are what a segmenter takes without being told.
const GRAPHEMES = new Intl.Segmenter('en', { granularity: 'grapheme' });

/**
 * At most `max` UTF-16 units (as Slack and SNS count), ending in `…` where something was cut. Never cuts inside a
 * surrogate pair or an emoji sequence.
 */
export function cutText(text: string, max: number): string {
  if (text.length <= max) return text;
  if (max < 1) return '';
  let kept = '';
  // No grapheme that may stay is longer than the limit, so looking a little beyond it is enough.
  // Stryker disable next-line MethodExpression: cutting the text before it is split only spares work.
  for (const { segment } of GRAPHEMES.segment(text.slice(0, max + 64))) {
    if (kept.length + segment.length > max - 1) break;
    kept += segment;
  }
  return `${kept.trimEnd()}…`;
}
