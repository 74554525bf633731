import type { IncomingMessage, ServerResponse } from 'node:http';
import { type AnnouncerOptions, createAnnouncer } from './s3-announcer.ts';
import { wrongDigest } from './s3-checksum.ts';
import { createS3Engine, statObject, unquoted } from './s3-engine.ts';
import {
  NO_NOTIFICATIONS,
  type NotificationConfig,
  parseNotificationConfig,
  writeNotificationConfig,
} from './s3-notification-config.ts';
import { answerXml, pass, refuse } from './s3-reply.ts';
import { creates, isUpload, parseS3Request, type S3Request } from './s3-request.ts';
import { plainUpload, type Upload } from './s3-upload.ts';
import { createTurns } from './turns.ts';
import { listenLocally, readBody } from './wire.ts';

export interface S3FrontDoorOptions extends AnnouncerOptions {
  /** The S3 engine behind, `http://127.0.0.1:PORT`. */
  readonly engine: string;
}

export interface S3FrontDoor {
  readonly endpoint: string;
  /** Notifications decided but not yet in their queue. */
  pending(): number;
  stop(): Promise<void>;
}

/** One PUT carries at most this much: the engine's own limit. Larger objects come in parts. */
const PUT_BYTES_MAX = 11 * 1024 * 1024;
const FRAMED_BYTES_MAX = PUT_BYTES_MAX + 1024 * 1024;

/**
 * S3 as the handlers and the exporter see it: the engine's objects, plus what the engine lacks (bucket notifications,
 * refusal of wrong checksums, conditional writes, Content-Encoding beside aws-chunked).
 */
export async function startS3FrontDoor(options: S3FrontDoorOptions): Promise<S3FrontDoor> {
  const engine = createS3Engine(options.engine);
  const configs = new Map<string, NotificationConfig>();
  const inTurn = createTurns();
  const announcer = createAnnouncer(options, configs);

  const write = async (asked: S3Request, incoming: IncomingMessage, upload: Upload | undefined) => {
    const { headers } = incoming;
    const path = incoming.url!;
    const by = creates(asked, headers);
    if (by !== undefined && conditional(headers)) {
      const found = await statObject(engine, path);
      if (conditionFails(headers, found?.eTag)) return undefined;
    }
    const answer = await engine.call(
      asked.method,
      path,
      upload?.headers ?? headers,
      upload?.body ?? incoming,
    );
    if (by === undefined || answer.statusCode !== 200) return answer;
    const stat =
      upload === undefined
        ? await statObject(engine, path)
        : { size: upload.body.length, eTag: unquoted(answer.headers.etag) };
    if (stat !== undefined) announcer.announce(asked, by, stat);
    return answer;
  };

  const serve = async (incoming: IncomingMessage, reply: ServerResponse): Promise<void> => {
    const asked = parseS3Request(incoming);
    if (asked === undefined) return refuse(reply, 400, 'InvalidURI', 'The path holds a broken %-escape.');
    if (asked.key === '' && asked.query.has('notification')) return configure(asked, incoming, reply);
    const upload = isUpload(asked, incoming.headers) ? await readUpload(incoming) : undefined;
    if (upload !== undefined && 'code' in upload)
      return refuse(reply, upload.status, upload.code, upload.message);
    const turn =
      asked.method === 'GET' || asked.method === 'HEAD' ? undefined : `${asked.bucket}/${asked.key}`;
    const answer = await inTurn(turn, () => write(asked, incoming, upload));
    if (answer === undefined)
      return refuse(reply, 412, 'PreconditionFailed', 'At least one of the pre-conditions did not hold.');
    pass(answer, reply);
  };

  const configure = async (
    asked: S3Request,
    incoming: IncomingMessage,
    reply: ServerResponse,
  ): Promise<void> => {
    if ((await statObject(engine, `/${asked.bucket}`)) === undefined)
      return refuse(reply, 404, 'NoSuchBucket', `The specified bucket does not exist: ${asked.bucket}`);
    if (asked.method === 'GET')
      return answerXml(reply, 200, writeNotificationConfig(configs.get(asked.bucket) ?? NO_NOTIFICATIONS));
    const config = parseNotificationConfig(String(await readBody(incoming, PUT_BYTES_MAX)));
    if (config === undefined)
      return refuse(reply, 501, 'NotImplemented', 'Here notifications go to queues and EventBridge only.');
    if (!(await announcer.test(asked.bucket, config)))
      return refuse(reply, 400, 'InvalidArgument', 'Unable to validate the destination configurations');
    configs.set(asked.bucket, config);
    reply.writeHead(200).end();
  };

  const server = await listenLocally((incoming, reply) => {
    serve(incoming, reply).catch((error: unknown) => {
      options.onLog?.(`S3 front door: ${String(error)}`);
      if (reply.headersSent) reply.destroy();
      else refuse(reply, 500, 'InternalError', 'The S3 engine behind did not answer.');
    });
  });
  return {
    endpoint: server.endpoint,
    pending: announcer.pending,
    stop: async () => {
      await server.close();
      await announcer.settled();
      engine.stop();
    },
  };
}

interface Refusal {
  readonly status: number;
  readonly code: string;
  readonly message: string;
}

async function readUpload(incoming: IncomingMessage): Promise<Upload | Refusal> {
  const raw = await readBody(incoming, FRAMED_BYTES_MAX);
  const upload = raw === undefined ? undefined : plainUpload(raw, incoming.headers);
  if (raw === undefined || (upload?.body.length ?? 0) > PUT_BYTES_MAX)
    return {
      status: 413,
      code: 'EntityTooLarge',
      message: `One PUT takes ${PUT_BYTES_MAX} bytes here: upload in parts.`,
    };
  if (upload === undefined)
    return { status: 400, code: 'IncompleteBody', message: 'The aws-chunked frames do not add up.' };
  const wrong = wrongDigest(upload.body, upload.headers);
  if (wrong === undefined) return upload;
  return {
    status: 400,
    code: 'BadDigest',
    message: `The ${wrong} you specified did not match the calculated checksum.`,
  };
}

const conditional = (headers: IncomingMessage['headers']): boolean =>
  headers['if-none-match'] === '*' || headers['if-match'] !== undefined;

const conditionFails = (headers: IncomingMessage['headers'], eTag: string | undefined): boolean =>
  (headers['if-none-match'] === '*' && eTag !== undefined) ||
  (headers['if-match'] !== undefined && unquoted(headers['if-match']) !== eTag);
