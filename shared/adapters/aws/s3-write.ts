import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  PutObjectCommand,
  type S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { bug } from '../../domain/base/failure.ts';
import { mapBounded } from './bounded.ts';
import { failureOf } from './retry.ts';

interface WriteRequest {
  readonly bucket: string;
  readonly key: string;
  readonly bytes: Uint8Array;
  readonly contentType: string;
}

/** S3 wants parts of at least 5 MiB and repeats a failed part alone; small objects go in one request. */
export const PART_BYTES = 8 * 1024 * 1024;
const PARTS_AT_ONCE = 4;

/** Either way the object appears whole or not at all. */
export async function writeObject(client: S3Client, request: WriteRequest): Promise<void> {
  try {
    await (request.bytes.byteLength <= PART_BYTES ? putWhole(client, request) : putInParts(client, request));
  } catch (error) {
    throw failureOf(error, `bucket ${request.bucket}`);
  }
}

const target = ({ bucket, key }: WriteRequest) => ({ Bucket: bucket, Key: key });

async function putWhole(client: S3Client, request: WriteRequest): Promise<void> {
  const { bytes, contentType } = request;
  await client.send(new PutObjectCommand({ ...target(request), Body: bytes, ContentType: contentType }));
}

async function putInParts(client: S3Client, request: WriteRequest): Promise<void> {
  const { UploadId } = await client.send(
    new CreateMultipartUploadCommand({ ...target(request), ContentType: request.contentType }),
  );
  if (UploadId === undefined) throw bug('S3 began an upload without an id');
  try {
    const numbers = Array.from(
      { length: Math.ceil(request.bytes.byteLength / PART_BYTES) },
      (_, index) => index + 1,
    );
    const upload = (part: number) => putPart(client, request, UploadId, part);
    const Parts = await mapBounded(numbers, upload, PARTS_AT_ONCE);
    const MultipartUpload = { Parts };
    await client.send(new CompleteMultipartUploadCommand({ ...target(request), UploadId, MultipartUpload }));
  } catch (error) {
    // Parts of an unfinished upload cost money until they are dropped; the first fault is the one to tell.
    await client
      .send(new AbortMultipartUploadCommand({ ...target(request), UploadId }))
      .catch(() => undefined);
    throw error;
  }
}

async function putPart(client: S3Client, request: WriteRequest, UploadId: string, PartNumber: number) {
  const Body = request.bytes.subarray((PartNumber - 1) * PART_BYTES, PartNumber * PART_BYTES);
  const { ETag } = await client.send(
    new UploadPartCommand({ ...target(request), UploadId, PartNumber, Body }),
  );
  if (ETag === undefined) throw bug('S3 took a part of an upload without an ETag');
  return { PartNumber, ETag };
}
