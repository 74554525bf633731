import type { Alert } from '../../shared/domain/alert/alert.ts';
import type { Silence } from '../../shared/domain/alert/silence.ts';
import { silenceMatches } from '../../shared/domain/alert/silence-matches.ts';
import { type Instant, isoInstant } from '../../shared/domain/base/instant.ts';
import { byText } from '../../shared/domain/base/order.ts';
import { type Io, literal, styleOf } from './io.ts';
import { mutedLines, timeText } from './plan-text.ts';
import { textTable } from './table.ts';

export function silenceState({ startsAt, endsAt }: Silence, now: Instant): string {
  if (now >= endsAt) return 'over';
  return now < startsAt ? 'begins later' : 'in force';
}

/** `team=search rule=drop`. Untrusted text. */
export const matcherWords = ({ matchers }: Pick<Silence, 'matchers'>): string =>
  matchers.map(({ label, value }) => `${label}=${value}`).join(' ');

/** Those in force first, then by their end; `hides` counts the open alerts that each fits. */
export function silenceTable(
  silences: readonly Silence[],
  open: readonly Alert[],
  now: Instant,
  width: number,
): string {
  const over = ({ endsAt }: Silence): number => Number(now >= endsAt);
  const sorted = silences.toSorted((a, b) => over(a) - over(b) || a.endsAt - b.endsAt || byText(a.id, b.id));
  return textTable(
    [
      { title: 'silence', whole: true },
      { title: 'stands', whole: true },
      { title: 'hides' },
      { title: 'alerts now', align: 'right' },
      { title: 'until (UTC)', whole: true },
      { title: 'by' },
      { title: 'comment' },
    ],
    sorted.map((silence) => [
      silence.id,
      silenceState(silence, now),
      matcherWords(silence),
      over(silence) === 1 ? '–' : String(hiddenBy(silence, open).length),
      timeText(silence.endsAt),
      silence.by.name,
      silence.comment,
    ]),
    width,
  );
}

export const hiddenBy = (silence: Silence, open: readonly Alert[]): readonly Alert[] =>
  open.filter(({ finding }) => silenceMatches(silence, finding));

/** What is hidden until when, and how to end it. */
export function silencedText(silence: Silence, mutes: readonly Alert[], undo: string, io: Io): string {
  const style = styleOf(io);
  const { startsAt, endsAt } = silence;
  const lines = [
    `${style.bold(silence.id)}  ${literal(matcherWords(silence))}`,
    `  keeps still from ${timeText(startsAt)} until ${timeText(endsAt)} UTC what has all of these labels`,
    ...mutedLines(mutes),
    style.dim(`  undo: ${undo}`),
  ];
  return `${lines.join('\n')}\n`;
}

export const silenceJson = (silence: Silence, now: Instant): Record<string, unknown> => ({
  ...silence,
  stands: silenceState(silence, now),
  startsAt: isoInstant(silence.startsAt),
  endsAt: isoInstant(silence.endsAt),
  createdAt: isoInstant(silence.createdAt),
});
