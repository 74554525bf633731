import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { alertMessage, changeMessage } from '../../../shared/adapters/slack/blocks.ts';
import { escapeText, isInertInMrkdwn } from '../../../shared/adapters/slack/escape.ts';
import { MESSAGE_CHARS_MAX } from '../../../shared/adapters/slack/limits.ts';
import type { Notification } from '../../../shared/domain/notification/notification.ts';
import { plainText } from '../../../shared/domain/notification/text.ts';
import { blocksHtml } from '../../../shared/embedded/slack-blocks-html.ts';
import type { SlackBlock } from '../../../shared/embedded/slack-store.ts';
import { validateBlocks } from '../../../shared/embedded/slack-validate.ts';
import { anyNotification, HOSTILE_NAMES, named } from '../../builders/hostile.ts';

const remarks = fc.array(fc.string({ maxLength: 500 }), { maxLength: 2 });

describe('Slack payloads', () => {
  test('stay within every limit of Block Kit and the total, whatever the notification holds', () => {
    fc.assert(
      fc.property(anyNotification, remarks, (notification, above) => {
        for (const message of [
          alertMessage(notification, { remarks: above }),
          changeMessage(notification, above),
        ]) {
          expect(validateBlocks(message.blocks)).toBeUndefined();
          expect(JSON.stringify(message.blocks).length).toBeLessThanOrEqual(MESSAGE_CHARS_MAX);
          expect(message.text.length).toBeLessThanOrEqual(600);
        }
      }),
      { numRuns: 1_500 },
    );
  });

  test.each(['x', '"', '\\', '漢', '👩‍👩‍👧‍👦'])(
    'stay within them with %s in every place, as often as it goes',
    (sign) => {
      const text = sign.repeat(3_000);
      const many = Array.from({ length: 100 }, () => ({ label: text, value: text }));
      const full: Notification = {
        ...named(text),
        change: text,
        facts: many,
        outlook: many,
        contributors: many,
        notes: many.map(({ label }) => label),
        decisions: many.map(({ label }) => label),
        why: many,
        sections: many.map(({ label }) => ({
          title: label,
          rows: many.map((row) => ({ ...row, code: true })),
        })),
        actions: many.map(({ label }, index) => ({ name: 'snooze', label, value: String(index) })),
        links: Array.from({ length: 3 }, () => ({
          label: text,
          url: `https://b.example/${'p'.repeat(980)}`,
        })),
      };
      const { blocks } = alertMessage(full, { remarks: [text, text] });
      expect(validateBlocks(blocks)).toBeUndefined();
      expect(JSON.stringify(blocks).length).toBeLessThanOrEqual(MESSAGE_CHARS_MAX);
    },
  );

  test('count what they leave out', () => {
    fc.assert(
      fc.property(fc.integer({ min: 12, max: 200 }), fc.integer({ min: 1, max: 300 }), (count, size) => {
        const items = Array.from({ length: count }, (_, index) => ({
          label: `${index}${'n'.repeat(size)}`,
          value: '$1.00',
        }));
        const shown = JSON.stringify(alertMessage({ ...named('x'), contributors: items }).blocks);
        const rest = Number(/and (\d+) more/.exec(shown)?.[1]);
        const listed = items.filter(({ label }) => shown.includes(`"${label.slice(0, 25)}`)).length;
        expect(rest + listed).toBe(count);
      }),
    );
  });

  test('are whole characters where they were cut, and escapes are never cut in two', () => {
    fc.assert(
      fc.property(anyNotification, fc.integer({ min: 1, max: 80 }), (notification, max) => {
        expect(JSON.stringify(alertMessage(notification).blocks).isWellFormed()).toBe(true);
        const cut = escapeText(notification.headline, max);
        expect(cut.length).toBeLessThanOrEqual(max);
        expect(cut.isWellFormed()).toBe(true);
        expect(cut.replace(/&(amp|lt|gt);/g, '')).not.toMatch(/[&<>]/);
      }),
    );
  });
});

describe('hostile names', () => {
  const hostile = fc.oneof(
    fc.constantFrom(...HOSTILE_NAMES),
    fc.string({
      unit: fc.constantFrom('*', '_', '~', '`', '<', '>', '!', '@', '#', ':', '|', '&', 'a', ' ', '\n'),
    }),
  );

  test('are shown as they are written, and neither link nor mention nor format', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const { markup } = blocksHtml(alertMessage(named(text)).blocks as unknown as SlackBlock[]);
        expect(markup).not.toMatch(/class="mention"|<em>|<s>|<script|<img/);
        expect([...markup.matchAll(/<a [^>]*>/g)].map(String).join()).not.toContain('javascript:');
        const seen = textOf(markup);
        expect(seen).toContain(plainText(text).slice(0, 20));
        // One `code` is ours: the explain command.
        expect(markup.match(/<code>/g)).toHaveLength(1);
      }),
      { numRuns: 500 },
    );
  });

  test('reach mrkdwn only where it would show them unchanged', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const { blocks, text: fallback } = alertMessage(named(text));
        for (const value of mrkdwnIn(blocks)) {
          if (value.startsWith('`npx billhook explain ')) continue;
          const [label = '', body = ''] = value.split('\n');
          expect(isInertInMrkdwn(label.slice(1, -1)) && isInertInMrkdwn(body)).toBe(true);
        }
        expect(fallback).not.toMatch(/[<>]/);
      }),
      { numRuns: 500 },
    );
  });

  test('that differ only in what cannot be seen look the same, in their logical order', () => {
    const clean = JSON.stringify(alertMessage(named('role/admin')).blocks);
    for (const spoof of [
      'role/\u202Eadmin',
      'ro\u200Ble/admin',
      'role/ad\u2060min',
      'role/ad\u200Dmin\u{E0041}',
    ]) {
      expect(JSON.stringify(alertMessage(named(spoof)).blocks)).toBe(clean);
    }
  });
});

/** Tags taken out; exact, since every `<` of a text is an entity. */
const textOf = (markup: string): string =>
  markup
    .replace(/<[^<>]*>/g, '')
    .replace(/&(lt|gt|quot|#39|amp);/g, (_, entity: string) => ENTITY_TEXT[entity] ?? '');

const ENTITY_TEXT: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', '#39': "'", amp: '&' };

function mrkdwnIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  const { type, text } = value as { type?: unknown; text?: unknown };
  const own = type === 'mrkdwn' && typeof text === 'string' ? [text] : [];
  return [...own, ...Object.values(value).flatMap(mrkdwnIn)];
}
