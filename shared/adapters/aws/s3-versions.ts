import {
  ListObjectVersionsCommand,
  type ListObjectVersionsCommandOutput,
  type S3Client,
} from '@aws-sdk/client-s3';
import { bug } from '../../domain/base/failure.ts';
import type { Instant } from '../../domain/base/instant.ts';
import type { ObjectPin } from '../../domain/delivery/delivery.ts';
import { failureOf } from './retry.ts';

/** A key of ten thousand versions would be a fault in the export, not a delivery. */
const PAGES_MAX = 10;

/**
 * The version that a delivery which ended at `latest` must have written or kept. Versions come newest first; a delete
 * marker hides the older ones only if it is itself not later than the delivery.
 */
export async function newestVersionNotLaterThan(
  client: S3Client,
  bucket: string,
  key: string,
  latest: Instant,
): Promise<ObjectPin | undefined> {
  let markers: { KeyMarker?: string; VersionIdMarker?: string } = {};
  for (let pages = 0; pages < PAGES_MAX; pages += 1) {
    const page = await listVersions(client, bucket, key, markers);
    const deleted = (page.DeleteMarkers ?? [])
      .filter((marker) => marker.Key === key)
      .map((marker) => wholeSeconds(marker.LastModified))
      .filter((time) => time <= latest);
    const deletedAt = Math.max(Number.NEGATIVE_INFINITY, ...deleted);
    for (const version of page.Versions ?? []) {
      const lastModified = wholeSeconds(version.LastModified);
      if (version.Key !== key || lastModified > latest) continue;
      if (lastModified < deletedAt) return undefined;
      const { ETag = '', Size = 0, VersionId } = version;
      const pin = { bucket, key, etag: ETag, bytes: Size, lastModified };
      return VersionId === undefined ? pin : { ...pin, versionId: VersionId };
    }
    if (deleted.length > 0) return undefined;
    const { NextKeyMarker, NextVersionIdMarker } = page;
    // The prefix also matches longer keys, which sort behind this one.
    if (page.IsTruncated !== true || NextKeyMarker !== key) return undefined;
    markers = {
      KeyMarker: NextKeyMarker,
      ...(NextVersionIdMarker === undefined ? {} : { VersionIdMarker: NextVersionIdMarker }),
    };
  }
  throw bug('an object has too many versions', { file: `s3://${bucket}/${key}` });
}

async function listVersions(
  client: S3Client,
  bucket: string,
  key: string,
  markers: { readonly KeyMarker?: string; readonly VersionIdMarker?: string },
): Promise<ListObjectVersionsCommandOutput> {
  try {
    return await client.send(new ListObjectVersionsCommand({ Bucket: bucket, Prefix: key, ...markers }));
  } catch (error) {
    throw failureOf(error, `bucket ${bucket}`);
  }
}

/**
 * S3 keeps whole seconds, but some stores list milliseconds and answer HEAD with seconds: cut alike, so that a file
 * never looks later than a manifest that was written after it.
 */
export const wholeSeconds = (time: Date | undefined): Instant =>
  Math.floor((time?.getTime() ?? 0) / 1000) * 1000;
