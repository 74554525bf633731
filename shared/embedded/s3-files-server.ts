import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import { unquoted } from './s3-engine.ts';
import { openS3Files, type S3Files } from './s3-files.ts';
import { completeXml, copyXml, listXml, namedParts, uploadXml, versionsXml } from './s3-files-xml.ts';
import { createMultipartUploads, type MultipartUploads } from './s3-multipart.ts';
import type { ObjectFacts } from './s3-object-file.ts';
import { rangeOf } from './s3-range.ts';
import { answerXml, refuse } from './s3-reply.ts';
import { parseS3Request, type S3Request } from './s3-request.ts';
import { listenLocally, readBody } from './wire.ts';

/** An S3 engine as the front door needs one behind it. */
export interface S3Backend {
  readonly endpoint: string;
  createBucket(name: string): Promise<void>;
  stop(): Promise<void>;
}

interface Call {
  readonly files: S3Files;
  readonly uploads: MultipartUploads;
  readonly asked: S3Request;
  readonly incoming: IncomingMessage;
  readonly reply: ServerResponse;
}

/** The front door refuses longer ones before they come here. */
const BODY_BYTES_MAX = 16 * 1024 * 1024;

/** The S3 calls that the product and the demo make, on a folder that survives every process. */
export async function startS3Files(folder: string): Promise<S3Backend> {
  const files = openS3Files(folder);
  const uploads = createMultipartUploads();
  const server = await listenLocally((incoming, reply) => {
    const asked = parseS3Request(incoming);
    if (asked === undefined) return refuse(reply, 400, 'InvalidURI', 'The path holds a broken %-escape.');
    serve({ files, uploads, asked, incoming, reply }).catch((error: unknown) => {
      if (reply.headersSent) reply.destroy();
      else refuse(reply, 500, 'InternalError', String(error));
    });
  });
  return {
    endpoint: server.endpoint,
    createBucket: async (name) => files.createBucket(name),
    stop: server.close,
  };
}

async function serve(call: Call): Promise<void> {
  const { files, asked, reply } = call;
  const { method, bucket, key, query } = asked;
  if (!files.hasBucket(bucket))
    return refuse(reply, 404, 'NoSuchBucket', 'The specified bucket does not exist.');
  if (key === '' && method === 'HEAD') return void reply.writeHead(200).end();
  if (key === '' && method === 'GET' && query.get('list-type') === '2') return list(call);
  if (key === '' && method === 'GET' && query.has('versions')) {
    const prefix = query.get('prefix') ?? '';
    return answerXml(reply, 200, versionsXml(bucket, prefix, files.list(bucket, prefix)));
  }
  if (key !== '' && query.has('uploadId')) return uploadInParts(call);
  if (key !== '' && method === 'POST' && query.has('uploads'))
    return answerXml(
      reply,
      200,
      uploadXml(bucket, key, call.uploads.begin(keptHeaders(call.incoming.headers))),
    );
  if (key !== '' && (method === 'GET' || method === 'HEAD')) return read(call);
  if (key !== '' && method === 'PUT') return write(call);
  if (key !== '' && method === 'DELETE') {
    files.remove(bucket, key);
    return void reply.writeHead(204).end();
  }
  refuse(reply, 501, 'NotImplemented', `This store has no ${method} of this kind.`);
}

const KEPT = /^(content-(type|encoding|language|disposition)|cache-control|x-amz-meta-.+)$/;

const keptHeaders = (headers: IncomingHttpHeaders): ObjectFacts['headers'] =>
  Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      KEPT.test(name) && typeof value === 'string' ? [[name, value]] : [],
    ),
  );

async function write({ files, asked, incoming, reply }: Call): Promise<void> {
  const source = incoming.headers['x-amz-copy-source'];
  if (source !== undefined) return copy(files, asked, String(source), reply);
  const body = await readBody(incoming, BODY_BYTES_MAX);
  if (body === undefined) return refuse(reply, 413, 'EntityTooLarge', 'Upload in parts.');
  const { eTag } = files.put(asked.bucket, asked.key, body, keptHeaders(incoming.headers));
  reply.writeHead(200, { etag: `"${eTag}"` }).end();
}

