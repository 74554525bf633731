import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { alertMessage } from '../../../shared/adapters/slack/blocks.ts';
import { composeNotification } from '../../../shared/domain/notification/compose.ts';
import { HEADLINE_MAX } from '../../../shared/domain/notification/headline.ts';
import { TELLINGS } from '../../builders/tellings.ts';
import { aPointer } from '../../builders/transition.ts';

const folder = new URL('../../fixtures/messages/', import.meta.url);
const settings = { consoleUrl: 'https://billhook.example.com' };

// A changed text is a reviewed diff: BILLHOOK_WRITE_GOLDEN=1 writes the files anew, a reader reads them.
describe('golden messages', () => {
  test.each(Object.entries(TELLINGS))('%s reads as reviewed', (name, transition) => {
    const notification = composeNotification(transition, aPointer, settings);
    const file = new URL(`${name}.json`, folder);
    const slack = alertMessage(notification);
    if (process.env.BILLHOOK_WRITE_GOLDEN === '1') {
      writeFileSync(file, `${JSON.stringify({ notification, slack }, null, 2)}\n`);
    }
    expect(existsSync(file)).toBe(true);
    expect({ notification, slack }).toStrictEqual(JSON.parse(readFileSync(file, 'utf8')));
    expect(notification.headline.length).toBeLessThanOrEqual(HEADLINE_MAX);
  });

  test('every file belongs to a telling', () => {
    expect(readdirSync(folder).sort()).toEqual(
      Object.keys(TELLINGS)
        .map((name) => `${name}.json`)
        .sort(),
    );
  });
});
