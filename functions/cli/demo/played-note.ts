import type { Played } from './play.ts';

/** A line of the demo's notes, which only the demo writes; undefined for anything else. */
export const parsePlayed = (line: unknown): Played | undefined =>
  typeof line === 'object' && line !== null && 'truth' in line && 'pointer' in line
    ? (line as Played)
    : undefined;
