import { readFileSync, writeFileSync } from 'node:fs';

/** Variable that names the file which holds by how many milliseconds the story's time is ahead of the machine's. */
export const STORY_CLOCK = 'STORY_CLOCK';
/** Variable with the address of the story's pager. */
export const STORY_PAGER = 'STORY_PAGER';
const machineNow = Date.now.bind(Date);

/** From now on this process has the story's time, which goes on by itself; timers stay as they are. */
export function followClock(file: string): void {
  const now = (): number => machineNow() + Number(readFileSync(file, 'utf8'));
  globalThis.Date = new Proxy(Date, {
    construct: (target, values, made) =>
      Reflect.construct(target, values.length === 0 ? [now()] : values, made),
    get: (target, key) => (key === 'now' ? now : Reflect.get(target, key)),
  });
}

/** It is `instant` in every process that follows this clock. */
export const setClock = (file: string, instant: number): void =>
  writeFileSync(file, String(instant - machineNow()));
