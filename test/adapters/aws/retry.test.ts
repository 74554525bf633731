import { expect, test } from 'vitest';
import { failureOf } from '../../../shared/adapters/aws/retry.ts';
import { describeFailure, retryable } from '../../../shared/domain/base/failure.ts';

const awsError = (name: string, status = 400, message = 'said AWS') =>
  Object.assign(new Error(message), { name, $metadata: { httpStatusCode: status } });
const netError = (code: string) => Object.assign(new Error('socket'), { code });

test.each([
  ['throttling', awsError('ThrottlingException')],
  ['provisioned throughput', awsError('ProvisionedThroughputExceededException')],
  ['a transaction in the way', awsError('TransactionConflictException')],
  ['S3 slowing down', awsError('SlowDown', 503)],
  ['an unknown name with a server status', awsError('SomethingNew', 500)],
  ['too many requests', awsError('SomethingNew', 429)],
  ['a time-out of the client', awsError('TimeoutError', 0)],
  ['a refused connection', netError('ECONNREFUSED')],
  ['a reset connection', netError('ECONNRESET')],
])('%s passes and is tried again', (_what, error) => {
  expect(failureOf(error, 'table t').kind).toBe('retryable');
});

test.each([
  ['a missing table', awsError('ResourceNotFoundException')],
  ['a missing permission', awsError('AccessDeniedException')],
  ['a missing bucket', awsError('NoSuchBucket', 404)],
  ['a forbidden HEAD, which has no name', awsError('Unknown', 403)],
  ['a bucket in another region', awsError('PermanentRedirect', 301)],
  ['missing credentials', awsError('CredentialsProviderError', 0)],
])('%s is a setting, and names the resource', (_what, error) => {
  const failure = failureOf(error, 'table billhook-prod');
  expect(failure.kind).toBe('misconfigured');
  expect(describeFailure(failure)).toContain('table billhook-prod');
  // A file in the detail would mark the delivery as bad instead of the setting.
  expect(failure.detail.file).toBeUndefined();
});

test('a request that AWS finds invalid is a bug, and what is no error at all is one too', () => {
  expect(failureOf(awsError('ValidationException'), 'table t').kind).toBe('bug');
  expect(failureOf('just text', 'table t').kind).toBe('bug');
});

test('a failure that was named already stays as it is', () => {
  const failure = retryable('the object changed');
  expect(failureOf(failure, 'bucket b')).toBe(failure);
});
