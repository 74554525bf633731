import { styleText } from 'node:util';
import { escapeUnseen, UNSEEN } from '../../shared/domain/base/unseen.ts';

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

/** Untrusted text as it may be shown: nothing in it moves a cursor or hides a letter. */
export const literal = (text: string): string => text.replace(UNSEEN, '\ufffd');

/** Programs get the very value, and a terminal that shows it nothing to obey. */
export const printJson = (io: Io, value: unknown): void =>
  io.out(`${escapeUnseen(JSON.stringify(value, null, 2))}\n`);

/** Whether stdout is a terminal. */
export const isWatched = (io: Io): boolean => io.width < UNCUT;
