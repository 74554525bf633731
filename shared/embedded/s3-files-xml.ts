import { escapeXml } from './s3-notification-config.ts';
import type { ObjectFacts } from './s3-object-file.ts';

const HEAD = '<?xml version="1.0" encoding="UTF-8"?>';

const tag = (name: string, value: string | number | boolean): string =>
  `<${name}>${escapeXml(String(value))}</${name}>`;

export interface ListPage {
  readonly bucket: string;
  readonly prefix: string;
  readonly objects: readonly ObjectFacts[];
  /** Token of the page after this one, where there is one. */
  readonly next: string | undefined;
}

const common = ({ key, modifiedAt, eTag, bytes }: ObjectFacts): string =>
  `${tag('Key', key)}${tag('LastModified', new Date(modifiedAt).toISOString())}${tag('ETag', `"${eTag}"`)}${tag('Size', bytes)}<StorageClass>STANDARD</StorageClass>`;

/** The answer of ListObjectVersions of a bucket that keeps none: what is there, as version `null`. */
export function versionsXml(bucket: string, prefix: string, objects: readonly ObjectFacts[]): string {
  const versions = objects.map(
    (facts) => `<Version>${common(facts)}<VersionId>null</VersionId><IsLatest>true</IsLatest></Version>`,
  );
  return `${HEAD}<ListVersionsResult>${tag('Name', bucket)}${tag('Prefix', prefix)}<IsTruncated>false</IsTruncated>${versions.join('')}</ListVersionsResult>`;
}

/** The answer of ListObjectsV2. */
export function listXml({ bucket, prefix, objects, next }: ListPage): string {
  const contents = objects.map((facts) => `<Contents>${common(facts)}</Contents>`);
  const more = next === undefined ? '' : tag('NextContinuationToken', next);
  return `${HEAD}<ListBucketResult>${tag('Name', bucket)}${tag('Prefix', prefix)}${tag('KeyCount', objects.length)}${tag('IsTruncated', next !== undefined)}${more}${contents.join('')}</ListBucketResult>`;
}

export const copyXml = ({ eTag, modifiedAt }: ObjectFacts): string =>
  `${HEAD}<CopyObjectResult>${tag('LastModified', new Date(modifiedAt).toISOString())}${tag('ETag', `"${eTag}"`)}</CopyObjectResult>`;

export const uploadXml = (bucket: string, key: string, uploadId: string): string =>
  `${HEAD}<InitiateMultipartUploadResult>${tag('Bucket', bucket)}${tag('Key', key)}${tag('UploadId', uploadId)}</InitiateMultipartUploadResult>`;

export const completeXml = (bucket: string, { key, eTag }: ObjectFacts): string =>
  `${HEAD}<CompleteMultipartUploadResult>${tag('Bucket', bucket)}${tag('Key', key)}${tag('ETag', `"${eTag}"`)}</CompleteMultipartUploadResult>`;

/** Numbers and ETags (without quotes) of the parts that a CompleteMultipartUpload names, in its order. */
export const namedParts = (xml: string): readonly { readonly number: number; readonly eTag: string }[] =>
  [...xml.matchAll(/<Part>(.*?)<\/Part>/gs)].map(([, part = '']) => ({
    number: Number(/<PartNumber>\s*(\d+)\s*<\/PartNumber>/.exec(part)?.[1]),
    eTag: (/<ETag>(.*?)<\/ETag>/s.exec(part)?.[1] ?? '').replaceAll(/&quot;|&#34;|"|\s/g, ''),
  }));