async function copy(files: S3Files, asked: S3Request, source: string, reply: ServerResponse): Promise<void> {
  const [, bucket = '', key = ''] = /^\/?([^/]+)\/(.+)$/.exec(decodeURIComponent(source)) ?? [];
  const facts = files.stat(bucket, key);
  if (facts === undefined) return refuse(reply, 404, 'NoSuchKey', 'The specified key does not exist.');
  const parts = facts.bytes === 0 ? [] : await files.open(bucket, key, 0, facts.bytes).toArray();
  const made = files.put(asked.bucket, asked.key, Buffer.concat(parts), facts.headers);
  answerXml(reply, 200, copyXml(made));
}

async function read({ files, asked, incoming, reply }: Call): Promise<void> {
  const facts = files.stat(asked.bucket, asked.key);
  if (facts === undefined) return refuse(reply, 404, 'NoSuchKey', 'The specified key does not exist.');
  const wanted = incoming.headers['if-match'];
  if (wanted !== undefined && unquoted(wanted) !== facts.eTag)
    return refuse(reply, 412, 'PreconditionFailed', 'At least one of the pre-conditions did not hold.');
  const range = rangeOf(incoming.headers.range, facts.bytes);
  if (range === 'unsatisfiable')
    return refuse(reply, 416, 'InvalidRange', 'The requested range is not satisfiable');
  const { from, to } = range === 'whole' ? { from: 0, to: facts.bytes } : range;
  reply.writeHead(range === 'whole' ? 200 : 206, {
    ...facts.headers,
    etag: `"${facts.eTag}"`,
    'last-modified': new Date(facts.modifiedAt).toUTCString(),
    'accept-ranges': 'bytes',
    'content-length': to - from,
    ...(range === 'whole' ? {} : { 'content-range': `bytes ${from}-${to - 1}/${facts.bytes}` }),
  });
  if (asked.method === 'HEAD' || to === from) return void reply.end();
  files
    .open(asked.bucket, asked.key, from, to)
    .once('error', () => reply.destroy())
    .pipe(reply);
}

const PAGE_KEYS_MAX = 1000;

async function list({ files, asked: { bucket, query }, reply }: Call): Promise<void> {
  const prefix = query.get('prefix') ?? '';
  const after = Buffer.from(query.get('continuation-token') ?? '', 'base64url');
  const most = Math.min(PAGE_KEYS_MAX, Number(query.get('max-keys') ?? PAGE_KEYS_MAX));
  const rest = files.list(bucket, prefix).filter(({ key }) => Buffer.compare(Buffer.from(key), after) > 0);
  const objects = rest.slice(0, most);
  const last = objects.at(-1);
  const next =
    rest.length > most && last !== undefined ? Buffer.from(last.key).toString('base64url') : undefined;
  answerXml(reply, 200, listXml({ bucket, prefix, objects, next }));
}

async function uploadInParts({ files, uploads, asked, incoming, reply }: Call): Promise<void> {
  const { method, bucket, key, query } = asked;
  const uploadId = query.get('uploadId') ?? '';
  if (method === 'DELETE') {
    uploads.abort(uploadId);
    return void reply.writeHead(204).end();
  }
  const body = await readBody(incoming, BODY_BYTES_MAX);
  if (body === undefined) return refuse(reply, 413, 'EntityTooLarge', 'Upload in smaller parts.');
  if (method === 'PUT') {
    const eTag = uploads.add(uploadId, Number(query.get('partNumber')), body);
    if (eTag === undefined) return refuse(reply, 404, 'NoSuchUpload', 'There is no such upload.');
    return void reply.writeHead(200, { etag: `"${eTag}"` }).end();
  }
  const done = method === 'POST' ? uploads.finish(uploadId, namedParts(body.toString('utf8'))) : undefined;
  if (done === undefined) return refuse(reply, 400, 'InvalidPart', 'The parts are not there as named.');
  answerXml(reply, 200, completeXml(bucket, files.put(bucket, key, done.body, done.headers, done.eTag)));
}
