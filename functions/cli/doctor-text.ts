import type { DoctorLine, Light } from '../../shared/domain/doctor/line.ts';
import { type Io, literal, styleOf } from './io.ts';

/** Signs that differ in shape, and words: nobody has to tell red from green. */
const SIGNS: Readonly<Record<Light, string>> = { green: '✔', amber: '!', red: '✘', grey: '?' };
const WORDS: Readonly<Record<Light, string>> = { green: 'fine', amber: 'look', red: 'mend', grey: 'unknown' };
const NAME_WIDTH = 12;
const INDENT = 2 + 8 + NAME_WIDTH;

/** A line a check with its fix below it, and what all of them come to. */
export function doctorText(lines: readonly DoctorLine[], io: Io): string {
  const style = styleOf(io);
  const paint = { green: style.good, amber: style.warn, red: style.bad, grey: style.dim };
  const room = Math.max(30, Math.min(io.width, 110) - INDENT - 1);
  const shown = lines.flatMap(({ check, light, found, fix, wait }) => [
    ...wrapped(literal(found), room).map((text, index) =>
      index === 0
        ? `${paint[light](`${SIGNS[light]} ${WORDS[light].padEnd(8)}`)}${check.padEnd(NAME_WIDTH)}${text}`
        : `${' '.repeat(INDENT)}${text}`,
    ),
    ...below('fix: ', fix, room, style.bold),
    ...below('wait: ', wait, room, style.dim),
  ]);
  return `${shown.join('\n')}\n\n${verdict(lines)}\n`;
}

function below(
  word: string,
  text: string | undefined,
  room: number,
  paint: (text: string) => string,
): readonly string[] {
  if (text === undefined) return [];
  return wrapped(literal(text), room - word.length).map(
    (part, index) => `${' '.repeat(INDENT)}${index === 0 ? paint(word) : ' '.repeat(word.length)}${part}`,
  );
}

/** At blanks; what has none stays whole, so that it can be copied. */
function wrapped(text: string, room: number): readonly string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= room)
      lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}

function verdict(lines: readonly DoctorLine[]): string {
  const count = (light: Light): number => lines.filter((line) => line.light === light).length;
  const [red, amber, grey] = [count('red'), count('amber'), count('grey')];
  const unseen = grey === 0 ? '' : ` ${grey} could not be looked at.`;
  if (red > 0) return `${red} to mend${amber === 0 ? '' : `, ${amber} to look at`}.${unseen}`;
  if (amber > 0) return `It works; ${amber} to look at.${unseen}`;
  return `Fit for Billhook.${unseen}`;
}
