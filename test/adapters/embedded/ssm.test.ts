import { GetParameterCommand, GetParametersCommand, SSMClient } from '@aws-sdk/client-ssm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { localClient } from '../../../shared/embedded/local-account.ts';
import { startSsm } from '../../../shared/embedded/ssm.ts';
import type { LocalServer } from '../../../shared/embedded/wire.ts';

const Name = '/billhook/slack';
let server: LocalServer;
let ssm: SSMClient;
beforeAll(async () => {
  server = await startSsm({ [Name]: '{"botToken":"xoxb-1"}' });
  ssm = new SSMClient(localClient(server.endpoint));
});
afterAll(async () => {
  ssm.destroy();
  await server.close();
});

test('a secret is readable only with decryption', async () => {
  const read = (WithDecryption: boolean) => ssm.send(new GetParameterCommand({ Name, WithDecryption }));
  expect((await read(true)).Parameter).toMatchObject({
    Type: 'SecureString',
    Value: '{"botToken":"xoxb-1"}',
  });
  expect((await read(false)).Parameter?.Value).not.toContain('xoxb');
});

test('a parameter that is not there is refused alone and named among several', async () => {
  const one = ssm.send(new GetParameterCommand({ Name: '/nobody' }));
  await expect(one).rejects.toMatchObject({ name: 'ParameterNotFound' });
  const several = await ssm.send(
    new GetParametersCommand({ Names: [Name, '/nobody'], WithDecryption: true }),
  );
  expect(several.Parameters?.map((parameter) => parameter.Name)).toEqual([Name]);
  expect(several.InvalidParameters).toEqual(['/nobody']);
});
