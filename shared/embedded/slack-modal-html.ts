import type { OpenView } from './slack-app-state.ts';
import { blocksHtml } from './slack-blocks-html.ts';
import { type Html, html } from './slack-html.ts';
import type { SlackPerson } from './slack-people.ts';

type Json = Readonly<Record<string, unknown>>;
const record = (value: unknown): Json => (typeof value === 'object' && value !== null ? (value as Json) : {});
const list = (value: unknown): readonly Json[] => (Array.isArray(value) ? value.map(record) : []);
const textOf = (value: unknown): string => String(record(value).text ?? '');

/** An open form as a dialog of the page. */
export function modalHtml({ id, user, view, errors }: OpenView, people: readonly SlackPerson[]): Html {
  const general = errors[''];
  return html`<dialog open data-keep="${id}-${Object.keys(errors).join('.')}-${String(view.callback_id)}" data-view="${id}" aria-labelledby="title-${id}">
<form class="modal" novalidate>
<header><h2 id="title-${id}">${textOf(view.title)}</h2><span class="only">open at ${people.find((person) => person.id === user)?.name ?? user}</span></header>
<div class="fields">${general === undefined ? undefined : html`<p class="error" role="alert">${general}</p>`}${view.blocks.map((block) => partHtml(block, errors))}</div>
<footer><button type="button" class="b-button" data-close="${id}">${textOf(view.close)}</button>${view.submit === undefined ? undefined : html` <button type="submit" class="b-button primary">${textOf(view.submit)}</button>`}</footer>
</form>
</dialog>`;
}

function partHtml(block: OpenView['view']['blocks'][number], errors: OpenView['errors']): Html {
  if (block.type !== 'input') return blocksHtml([block]);
  const id = String(block.block_id);
  const error = errors[id];
  const beside = html`${block.hint === undefined ? undefined : html`<small>${textOf(block.hint)}</small>`}${error === undefined ? undefined : html`<p class="error" role="alert">${error}</p>`}`;
  const label = html`${textOf(block.label)}${block.optional === true ? html` <small>(optional)</small>` : undefined}`;
  const element = record(block.element);
  return element.type === 'radio_buttons'
    ? html`<fieldset><legend>${label}</legend>${list(element.options).map((option) => html`<label class="choice"><input type="radio" name="${id}" value="${String(option.value)}"> ${textOf(option.text)}</label>`)}${beside}</fieldset>`
    : html`<label class="input"><span>${label}</span>${inputHtml(id, element)}${beside}</label>`;
}

function inputHtml(id: string, element: Json): Html {
  switch (element.type) {
    case 'static_select': {
      const chosen = record(element.initial_option).value;
      return html`<select name="${id}">${chosen === undefined ? html`<option value="">Choose …</option>` : undefined}${list(element.options).map(({ value, text }) => (value === chosen ? html`<option selected value="${String(value)}">${textOf(text)}</option>` : html`<option value="${String(value)}">${textOf(text)}</option>`))}</select>`;
    }
    case 'datetimepicker': {
      const initial = Number(element.initial_date_time);
      const shown = Number.isFinite(initial) ? new Date(initial * 1_000).toISOString().slice(0, 16) : '';
      return html`<input type="datetime-local" data-utc name="${id}" value="${shown}"><small>UTC</small>`;
    }
    default: {
      const placeholder = textOf(element.placeholder);
      const initial = String(element.initial_value ?? '');
      return element.multiline === true
        ? html`<textarea name="${id}" rows="2" placeholder="${placeholder}">${initial}</textarea>`
        : html`<input name="${id}" value="${initial}" placeholder="${placeholder}">`;
    }
  }
}
