import { styleText } from 'node:util';

/** Where a command writes: results to stdout, progress and notes to stderr. Tests pass their own. */
export interface Io {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  /** Moving progress only where a person watches stderr. */
  readonly isTerminal: boolean;
  /** Colours only where a person watches stdout and NO_COLOR is not set (no-color.org). */
  readonly styled: boolean;
  /** Columns of the terminal; nothing is cut where the output goes to a file or another program. */
  readonly width: number;
  readonly env: Readonly<Record<string, string | undefined>>;
}

const UNCUT = 10_000;

export const processIo = (): Io => ({
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
  isTerminal: process.stderr.isTTY === true,
  styled: process.stdout.isTTY === true && (process.env.NO_COLOR ?? '') === '',
  width: process.stdout.isTTY === true ? Math.max(40, process.stdout.columns) : UNCUT,
  env: process.env,
});

export interface Style {
  readonly bold: (text: string) => string;
  readonly dim: (text: string) => string;
  readonly good: (text: string) => string;
  readonly bad: (text: string) => string;
  readonly warn: (text: string) => string;
}

export function styleOf(io: Io): Style {
  const paint = (format: Parameters<typeof styleText>[0]) => (text: string) =>
    io.styled ? styleText(format, text, { validateStream: false }) : text;
  return {
    bold: paint('bold'),
    dim: paint('dim'),
    good: paint('green'),
    bad: paint('red'),
    warn: paint('yellow'),
  };
}

/** Escape sequences, line breaks, lone surrogates, invisible and bidi characters. */
const HOSTILE =
  /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]|\p{Cs}/gu;

/** Untrusted text as it may be shown: nothing in it moves a cursor or hides a letter. */
export const literal = (text: string): string => text.replace(HOSTILE, '\ufffd');

/** JSON itself escapes only the first 32: the others are written as escapes too, so that the value stays the same. */
export const printJson = (io: Io, value: unknown): void =>
  io.out(
    `${JSON.stringify(value, null, 2).replace(HOSTILE, (char) =>
      char === '\n' ? char : `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
    )}\n`,
  );
