import { randomUUID } from 'node:crypto';
import type { Clock } from '../ports/clock.ts';

/** The machine's own time, and 122 random bits a token. */
export const createSystemClock = (): Clock => ({ now: () => Date.now(), token: () => randomUUID() });
