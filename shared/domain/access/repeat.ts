import { DAY_MS, MINUTE_MS } from '../base/instant.ts';

/** The key of a request that named itself is free again after this. */
export const REPEAT_KEPT_MS = DAY_MS;
/** A first try that has not answered for so long is taken for dead, and is done again. */
export const REPEAT_RETRY_MS = MINUTE_MS;
