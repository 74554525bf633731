import { nodeAt, type Rule } from './rule.ts';

/**
 * Settings of a bucket are replaced whole, notifications as well as policy: the stack sets them for buckets that it
 * makes itself, and for no other.
 */
export const existingBucketsStay: Rule = (template) =>
  Object.entries(template.Resources)
    .filter(([, { Type }]) => Type.startsWith('AWS::S3::') || Type.startsWith('Custom::'))
    .filter(([, { Type, Properties }]) => {
      if (Type === 'AWS::S3::Bucket') return Properties.BucketName !== undefined;
      const bucket = template.Resources[String(nodeAt(Properties, 'Bucket').Ref)];
      return bucket?.Type !== 'AWS::S3::Bucket';
    })
    .map(([id]) => `${id}: would change a bucket that is not the stack's own`);
