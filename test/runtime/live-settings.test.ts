import { describe, expect, test } from 'vitest';
import { createMemoryObjectStore } from '../../shared/adapters/memory/memory-object-store.ts';
import { SETTINGS_KEY, settingsReader } from '../../shared/runtime/live-settings.ts';
import { observed } from './observed.ts';

function operator() {
  let now = 0;
  const objects = createMemoryObjectStore({ now: () => now });
  const app = observed();
  const clock = { now: () => now, token: () => '' };
  return {
    app,
    read: settingsReader({ objects, clock, bucket: 'work' }, app),
    save: (yaml: string) => objects.write('work', SETTINGS_KEY, new TextEncoder().encode(yaml), 'text/yaml'),
    passMinutes: (minutes: number) => {
      now += minutes * 60_000;
    },
  };
}

describe("the operator's settings in a running function", () => {
  test('without a file the defaults hold', async () => {
    expect(await operator().read()).toMatchObject({
      cost: 'unblended',
      routing: { fallbackChannel: '#ai-spend' },
    });
  });

  test('a change is taken after five minutes, not at every call', async () => {
    const { read, save, passMinutes } = operator();
    await save('cost: net');
    expect((await read()).cost).toBe('net');
    await save('cost: unblended');
    passMinutes(4);
    expect((await read()).cost).toBe('net');
    passMinutes(1);
    expect((await read()).cost).toBe('unblended');
  });

  test('a bad file is refused whole, told, and the last good one stays', async () => {
    const { app, read, save, passMinutes } = operator();
    await save('cost: net');
    await read();
    await save('cost: free');
    passMinutes(6);
    expect((await read()).cost).toBe('net');
    expect(app.lines.join('\n')).toMatch(/the last good ones stay.*billhook\.yml/);
  });

  test('with no good file yet, a bad one stops the function by name', async () => {
    const { read, save } = operator();
    await save('cost: free');
    await expect(read()).rejects.toMatchObject({ kind: 'misconfigured' });
    await expect(read()).rejects.toMatchObject({ kind: 'misconfigured' });
  });
});
