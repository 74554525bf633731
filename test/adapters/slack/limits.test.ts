import type { HeaderBlock, SectionBlock } from '@slack/types';
import { describe, expect, test } from 'vitest';
import { alertMessage } from '../../../shared/adapters/slack/blocks.ts';
import {
  BUTTON_TEXT_CHARS_MAX,
  FIELDS_MAX,
  HEADER_CHARS_MAX,
  LINK_CHARS_MAX,
  MESSAGE_CHARS_MAX,
  TEXT_CHARS_MAX,
} from '../../../shared/adapters/slack/limits.ts';
import type { Notification } from '../../../shared/domain/notification/notification.ts';
import { validateBlocks } from '../../../shared/embedded/slack-validate.ts';
import { named } from '../../builders/hostile.ts';

const at = (limit: number) => [limit - 1, limit, limit + 1] as const;
const blockOf = <T extends { readonly type: string }>(notification: Notification, type: string): T =>
  alertMessage(notification).blocks.find((block) => block.type === type) as unknown as T;

describe('one below, at and one above', () => {
  test('the limits that Slack publishes', () => {
    expect([HEADER_CHARS_MAX, FIELDS_MAX, TEXT_CHARS_MAX, BUTTON_TEXT_CHARS_MAX]).toEqual([
      150, 10, 3_000, 75,
    ]);
    // It refuses about 13,200 characters in all, and links of more than 3,000.
    expect(MESSAGE_CHARS_MAX).toBeLessThan(13_000);
    expect(LINK_CHARS_MAX).toBeLessThan(3_000);
  });

  test('the characters of a header', () => {
    const headers = at(HEADER_CHARS_MAX).map((length) => {
      const { parts: _, ...bare } = named('x');
      // Two signs of UTF-16 and a blank stand before the headline.
      const headline = 'x'.repeat(length - 3);
      return blockOf<HeaderBlock>({ ...bare, headline }, 'header').text.text;
    });
    expect(headers.map(({ length }) => length)).toEqual([149, 150, 150]);
    expect(headers.map((text) => text.endsWith('…'))).toEqual([false, false, true]);
  });

  test('the fields of a grid: what does not fit is counted in the last one', () => {
    const fields = at(FIELDS_MAX).map((count) => {
      const facts = Array.from({ length: count }, (_, index) => ({ label: `fact ${index}`, value: '$1.00' }));
      return blockOf<SectionBlock>({ ...named('x'), facts }, 'section').fields!.map(({ text }) => text);
    });
    expect(fields.map(({ length }) => length)).toEqual([9, 10, 10]);
    expect(fields[1]!.at(-1)).toContain('fact 9');
    expect(fields[2]!.at(-1)).toContain('and 2 more');
  });

  test('the characters of a link: a longer one is left out, not cut', () => {
    const shown = at(LINK_CHARS_MAX).map((length) => {
      const url = 'https://b.example/'.padEnd(length, 'p');
      const { blocks } = alertMessage({ ...named('x'), links: [{ label: 'Evidence', url }] });
      return blocks.some((block) => block.type === 'actions');
    });
    expect(shown).toEqual([true, true, false]);
  });

  test('the total: one character more and the message is made with less room', () => {
    const pair = { label: 'l'.repeat(200), value: 'v'.repeat(200) };
    const lines = Array(8).fill(pair);
    const notes = Array(6).fill('n'.repeat(280));
    const full = (extra: number) => {
      const notification = {
        ...named('x'),
        change: 'c'.repeat(extra),
        outlook: lines,
        contributors: lines,
        notes,
      };
      return JSON.stringify(alertMessage(notification).blocks);
    };
    const room = MESSAGE_CHARS_MAX - full(1).length + 1;
    expect(room).toBeGreaterThan(1);
    expect(room).toBeLessThan(400);
    const [below, exactly, above] = at(room).map(full);
    expect([below!.length, exactly!.length]).toEqual([MESSAGE_CHARS_MAX - 1, MESSAGE_CHARS_MAX]);
    expect(above!.length).toBeLessThan(MESSAGE_CHARS_MAX - 1_000);
    expect(validateBlocks(JSON.parse(exactly!))).toBeUndefined();
  });
});
