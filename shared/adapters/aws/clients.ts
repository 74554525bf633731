import { S3Client } from '@aws-sdk/client-s3';
import type { ObjectStore } from '../../ports/object-store.ts';
import { createS3ObjectStore } from './s3-object-store.ts';

/** S3 with the credentials and region that the SDK finds in the environment. */
export const createAwsObjectStore = (): ObjectStore => createS3ObjectStore({ client: new S3Client() });
