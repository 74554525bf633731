import { closeSync, ftruncateSync, openSync, readFileSync, writeSync } from 'node:fs';
import { misconfigured } from '../domain/base/failure.ts';

/** A file of JSON lines that only grows. */
export interface Journal<T> {
  /** What was there when it was opened, oldest first. */
  readonly past: readonly T[];
  /** Written when this returns: it survives the death of every process, though not the loss of power. */
  append(entry: T): void;
  close(): void;
}

/**
 * Opens a journal, or begins one. A last line without its end was being written when the writer was killed: nobody
 * was told that it is kept, so it is taken away. `parse` gives undefined for a line that is not of this journal.
 * Throws Failure `misconfigured` where there is such a line.
 */
export function openJournal<T>(path: string, parse: (line: unknown) => T | undefined): Journal<T> {
  const file = openSync(path, 'a+');
  try {
    const bytes = readFileSync(file);
    const whole = bytes.lastIndexOf('\n') + 1;
    if (whole < bytes.length) ftruncateSync(file, whole);
    const lines = bytes.toString('utf8', 0, whole).split('\n').slice(0, -1);
    return {
      past: lines.map((line, index) => entryOf(line, index + 1, path, parse)),
      append: (entry) => {
        const line = Buffer.from(`${JSON.stringify(entry)}\n`);
        for (let written = 0; written < line.length; ) written += writeSync(file, line, written);
      },
      close: () => closeSync(file),
    };
  } catch (error) {
    closeSync(file);
    throw error;
  }
}

function entryOf<T>(line: string, row: number, path: string, parse: (line: unknown) => T | undefined): T {
  let entry: T | undefined;
  try {
    entry = parse(JSON.parse(line));
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  if (entry !== undefined) return entry;
  throw misconfigured('the store is damaged; delete the folder and start again', {
    file: path,
    row,
    expected: 'a line that was kept here earlier',
  });
}
