import type { IncomingMessage } from 'node:http';
import type { CreatedBy } from './s3-event.ts';

export interface S3Request {
  readonly method: string;
  readonly bucket: string;
  /** Decoded; empty for a request on the bucket itself. */
  readonly key: string;
  readonly query: URLSearchParams;
}

/** Path-style requests only: that is what the SDK sends to an IP address. Undefined on a broken %-escape. */
export function parseS3Request(request: IncomingMessage): S3Request | undefined {
  const url = request.url ?? '/';
  const mark = url.indexOf('?');
  const path = mark < 0 ? url : url.slice(0, mark);
  try {
    const [, bucket = '', key = ''] = /^\/([^/]*)\/?(.*)$/s.exec(path) ?? [];
    return {
      method: request.method ?? 'GET',
      bucket: decodeURIComponent(bucket),
      key: decodeURIComponent(key),
      query: new URLSearchParams(mark < 0 ? '' : url.slice(mark + 1)),
    };
  } catch {
    return undefined;
  }
}

/** How this request creates an object once it succeeds, or undefined when it does not. */
export function creates(asked: S3Request, headers: IncomingMessage['headers']): CreatedBy | undefined {
  if (asked.key === '') return undefined;
  if (asked.method === 'POST' && asked.query.has('uploadId')) return 'CompleteMultipartUpload';
  const plainPut = ['uploadId', 'tagging', 'acl', 'retention', 'legal-hold', 'renameObject'].every(
    (name) => !asked.query.has(name),
  );
  if (asked.method !== 'PUT' || !plainPut) return undefined;
  return headers['x-amz-copy-source'] === undefined ? 'Put' : 'Copy';
}

/** Bytes follow in the body: a PUT of an object or of a part of one, not a copy. */
export const isUpload = (asked: S3Request, headers: IncomingMessage['headers']): boolean =>
  asked.method === 'PUT' && asked.key !== '' && headers['x-amz-copy-source'] === undefined;
