import { createHmac } from 'node:crypto';

/** Told with every call, so that whoever receives it can check who sent it, when, and whether it came before. */
export interface SignedHeaders {
  readonly 'billhook-delivery': string;
  /** Unix seconds. */
  readonly 'billhook-timestamp': string;
  /** `v1=<hex>`, once for each key; several while a key is being changed. */
  readonly 'billhook-signature': string;
}

/** HMAC-SHA256 of `<timestamp>.<body>` with each key; `body` is signed byte by byte as it is sent. */
export const signedHeaders = (
  deliveryId: string,
  body: string,
  keys: readonly string[],
  now: number,
): SignedHeaders => {
  const timestamp = String(Math.floor(now / 1_000));
  return {
    'billhook-delivery': deliveryId,
    'billhook-timestamp': timestamp,
    'billhook-signature': keys.map((key) => `v1=${hmac(key, `${timestamp}.${body}`)}`).join(','),
  };
};

const hmac = (key: string, text: string): string => createHmac('sha256', key).update(text).digest('hex');
