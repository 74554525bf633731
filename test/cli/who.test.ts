import { expect, test } from 'vitest';
import { billhook } from './command-line.ts';

test('without its key nobody is looked for, and the key is asked for by its name', async () => {
  const { exitCode, out } = await billhook('who', 'person-7f3a2c', '--json');
  expect(exitCode).toBe(2);
  expect(JSON.parse(out)).toMatchObject({
    error: { kind: 'misconfigured', expected: expect.stringContaining('BILLHOOK_NAMES_KEY') },
  });
});
