import type { IncomingHttpHeaders } from 'node:http';

export interface Upload {
  /** The object's own bytes, without any chunk framing. */
  readonly body: Buffer;
  /** Headers as a plain upload would have sent them: trailers moved up, the framing's own headers taken away. */
  readonly headers: IncomingHttpHeaders;
}

const FRAMING = ['x-amz-trailer', 'x-amz-decoded-content-length', 'transfer-encoding', 'content-length'];

/**
 * Undoes the aws-chunked framing that the SDKs send (AWS: "Signature calculations for the Authorization header:
 * transferring payload in multiple chunks"), so that the engine behind sees one plain body with its own
 * Content-Encoding. Undefined when the frames do not add up.
 */
export function plainUpload(raw: Buffer, headers: IncomingHttpHeaders): Upload | undefined {
  const encodings = (headers['content-encoding'] ?? '').split(',').map((part) => part.trim());
  if (!encodings.includes('aws-chunked')) return { body: raw, headers };
  const unframed = unframe(raw);
  if (unframed === undefined) return undefined;
  const declared = headers['x-amz-decoded-content-length'];
  if (declared !== undefined && Number(declared) !== unframed.body.length) return undefined;
  const rest = encodings.filter((part) => part !== 'aws-chunked' && part !== '').join(',');
  const plain: IncomingHttpHeaders = { ...headers, ...unframed.trailers };
  for (const name of [...FRAMING, 'content-encoding']) delete plain[name];
  if (rest !== '') plain['content-encoding'] = rest;
  return { body: unframed.body, headers: plain };
}

function unframe(raw: Buffer): { body: Buffer; trailers: Record<string, string> } | undefined {
  const chunks: Buffer[] = [];
  for (let at = 0; ; ) {
    const lineEnd = raw.indexOf('\r\n', at);
    if (lineEnd < 0) return undefined;
    const size = Number.parseInt(raw.toString('latin1', at, lineEnd), 16);
    if (!(size >= 0) || lineEnd + 2 + size > raw.length) return undefined;
    if (size === 0) return { body: Buffer.concat(chunks), trailers: trailersOf(raw, lineEnd + 2) };
    chunks.push(raw.subarray(lineEnd + 2, lineEnd + 2 + size));
    at = lineEnd + 2 + size + 2;
  }
}

function trailersOf(raw: Buffer, at: number): Record<string, string> {
  const lines = raw.toString('latin1', at).split('\r\n');
  const pairs = lines.map((line) => /^([^:]+):(.*)$/.exec(line)).filter((match) => match !== null);
  return Object.fromEntries(pairs.map((match) => [match[1]!.trim().toLowerCase(), match[2]!.trim()]));
}
