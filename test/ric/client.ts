import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { findNode } from '../../shared/embedded/node-binary.ts';

const PACKAGE = fileURLToPath(new URL('node_modules/aws-lambda-ric/', import.meta.url));

export interface RuntimeClient {
  readonly version: string;
  /** What a function's process runs. */
  readonly module: string;
}

/** AWS's runtime interface client as it is installed here. Throws an Error that says what to do where it is not whole. */
export function findClient(): RuntimeClient {
  const module = `${PACKAGE}index.mjs`;
  if (!existsSync(module))
    throw new Error(
      "AWS's runtime client is not installed: npm ci --prefix test/ric (a minute; it is compiled)",
    );
  const native = `${PACKAGE}rapid-client.node`;
  try {
    // In a process of its own: it reads the address of the runtime API while it is loaded.
    const env = { AWS_LAMBDA_RUNTIME_API: '127.0.0.1:9' };
    execFileSync(findNode(), ['-e', `require(${JSON.stringify(native)})`], { env, stdio: 'pipe' });
  } catch (error) {
    const why = existsSync(native) ? firstLines(error) : 'it was not compiled';
    throw new Error(
      `The native part of AWS's runtime client cannot be used: ${why}\n` +
        'It needs cmake, make and a C++ compiler, and npm must be allowed to run the install script of aws-lambda-ric.\n' +
        'Then: rm -rf test/ric/node_modules && npm ci --prefix test/ric',
    );
  }
  const { version } = JSON.parse(readFileSync(`${PACKAGE}package.json`, 'utf8')) as { version: string };
  return { version, module };
}

function firstLines(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return text.split('\n').slice(1, 8).join('\n');
}
