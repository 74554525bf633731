import { createHash, randomUUID } from 'node:crypto';
import type { ObjectFacts } from './s3-object-file.ts';

interface Part {
  readonly body: Buffer;
  readonly md5: Buffer;
}

export interface FinishedUpload {
  readonly body: Buffer;
  /** As S3 makes it: the MD5 of the parts' MD5s, and how many parts there are. */
  readonly eTag: string;
  readonly headers: ObjectFacts['headers'];
}

/** Uploads in parts, in memory until they are completed: whoever sends them dies with this process, or starts again. */
export interface MultipartUploads {
  begin(headers: ObjectFacts['headers']): string;
  /** The part's ETag without quotes; undefined where there is no such upload. */
  add(uploadId: string, number: number, body: Buffer): string | undefined;
  /** Undefined where upload or parts are not there as named. */
  finish(
    uploadId: string,
    parts: readonly { readonly number: number; readonly eTag: string }[],
  ): FinishedUpload | undefined;
  abort(uploadId: string): void;
}

export function createMultipartUploads(): MultipartUploads {
  const uploads = new Map<string, { headers: ObjectFacts['headers']; parts: Map<number, Part> }>();
  return {
    begin: (headers) => {
      const id = randomUUID();
      uploads.set(id, { headers, parts: new Map() });
      return id;
    },
    add: (uploadId, number, body) => {
      const md5 = createHash('md5').update(body).digest();
      uploads.get(uploadId)?.parts.set(number, { body, md5 });
      return uploads.has(uploadId) ? md5.toString('hex') : undefined;
    },
    finish: (uploadId, named) => {
      const upload = uploads.get(uploadId);
      const parts = named.map(({ number, eTag }) => {
        const part = upload?.parts.get(number);
        return part?.md5.toString('hex') === eTag ? part : undefined;
      });
      const found = parts.filter((part) => part !== undefined);
      if (upload === undefined || found.length === 0 || found.length < parts.length) return undefined;
      uploads.delete(uploadId);
      const sum = createHash('md5').update(Buffer.concat(found.map((part) => part.md5)));
      return {
        body: Buffer.concat(found.map((part) => part.body)),
        eTag: `${sum.digest('hex')}-${found.length}`,
        headers: upload.headers,
      };
    },
    abort: (uploadId) => void uploads.delete(uploadId),
  };
}
