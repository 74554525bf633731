import { listOf, nameOf } from '../template.ts';
import { nodeAt, ofTypes, type Rule } from './rule.ts';
import { policyStatements } from './statements.ts';

/** The framework joins the partition's name into its own. */
const bare = (name: string): string => name.replace(/^arn:.*:s3:::/, '').replace(/\/\*$/, '');

/** Every bucket, queue and topic has a policy that refuses plain HTTP from everybody, on all that is in it. */
export const tlsOnly: Rule = (template) => {
  const refusing = policyStatements(template).filter(
    ({ Effect, Principal, Condition }) =>
      Effect === 'Deny' &&
      (Principal === '*' || nodeAt({ Principal }, 'Principal').AWS === '*') &&
      String(nodeAt(Condition, 'Bool')['aws:SecureTransport']) === 'false',
  );
  const guarded = new Set(
    refusing.flatMap(({ Resource }) => listOf(Resource).map((one) => bare(nameOf(one)))),
  );
  return ofTypes(template, 'AWS::S3::Bucket', 'AWS::SQS::Queue', 'AWS::SNS::Topic')
    .filter(([id]) => !guarded.has(id))
    .map(([id]) => `${id}: no policy refuses plain HTTP`);
};
