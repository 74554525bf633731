// The runtime inside a function's process: asks for events, calls the handler, sends the answer back. Plain JavaScript
// with nothing but node: imports, because it stands where Lambda's own runtime stands; test/ric compares the two.
import { Agent, request } from 'node:http';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { format } from 'node:util';

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

const LEVELS = {
  ...{ trace: 'TRACE', debug: 'DEBUG', info: 'INFO', log: 'INFO' },
  ...{ warn: 'WARN', error: 'ERROR', fatal: 'FATAL' },
};
for (const [method, level] of Object.entries(LEVELS))
  console[method] = (...what) => {
    const fields = [new Date().toISOString(), current ?? '-', level, format(...what)];
    process.stdout.write(`${fields.join('\t').replaceAll('\n', '\r')}\n`);
  };

const named = (name, message) => Object.assign(new Error(message), { name });

const describe = (error) =>
  error instanceof Error
    ? { errorType: error.name, errorMessage: error.message, trace: error.stack?.split('\n') ?? [] }
    : { errorType: typeof error, errorMessage: String(error), trace: [] };

async function loadHandler() {
  const [file, name] = process.env._HANDLER.split('.');
  const path = join(process.env.LAMBDA_TASK_ROOT, `${file}.mjs`);
  const module = await import(pathToFileURL(path).href).catch((error) => {
    if (!(error instanceof SyntaxError)) throw error;
    throw Object.assign(named('Runtime.UserCodeSyntaxError', String(error)), { stack: error.stack });
  });
  const handler = module[name];
  if (handler === undefined)
    throw named('Runtime.HandlerNotFound', `${process.env._HANDLER} is undefined or not exported`);
  if (typeof handler !== 'function')
    throw named('Runtime.HandlerNotFound', `${process.env._HANDLER} is not a function`);
  // nodejs24.x refuses handlers that take a callback.
  if (handler.length >= 3) throw named('Runtime.CallbackHandlerDeprecated', CALLBACK_REFUSED);
  return handler;
}

/** Lambda's own words. */
const CALLBACK_REFUSED = [
  'ERROR: AWS Lambda has removed support for callback-based function handlers starting with Node.js 24.',
  'You need to modify this function to use a supported handler signature to use Node.js 24 or later.',
  'For more information see https://docs.aws.amazon.com/lambda/latest/dg/nodejs-handler.html.',
].join(' ');

function contextOf(headers) {
  const deadlineMs = Number(headers['lambda-runtime-deadline-ms']);
  return {
    // Of mobile clients and of functions with tenants: nobody here is either.
    ...{ clientContext: undefined, identity: undefined, tenantId: undefined },
    invokedFunctionArn: headers['lambda-runtime-invoked-function-arn'],
    awsRequestId: headers['lambda-runtime-aws-request-id'],
    xRayTraceId: headers['lambda-runtime-trace-id'],
    // Below zero once the time is up.
    getRemainingTimeInMillis: () => deadlineMs - Date.now(),
    functionName: process.env.AWS_LAMBDA_FUNCTION_NAME,
    functionVersion: process.env.AWS_LAMBDA_FUNCTION_VERSION,
    memoryLimitInMB: process.env.AWS_LAMBDA_FUNCTION_MEMORY_SIZE,
    logGroupName: process.env.AWS_LAMBDA_LOG_GROUP_NAME,
    logStreamName: process.env.AWS_LAMBDA_LOG_STREAM_NAME,
  };
}

function textOf(result) {
  try {
    return JSON.stringify(result) ?? 'null';
  } catch {
    throw named('Runtime.JSONStringifyError', 'Unable to stringify response body');
  }
}

function failed(what, error) {
  const text = JSON.stringify(describe(error));
  console.error(what, text);
  return text;
}

// Faults outside the handler's promise are Node's to tell, which ends the process: as under Lambda's own client.
const handler = await loadHandler().catch(async (error) => {
  await call('POST', '/init/error', failed('Init Error', error)).catch(() => {});
  process.exit(1);
});
for (;;) {
  // The host is gone when this fails: so must this process be.
  const next = await call('GET', '/invocation/next').catch(() => process.exit(0));
  current = next.headers['lambda-runtime-aws-request-id'];
  process.env._X_AMZN_TRACE_ID = next.headers['lambda-runtime-trace-id'];
  const done = await Promise.resolve()
    .then(() => handler(JSON.parse(next.body), contextOf(next.headers)))
    .then((result) => ['response', textOf(result)])
    .catch((error) => ['error', failed('Invoke Error', error)]);
  await call('POST', `/invocation/${current}/${done[0]}`, done[1]).catch(() => process.exit(0));
  current = undefined;
}
