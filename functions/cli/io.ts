import { styleText } from 'node:util';

/** Where a command writes: results to stdout, progress and notes to stderr. Tests pass their own. */
export interface Io {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  /** Moving progress only where a person watches stderr. */
  readonly isTerminal: boolean;
  /** Colours only where a person watches stdout and NO_COLOR is not set (no-color.org). */
  readonly styled: boolean;
  readonly width: number;
  readonly env: Readonly<Record<string, string | undefined>>;
}

export const processIo = (): Io => ({
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
  isTerminal: process.stderr.isTTY === true,
  styled: process.stdout.isTTY === true && (process.env.NO_COLOR ?? '') === '',
  width: Math.min(process.stdout.columns ?? 100, 140),
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

/** Untrusted text may hold escape sequences, line breaks and bidi controls: none of them reaches a terminal. */
export const literal = (text: string): string =>
  text.replace(/[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g, '\ufffd');

export const printJson = (io: Io, value: unknown): void => io.out(`${JSON.stringify(value, null, 2)}\n`);
