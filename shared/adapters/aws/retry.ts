import { bug, Failure, misconfigured, retryable } from '../../domain/base/failure.ts';

/** Passing trouble, by the names that DynamoDB, S3, SQS and Step Functions give it. */
const PASSING: ReadonlySet<string> = new Set([
  'ExecutionLimitExceeded',
  'InternalError',
  'InternalServerError',
  'LimitExceededException',
  'OperationAborted',
  'ProvisionedThroughputExceededException',
  'ReplicatedWriteConflictException',
  'RequestLimitExceeded',
  'RequestThrottled',
  'RequestTimeout',
  'RequestTimeTooSkewed',
  'ServiceUnavailable',
  'SlowDown',
  'ThrottledException',
  'Throttling',
  'ThrottlingError',
  'ThrottlingException',
  'TimeoutError',
  'TooManyRequestsException',
  'TransactionConflict',
  'TransactionConflictException',
  'TransactionInProgressException',
]);

/** A person must grant a permission or correct a name. */
const SETTING: ReadonlySet<string> = new Set([
  'AccessDenied',
  'AccessDeniedException',
  'AllAccessDisabled',
  'AuthorizationHeaderMalformed',
  'CredentialsProviderError',
  'ExpiredToken',
  'ExpiredTokenException',
  'Forbidden',
  'IncompleteSignature',
  'InvalidAccessKeyId',
  'InvalidClientTokenId',
  'InvalidSignatureException',
  'KMS.AccessDeniedException',
  'KmsAccessDenied',
  'MissingAuthenticationTokenException',
  'NoSuchBucket',
  'PermanentRedirect',
  'QueueDoesNotExist',
  'AWS.SimpleQueueService.NonExistentQueue',
  'ResourceNotFoundException',
  'SignatureDoesNotMatch',
  'StateMachineDoesNotExist',
  'UnrecognizedClientException',
]);

/** Node's and undici's codes for connections that broke or never came about. */
const BROKEN_CONNECTION =
  /^(ECONN|EPIPE|ETIMEDOUT|EHOST|ENETUNREACH|EAI_AGAIN|ENOTFOUND|ERR_STREAM_PREMATURE)/;

const MESSAGE_MAX = 300;

/**
 * What an SDK error means for the operator. `resource` names the table, bucket or queue in the message. AWS says
 * nothing secret in these messages: they name the caller's role and the refused action.
 */
export function failureOf(error: unknown, resource: string): Failure {
  if (error instanceof Failure) return error;
  const { name, code, status, message } = factsOf(error);
  const found = `${name}: ${message}`.slice(0, MESSAGE_MAX);
  if (SETTING.has(name) || status === 401 || status === 403 || status === 301) {
    return misconfigured(
      `${resource} refuses Billhook: check its name, region and permissions`,
      { found },
      error,
    );
  }
  if (PASSING.has(name) || BROKEN_CONNECTION.test(code) || status === 429 || status >= 500 || aborted(name)) {
    return retryable(`${resource} did not answer for now`, { found }, error);
  }
  return bug(`${resource} refused a request that Billhook should not have made`, { found }, error);
}

/** Name, network code and HTTP status of whatever was thrown; 0 where there was no answer. */
export function factsOf(error: unknown): { name: string; code: string; status: number; message: string } {
  if (!(error instanceof Error)) return { name: 'unknown', code: '', status: 0, message: String(error) };
  const { code, Code, $metadata } = error as Error & {
    readonly code?: unknown;
    readonly Code?: unknown;
    readonly $metadata?: { readonly httpStatusCode?: number };
  };
  const awsName = typeof Code === 'string' && error.name === 'Error' ? Code : error.name;
  return {
    name: awsName,
    code: typeof code === 'string' ? code : '',
    status: $metadata?.httpStatusCode ?? 0,
    message: error.message,
  };
}

const aborted = (name: string): boolean => name === 'AbortError' || name === 'TimeoutError';
