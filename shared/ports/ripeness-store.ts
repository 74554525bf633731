import type { RipenessState } from '../domain/evaluation/ripeness/state.ts';

/** What deliveries taught of how bills fill up, one state an export: only ever a conclusion, and learned anew if lost. */
export interface RipenessStore {
  /** Undefined where nothing was learned yet, or by a program that remembered it in another way. */
  read(exportName: string): Promise<RipenessState | undefined>;
  /**
   * Replaces what was read (`base`); `false` if more was learned meanwhile: then nothing was changed. A repeat of a call
   * whose answer was lost is told that it was done.
   */
  write(exportName: string, state: RipenessState, base: RipenessState | undefined): Promise<boolean>;
}
