import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { escapeXml } from './s3-notification-config.ts';

/** Sixteen upper-case hexadecimal digits, as S3 writes them. */
export const newRequestId = (): string => randomBytes(8).toString('hex').toUpperCase();

export function answerXml(reply: ServerResponse, status: number, xml: string): void {
  reply.writeHead(status, { 'content-type': 'application/xml', 'x-amz-request-id': newRequestId() }).end(xml);
}

/** An error in the form that SDKs turn into a typed exception. */
export function refuse(reply: ServerResponse, status: number, code: string, message: string): void {
  answerXml(
    reply,
    status,
    `<?xml version="1.0" encoding="UTF-8"?><Error><Code>${code}</Code><Message>${escapeXml(message)}</Message></Error>`,
  );
}

/** Hands the engine's answer on as it is. */
export function pass(answer: IncomingMessage, reply: ServerResponse): void {
  const { connection: _, 'keep-alive': __, 'transfer-encoding': ___, ...headers } = answer.headers;
  reply.writeHead(answer.statusCode ?? 502, headers);
  answer.once('error', () => reply.destroy()).pipe(reply);
}
