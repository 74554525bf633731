import { record } from './notice-events.ts';

/** A request as the HTTP API passes it on, payload format 2.0. */
export interface HttpRequest {
  readonly method: string;
  readonly path: string;
  readonly query: string;
  /** Names in small letters; repeated ones are joined by commas. */
  readonly headers: Readonly<Record<string, string>>;
  /** As it came. */
  readonly body: Uint8Array;
  /** When it reached the gateway (ms). */
  readonly arrivedAt: number | undefined;
}

/**
 * Undefined for any other event.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
 */
export function parseHttpEvent(event: unknown): HttpRequest | undefined {
  const { version, rawPath, rawQueryString, headers, body, isBase64Encoded, requestContext } =
    record(event) ?? {};
  const context = record(requestContext);
  const method = record(context?.http)?.method;
  if (version !== '2.0' || typeof rawPath !== 'string' || typeof method !== 'string') return undefined;
  if (body !== undefined && typeof body !== 'string') return undefined;
  const epoch = context?.timeEpoch;
  return {
    method,
    path: rawPath,
    query: typeof rawQueryString === 'string' ? rawQueryString : '',
    headers: textsOf(headers),
    body: Buffer.from(body ?? '', isBase64Encoded === true ? 'base64' : 'utf8'),
    arrivedAt: typeof epoch === 'number' && Number.isFinite(epoch) ? epoch : undefined,
  };
}

const textsOf = (headers: unknown): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(record(headers) ?? {}).flatMap(([name, value]) =>
      typeof value === 'string' ? [[name.toLowerCase(), value]] : [],
    ),
  );
