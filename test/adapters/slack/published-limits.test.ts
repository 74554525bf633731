import { describe, expect, test } from 'vitest';
import { validateBlocks, validateView } from '../../../shared/embedded/slack-validate.ts';

const text = (chars: number) => ({ type: 'plain_text', text: 'x'.repeat(chars) });
const option = (value: string, overrides = {}) => ({ text: text(1), value, ...overrides });
const button = (overrides = {}) => ({ type: 'button', text: text(1), action_id: 'a', ...overrides });
const select = (overrides = {}) => ({
  type: 'static_select',
  action_id: 's',
  options: [option('1'), option('2')],
  ...overrides,
});
const actions = (...elements: readonly unknown[]) => ({ type: 'actions', elements });
const asked = (element: unknown, overrides = {}) => ({
  type: 'input',
  label: text(1),
  element,
  ...overrides,
});
const confirm = { title: text(1), text: text(1), confirm: text(1), deny: text(1) };
const modal = (overrides = {}) => ({
  type: 'modal',
  title: text(24),
  submit: text(24),
  blocks: [asked({ type: 'plain_text_input', action_id: 'n' })],
  ...overrides,
});
const many = <T>(count: number, make: (index: number) => T): readonly T[] =>
  Array.from({ length: count }, (_, index) => make(index));

/** As much as Slack takes, and one more. https://docs.slack.dev/reference/block-kit */
describe('of a message', () => {
  test.each<[string, (size: number) => unknown, number]>([
    ['blocks', (size) => many(size, () => ({ type: 'divider' })), 50],
    ['a block_id', (size) => [{ type: 'divider', block_id: 'x'.repeat(size) }], 255],
    ['a header', (size) => [{ type: 'header', text: text(size) }], 150],
    ['a section', (size) => [{ type: 'section', text: text(size) }], 3_000],
    ['fields', (size) => [{ type: 'section', fields: many(size, () => text(1)) }], 10],
    ['a field', (size) => [{ type: 'section', fields: [text(size)] }], 2_000],
    ['elements of a context', (size) => [{ type: 'context', elements: many(size, () => text(1)) }], 10],
    ['actions', (size) => [actions(...many(size, (index) => button({ action_id: `a${index}` })))], 25],
    ['an action_id', (size) => [actions(button({ action_id: 'x'.repeat(size) }))], 255],
    ['a button’s text', (size) => [actions(button({ text: text(size) }))], 75],
    ['a button’s value', (size) => [actions(button({ value: 'x'.repeat(size) }))], 2_000],
    ['a button’s label', (size) => [actions(button({ accessibility_label: 'x'.repeat(size) }))], 75],
    ['a button’s url', (size) => [actions(button({ url: `https://x/${'p'.repeat(size - 10)}` }))], 3_000],
    ['options', (size) => [actions(select({ options: many(size, (index) => option(`${index}`)) }))], 100],
    ['an option’s text', (size) => [actions(select({ options: [option('1', { text: text(size) })] }))], 75],
    ['an option’s value', (size) => [actions(select({ options: [option('x'.repeat(size))] }))], 150],
    [
      'an option’s description',
      (size) => [actions(select({ options: [option('1', { description: text(size) })] }))],
      75,
    ],
    ['a placeholder', (size) => [actions(select({ placeholder: text(size) }))], 150],
    [
      'radio buttons',
      (size) => [actions({ type: 'radio_buttons', options: many(size, (index) => option(`${index}`)) })],
      10,
    ],
    [
      'a confirmation’s title',
      (size) => [actions(button({ confirm: { ...confirm, title: text(size) } }))],
      100,
    ],
    [
      'a confirmation’s text',
      (size) => [actions(button({ confirm: { ...confirm, text: text(size) } }))],
      300,
    ],
    [
      'a confirmation’s yes',
      (size) => [actions(button({ confirm: { ...confirm, confirm: text(size) } }))],
      30,
    ],
    ['a confirmation’s no', (size) => [actions(button({ confirm: { ...confirm, deny: text(size) } }))], 30],
  ])('%s may be so many and not one more', (_, blocks, most) => {
    expect(validateBlocks(blocks(most))).toBeUndefined();
    expect(validateBlocks(blocks(most + 1))).toMatchObject({ error: 'invalid_blocks' });
  });

  test.each<[string, readonly unknown[]]>([
    ['two elements of one action_id', [actions(button(), button())]],
    ['two blocks of one block_id', many(2, () => ({ type: 'divider', block_id: 'x' }))],
    ['two options of one value', [actions(select({ options: [option('1'), option('1')] }))]],
    ['an initial option that is none of them', [actions(select({ initial_option: option('3') }))]],
    ['a style that Slack does not have', [actions(button({ style: 'warning' }))]],
    ['a button without a text', [actions({ type: 'button', action_id: 'a' })]],
    ['an empty value', [actions(button({ value: '' }))]],
    ['an address that is none', [actions(button({ url: 'nowhere' }))]],
    ['mrkdwn where plain text is asked for', [{ type: 'header', text: { type: 'mrkdwn', text: 'x' } }]],
    ['a menu in a header', [{ type: 'header', text: text(1), accessory: select() }]],
    ['a form', [asked({ type: 'plain_text_input', action_id: 'n' })]],
    ['an element nobody sends', [actions({ type: 'workflow_button' })]],
    ['an element named as what every object has', [actions({ type: 'constructor' })]],
    ['half a character', [{ type: 'header', text: { type: 'plain_text', text: '\ud83d' } }]],
    ['a style of text that Slack does not have', [rich({ bold: 'yes' })]],
    ['a style with another name', [rich({ blink: true })]],
  ])('%s is refused', (_, blocks) => {
    expect(validateBlocks(blocks)).toMatchObject({ error: 'invalid_blocks' });
  });

  test('what Billhook sends is taken', () => {
    const section = { type: 'section', text: text(1), accessory: button({ confirm }) };
    expect(validateBlocks([section, rich({ bold: true, code: true }), actions(select())])).toBeUndefined();
  });
});

