import type { Io } from './io.ts';

export interface Progress {
  /** Replaces the line; shown at most ten times a second. */
  update(text: string): void;
  /** Ends the line, leaving `text` behind (or nothing). */
  done(text?: string): void;
}

const EVERY_MS = 100;
/** stderr may be narrower than stdout, and a line that wraps cannot be replaced. */
const LINE_MAX = 80;

/** A moving line on a terminal; elsewhere only what is left behind, so logs stay short. */
export function progressOn(io: Io): Progress {
  let shownAt = 0;
  let shown = false;
  return {
    update(text) {
      const now = performance.now();
      if (!io.isTerminal || now - shownAt < EVERY_MS) return;
      shownAt = now;
      shown = true;
      io.err(`\r\u001b[2K${text.slice(0, Math.min(io.width, LINE_MAX) - 1)}`);
    },
    done(text) {
      if (shown) io.err('\r\u001b[2K');
      shown = false;
      if (text !== undefined) io.err(`${text}\n`);
    },
  };
}

export interface CountProgress {
  readonly count: (value: number, note?: string) => void;
  /** Work that has no count. */
  readonly note: (text: string) => void;
  readonly done: (text?: string) => void;
}

/** `1,234,000 rows read · 412,000/s`, shown once it takes longer than half a second. */
export function countProgress(io: Io, what: string): CountProgress {
  const progress = progressOn(io);
  const start = performance.now();
  return {
    count: (value, note) => {
      const seconds = (performance.now() - start) / 1000;
      if (seconds < 0.5) return;
      const rate = Math.round(value / seconds).toLocaleString('en-US');
      progress.update(
        `${note === undefined ? '' : `${note}: `}${value.toLocaleString('en-US')} ${what} · ${rate}/s`,
      );
    },
    note: (text) => {
      if (performance.now() - start >= 500) progress.update(text);
    },
    done: (text) => progress.done(text),
  };
}
