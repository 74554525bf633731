import type { Io } from './io.ts';

/** What a command is given: where to write, and how to end with another code than 0. */
export interface CommandContext {
  readonly io: Io;
  readonly exitWith: (code: number) => void;
  /** Whether a program reads stdout: then nothing but JSON goes there, usage errors included. */
  readonly json: boolean;
}
