import { misconfigured } from '../domain/base/failure.ts';
import type { OpenView } from './slack-app-state.ts';

type Json = Readonly<Record<string, unknown>>;

/**
 * What Slack sends of a form: every input by its block and element, with what stands in it. `values` are texts by block id;
 * those left out keep what the form was opened with. Throws Failure `misconfigured` where Slack itself would not send it.
 */
export function filledIn({ view }: OpenView, values: Readonly<Record<string, string>>): Json {
  const inputs = view.blocks.filter(({ type }) => type === 'input');
  const known = inputs.map((block) => String(block.block_id));
  const strange = Object.keys(values).filter((id) => !known.includes(id));
  if (strange.length > 0) {
    throw misconfigured('the form has no such input', {
      expected: known.join(', '),
      found: strange.join(', '),
    });
  }
  return Object.fromEntries(
    inputs.map((block) => {
      const id = String(block.block_id);
      const element = record(block.element);
      const state = stateOf(element, values[id]);
      const isEmpty = [null, undefined, ''].includes(Object.values(state)[1] as string | null | undefined);
      if (isEmpty && block.optional !== true)
        throw misconfigured(`Slack asks for ${id} before it sends the form`);
      return [id, { [String(element.action_id)]: state }];
    }),
  );
}

/** The element's type first, then its value. */
function stateOf(element: Json, value: string | undefined): Json {
  const type = String(element.type);
  switch (type) {
    case 'plain_text_input':
      return { type, value: value ?? element.initial_value ?? null };
    case 'radio_buttons':
    case 'static_select':
      return { type, selected_option: optionOf(element, value) };
    case 'datetimepicker':
      return {
        type,
        selected_date_time: value === undefined ? (element.initial_date_time ?? null) : Number(value),
      };
    default:
      throw misconfigured('the stand-in cannot fill this in', { found: type });
  }
}

function optionOf(element: Json, value: string | undefined): unknown {
  if (value === undefined) return element.initial_option ?? null;
  const options = Array.isArray(element.options) ? element.options : [];
  const found = options.find((option) => record(option).value === value);
  if (found !== undefined) return found;
  const expected = options.map((option) => String(record(option).value)).join(', ');
  throw misconfigured('the menu has no such choice', { expected, found: value });
}

const record = (value: unknown): Json => (typeof value === 'object' && value !== null ? (value as Json) : {});
