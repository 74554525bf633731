import { createHash } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { LOCAL_ACCOUNT, LOCAL_REGION } from './local-account.ts';
import { type LocalServer, listenLocally, readBody } from './wire.ts';

const REQUEST_BYTES_MAX = 1024 * 1024;

/** SSM parameters from a record: each a SecureString, by GetParameter and GetParameters (JSON 1.1 protocol). */
export const startSsm = (parameters: Readonly<Record<string, string>>): Promise<LocalServer> =>
  listenLocally(async (incoming, reply) => {
    const body = await readBody(incoming, REQUEST_BYTES_MAX).catch(() => undefined);
    const asked = parse(body?.toString() ?? '');
    const decrypts = asked.WithDecryption === true;
    switch (incoming.headers['x-amz-target']) {
      case 'AmazonSSM.GetParameter': {
        const name = String(asked.Name);
        if (!Object.hasOwn(parameters, name)) return answer(reply, 400, { __type: 'ParameterNotFound' });
        return answer(reply, 200, { Parameter: parameterOf(name, parameters[name]!, decrypts) });
      }
      case 'AmazonSSM.GetParameters': {
        const names = Array.isArray(asked.Names) ? asked.Names.map(String) : [];
        const known = names.filter((name) => Object.hasOwn(parameters, name));
        return answer(reply, 200, {
          Parameters: known.map((name) => parameterOf(name, parameters[name]!, decrypts)),
          InvalidParameters: names.filter((name) => !known.includes(name)),
        });
      }
      default:
        return answer(reply, 400, { __type: 'UnknownOperationException' });
    }
  });

/** Without decryption SSM gives the cipher text: something that no handler can mistake for the secret. */
const parameterOf = (name: string, value: string, decrypts: boolean) => ({
  Name: name,
  Type: 'SecureString',
  Value: decrypts ? value : createHash('sha256').update(value).digest('base64'),
  Version: 1,
  LastModifiedDate: 0,
  ARN: `arn:aws:ssm:${LOCAL_REGION}:${LOCAL_ACCOUNT}:parameter${name}`,
  DataType: 'text',
});

interface Asked {
  readonly Name?: unknown;
  readonly Names?: unknown;
  readonly WithDecryption?: unknown;
}

function parse(body: string): Asked {
  try {
    return JSON.parse(body) as Asked;
  } catch {
    return {};
  }
}

const answer = (reply: ServerResponse, status: number, body: object): void =>
  void reply.writeHead(status, { 'content-type': 'application/x-amz-json-1.1' }).end(JSON.stringify(body));
