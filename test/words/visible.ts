import { literal } from '../../functions/cli/io.ts';
import { plainText } from '../../shared/domain/notification/text.ts';

/** What nobody sees, or what moves what is seen: controls, invisible and bidirectional signs, half characters. */
export const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\u115f\u1160\u17b4\u17b5\u3164\uffa0]/u;

const GRAPHEMES = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** The signs of a text that can be told apart by eye, in their order. */
export const skeleton = (text: string): string =>
  text.replace(/[\p{C}\p{M}\p{Z}\s\ufffd\u115f\u1160\u17b4\u17b5\u3164\uffa0]/gu, '');

/** The beginning of a name that must be seen wherever it is shown, however little room there is; '' for none. */
export function beginningOf(name: string, units = 8): string {
  let kept = '';
  for (const { segment } of GRAPHEMES.segment(name.slice(0, 200))) {
    if (kept.length + segment.length > units) break;
    kept += segment;
  }
  return skeleton(kept);
}

/** True where the output shows the name, or as much of it as fits. */
export const shows = (output: string, name: string): boolean => skeleton(output).includes(beginningOf(name));

/**
 * The sign before each `…` that is not a whole one of any of the names: there something was cut in two. A name cut for
 * a database key ends in `…~`; that is no cut for the eye.
 */
export function cutsInside(output: string, names: readonly string[]): readonly string[] {
  const parts = output.split('…');
  const ends = parts
    .slice(0, -1)
    .filter((_, index) => !parts[index + 1]!.startsWith('~'))
    .map((before) => lastGrapheme(before.slice(-40).replace(/^.*\n/s, '')));
  const odd = ends.filter((end) => /[^\u0020-\u007e·–×≈→█░─’]/u.test(end));
  if (odd.length === 0 || names.some((name) => name.includes('…'))) return [];
  const cleaned = names.flatMap((name) => [name, literal(name), plainText(name), literal(plainText(name))]);
  const whole = new Set(
    cleaned.flatMap((name) => [...GRAPHEMES.segment(name)].map(({ segment }) => segment)),
  );
  // A name may begin with an accent, which then sits on a space or slash of ours.
  return odd.filter((end) => !whole.has(end) && !whole.has(end.replace(/^[ /]/, '')));
}

const lastGrapheme = (text: string): string => [...GRAPHEMES.segment(text)].at(-1)?.segment ?? '';

/** The joiner inside an emoji is no secret sign. */
export const withoutJoiners = (text: string): string =>
  text.replace(/(?<=\p{Extended_Pictographic}|\ufe0f|[\u{1f3fb}-\u{1f3ff}])\u200d/gu, '');
