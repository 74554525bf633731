import { devNull } from 'node:os';
import { basename, dirname } from 'node:path';
import type { FunctionSpec } from './function-spec.ts';
import { LOCAL_CREDENTIALS, LOCAL_REGION } from './local-account.ts';

/**
 * The whole environment of a function's process, with Lambda's own variables (AWS: "Defined runtime environment
 * variables"). Nothing is inherited: a developer's AWS profile must not reach a handler.
 */
export function functionEnvironment(
  spec: FunctionSpec,
  runtimeApi: string,
  sandboxId: string,
): Record<string, string> {
  return {
    PATH: '/usr/local/bin:/usr/bin:/bin',
    LANG: 'en_US.UTF-8',
    TZ: ':UTC',
    AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
    AWS_REGION: LOCAL_REGION,
    AWS_DEFAULT_REGION: LOCAL_REGION,
    AWS_ACCESS_KEY_ID: LOCAL_CREDENTIALS.accessKeyId,
    AWS_SECRET_ACCESS_KEY: LOCAL_CREDENTIALS.secretAccessKey,
    AWS_CONFIG_FILE: devNull,
    AWS_SHARED_CREDENTIALS_FILE: devNull,
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_LAMBDA_FUNCTION_NAME: spec.name,
    AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(spec.memoryMb),
    AWS_LAMBDA_LOG_GROUP_NAME: `/aws/lambda/${spec.name}`,
    AWS_LAMBDA_LOG_STREAM_NAME: sandboxId,
    AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
    LAMBDA_TASK_ROOT: dirname(spec.bundle),
    LAMBDA_RUNTIME_DIR: import.meta.dirname,
    ...spec.environment,
    AWS_LAMBDA_RUNTIME_API: runtimeApi,
    _HANDLER: `${basename(spec.bundle, '.mjs')}.handler`,
  };
}
