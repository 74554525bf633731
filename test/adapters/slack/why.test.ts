import { expect, test } from 'vitest';
import { alertMessage } from '../../../shared/adapters/slack/blocks.ts';
import { validateBlocks } from '../../../shared/embedded/slack-validate.ts';
import { named } from '../../builders/hostile.ts';

const WHY = [
  { label: 'Pattern', value: 'likely self-talk: output 8 % → 62 %' },
  { label: 'Rise', value: '+$1,140: volume +$980' },
];

test('why stands in two lines between how fresh the data is and everything else, and takes no room where it is not known', () => {
  const { blocks } = alertMessage({ ...named('x'), why: WHY });
  expect(blocks[3]).toEqual({
    type: 'rich_text',
    elements: [
      {
        type: 'rich_text_section',
        elements: [
          { type: 'text', text: 'Pattern', style: { bold: true } },
          { type: 'text', text: ': ' },
          { type: 'text', text: 'likely self-talk: output 8 % → 62 %' },
          { type: 'text', text: '\n' },
          { type: 'text', text: 'Rise', style: { bold: true } },
          { type: 'text', text: ': ' },
          { type: 'text', text: '+$1,140: volume +$980' },
        ],
      },
    ],
  });
  const { why: _, ...bare } = named('x');
  expect(alertMessage(bare).blocks).toHaveLength(blocks.length - 1);
  expect(alertMessage({ ...bare, why: [] }).blocks).toHaveLength(blocks.length - 1);
});

test('names in it are shown as they are and cut with the rest', () => {
  const value = `<!channel> *b* ${'x'.repeat(20_000)}`;
  const { blocks } = alertMessage({ ...named('x'), why: [{ label: 'Pattern', value }] });
  expect(validateBlocks(blocks)).toBeUndefined();
  const shown = JSON.stringify(blocks[3]);
  expect(shown).toContain('<!channel> *b* xxx');
  expect(shown.length).toBeLessThan(1_000);
  expect(shown).not.toContain('mrkdwn');
});
