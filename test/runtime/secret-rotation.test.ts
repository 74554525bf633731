import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { LOCAL_REGION } from '../../shared/embedded/local-account.ts';
import { startSsm } from '../../shared/embedded/ssm.ts';
import type { LocalServer } from '../../shared/embedded/wire.ts';
import { slackSecretReader } from '../../shared/runtime/slack-secret.ts';

const PARAMETER = '/billhook/prod/slack';
const MINUTE_MS = 60_000;
const stored: Record<string, string> = {};
let ssm: LocalServer;

beforeAll(async () => {
  ssm = await startSsm(stored);
  vi.stubEnv('AWS_ENDPOINT_URL_SSM', ssm.endpoint);
  vi.stubEnv('AWS_REGION', LOCAL_REGION);
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'local');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'local');
});
afterEach(() => {
  vi.useRealTimers();
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await ssm.close();
});

test('a rotated secret is used within five minutes without a deployment, and at once when it is asked for anew', async () => {
  // Only what time it is, not the timers of the connection.
  vi.useFakeTimers({ toFake: ['Date'] });
  const begun = Date.now();
  stored[PARAMETER] = '{"botToken":"xoxb-old"}';
  const read = slackSecretReader(PARAMETER);
  expect(await read()).toEqual({ botToken: 'xoxb-old' });

  stored[PARAMETER] = '{"botToken":"xoxb-new"}';
  vi.setSystemTime(begun + 4 * MINUTE_MS);
  expect(await read()).toEqual({ botToken: 'xoxb-old' });
  vi.setSystemTime(begun + 5 * MINUTE_MS + 1_000);
  expect(await read()).toEqual({ botToken: 'xoxb-new' });

  stored[PARAMETER] = '{"botToken":"xoxb-newer"}';
  expect(await read(true)).toEqual({ botToken: 'xoxb-newer' });
  expect(await read()).toEqual({ botToken: 'xoxb-newer' });
});
