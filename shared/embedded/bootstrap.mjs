// The runtime inside a function's process: asks for events, calls the handler, sends the answer back. Plain JavaScript
// with nothing but node: imports, because it stands where Lambda's own runtime stands.
import { Agent, request } from 'node:http';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const [host, port] = process.env.AWS_LAMBDA_RUNTIME_API.split(':');
const agent = new Agent({ keepAlive: true, maxSockets: 1 });
let current;

function call(method, path, body) {
  return new Promise((resolve, reject) => {
    const headers = body === undefined ? {} : { 'content-length': Buffer.byteLength(body) };
    const outgoing = request(
      { agent, host, port, method, path: `/2018-06-01/runtime${path}`, headers },
      (answer) => {
        const parts = [];
        answer.on('data', (part) => parts.push(part));
        answer.on('end', () => resolve({ headers: answer.headers, body: Buffer.concat(parts).toString() }));
        answer.on('error', reject);
      },
    );
    outgoing.on('error', reject).end(body);
  });
}

const describe = (error) =>
  error instanceof Error
    ? { errorType: error.name, errorMessage: error.message, trace: (error.stack ?? '').split('\n') }
    : { errorType: typeof error, errorMessage: String(error), trace: [] };

async function loadHandler() {
  const [file, name] = process.env._HANDLER.split('.');
  const module = await import(pathToFileURL(join(process.env.LAMBDA_TASK_ROOT, `${file}.mjs`)).href);
  const handler = module[name];
  if (typeof handler !== 'function')
    throw Object.assign(new Error(`${process.env._HANDLER} is undefined or not exported`), {
      name: 'Runtime.HandlerNotFound',
    });
  // nodejs24.x refuses handlers that take a callback.
  if (handler.length >= 3)
    throw Object.assign(new Error('Callback-based handlers are not supported on Node 24'), {
      name: 'Runtime.CallbackHandlerDeprecated',
    });
  return handler;
}

function contextOf(headers) {
  const deadlineMs = Number(headers['lambda-runtime-deadline-ms']);
  return {
    callbackWaitsForEmptyEventLoop: true,
    functionName: process.env.AWS_LAMBDA_FUNCTION_NAME,
    functionVersion: process.env.AWS_LAMBDA_FUNCTION_VERSION,
    invokedFunctionArn: headers['lambda-runtime-invoked-function-arn'],
    memoryLimitInMB: process.env.AWS_LAMBDA_FUNCTION_MEMORY_SIZE,
    awsRequestId: headers['lambda-runtime-aws-request-id'],
    logGroupName: process.env.AWS_LAMBDA_LOG_GROUP_NAME,
    logStreamName: process.env.AWS_LAMBDA_LOG_STREAM_NAME,
    getRemainingTimeInMillis: () => Math.max(0, deadlineMs - Date.now()),
  };
}

// Faults outside the handler's promise end the process, as in Lambda; the invocation gets the reason first.
async function die(error) {
  const path = current === undefined ? '/init/error' : `/invocation/${current}/error`;
  await call('POST', path, JSON.stringify(describe(error))).catch(() => {});
  process.exit(1);
}
process.on('uncaughtException', die);
process.on('unhandledRejection', die);

const handler = await loadHandler().catch(die);
for (;;) {
  // The host is gone when this fails: so must this process be.
  const next = await call('GET', '/invocation/next').catch(() => process.exit(0));
  current = next.headers['lambda-runtime-aws-request-id'];
  process.env._X_AMZN_TRACE_ID = next.headers['lambda-runtime-trace-id'];
  const done = await Promise.resolve()
    .then(() => handler(JSON.parse(next.body), contextOf(next.headers)))
    .then((result) => ['response', JSON.stringify(result) ?? 'null'])
    .catch((error) => ['error', JSON.stringify(describe(error))]);
  await call('POST', `/invocation/${current}/${done[0]}`, done[1]).catch(() => process.exit(0));
  current = undefined;
}
