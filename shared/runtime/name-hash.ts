import { createHmac } from 'node:crypto';

/** HMAC-SHA256 in hex with the operator's key; undefined without one. */
export const nameHashOf = (key: string | undefined): ((text: string) => string) | undefined =>
  key === undefined
    ? undefined
    : (text) => createHmac('sha256', key).update(`billhook name\n${text}`).digest('hex');