const rich = (style: unknown) => ({
  type: 'rich_text',
  elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text: 'x', style }] }],
});

describe('of a view', () => {
  test.each<[string, (size: number) => unknown, number]>([
    ['a title', (size) => modal({ title: text(size) }), 24],
    ['a submit', (size) => modal({ submit: text(size) }), 24],
    ['a close', (size) => modal({ close: text(size) }), 24],
    ['metadata', (size) => modal({ private_metadata: 'x'.repeat(size) }), 3_000],
    ['a callback_id', (size) => modal({ callback_id: 'x'.repeat(size) }), 255],
    ['blocks', (size) => modal({ blocks: many(size, () => ({ type: 'divider' })) }), 100],
    ['an input’s label', (size) => modal({ blocks: [asked(select(), { label: text(size) })] }), 2_000],
    ['an input’s hint', (size) => modal({ blocks: [asked(select(), { hint: text(size) })] }), 2_000],
    [
      'what may be typed',
      (size) => modal({ blocks: [asked({ type: 'plain_text_input', max_length: size })] }),
      3_000,
    ],
  ])('%s may be so many and not one more', (_, view, most) => {
    expect(validateView(view(most))).toEqual([]);
    expect(validateView(view(most + 1))).not.toEqual([]);
  });

  test.each<[string, unknown]>([
    ['a form without a submit', { type: 'modal', title: text(1), blocks: modal().blocks }],
    ['a home with a title', { type: 'home', title: text(1), blocks: [{ type: 'divider' }] }],
    ['no view', undefined],
    ['a button to fill in', modal({ blocks: [asked(button())] })],
    ['a time that is none', modal({ blocks: [asked({ type: 'timepicker', initial_time: '25:00' })] })],
    ['a day that is none', modal({ blocks: [asked({ type: 'datepicker', initial_date: '1 May' })] })],
    [
      'a moment in milliseconds',
      modal({ blocks: [asked({ type: 'datetimepicker', initial_date_time: 1.7e12 })] }),
    ],
    [
      'a number that is none',
      modal({ blocks: [asked({ type: 'number_input', is_decimal_allowed: true, min_value: 'x' })] }),
    ],
    [
      'a check that is none of the options',
      modal({
        blocks: [asked({ type: 'checkboxes', options: [option('1')], initial_options: [option('2')] })],
      }),
    ],
    [
      'more at the start than may be typed',
      modal({ blocks: [asked({ type: 'plain_text_input', max_length: 2, initial_value: 'xxx' })] }),
    ],
  ])('%s is refused', (_, view) => {
    expect(validateView(view)).not.toEqual([]);
  });

  test('a form with everything that can be asked is taken', () => {
    const blocks = [
      asked({ type: 'number_input', is_decimal_allowed: true, initial_value: '12.50', min_value: '0' }),
      asked({ type: 'datetimepicker', initial_date_time: 1_795_000_000 }),
      asked({ type: 'datepicker', initial_date: '2026-11-20' }),
      asked({ type: 'timepicker', initial_time: '18:00' }),
      asked({ type: 'users_select', initial_user: 'U1' }),
      asked(
        { type: 'plain_text_input', min_length: 1, max_length: 500, multiline: true },
        { optional: true },
      ),
    ];
    expect(validateView(modal({ blocks }))).toEqual([]);
    expect(validateView({ type: 'home', blocks: [{ type: 'divider' }] })).toEqual([]);
  });
});
