import type { Actor } from '../domain/access/person.ts';
import type { Instant } from '../domain/base/instant.ts';

/** The operator's `billhook.yml` as text. */
export interface SettingsText {
  readonly text: string;
  /** Of this text: another text has another version. 0 where there is no file. */
  readonly version: number;
}

export interface SettingsFile {
  read(): Promise<SettingsText>;
  /**
   * Puts the text in its place with a record of who did it, when and why, and what was there before; `conflict` if the
   * version is no longer current: then nothing was changed.
   */
  replace(
    text: string,
    ifVersion: number,
    note: { readonly at: Instant; readonly by: Actor; readonly why: string },
  ): Promise<SettingsText | 'conflict'>;
}
