import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { alertMessage } from '../../../shared/adapters/slack/blocks.ts';
import { HEADLINE_MAX } from '../../../shared/domain/notification/headline.ts';
import { validateBlocks } from '../../../shared/embedded/slack-validate.ts';
import { REPORT_MESSAGES } from '../../builders/report-messages.ts';

const folder = new URL('../../fixtures/reports/', import.meta.url);

// A changed text is a reviewed diff: BILLHOOK_WRITE_GOLDEN=1 writes the files anew, a reader reads them.
describe('golden reports', () => {
  test.each(Object.entries(REPORT_MESSAGES))('%s reads as reviewed', (name, notification) => {
    const file = new URL(`${name}.json`, folder);
    const slack = alertMessage(notification);
    if (process.env.BILLHOOK_WRITE_GOLDEN === '1') {
      writeFileSync(file, `${JSON.stringify({ notification, slack }, null, 2)}\n`);
    }
    expect(existsSync(file)).toBe(true);
    expect({ notification, slack }).toStrictEqual(JSON.parse(readFileSync(file, 'utf8')));
    expect(notification.headline.length).toBeLessThanOrEqual(HEADLINE_MAX);
    expect(validateBlocks(slack.blocks)).toBeUndefined();
  });

  test('every file belongs to a report', () => {
    expect(readdirSync(folder).sort()).toEqual(
      Object.keys(REPORT_MESSAGES)
        .map((name) => `${name}.json`)
        .sort(),
    );
  });
});
