import { nodeAt, ofTypes, type Rule } from './rule.ts';

const BLOCKS = ['BlockPublicAcls', 'BlockPublicPolicy', 'IgnorePublicAcls', 'RestrictPublicBuckets'];

/** Nobody can make a bucket public, neither by policy nor by access list. */
export const privateBuckets: Rule = (template) =>
  ofTypes(template, 'AWS::S3::Bucket').flatMap(([id, { Properties }]) => {
    const block = nodeAt(Properties, 'PublicAccessBlockConfiguration');
    return BLOCKS.filter((name) => block[name] !== true).map((name) => `${id}: ${name} is not on`);
  });
