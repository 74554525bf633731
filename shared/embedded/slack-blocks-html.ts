import { type Html, html } from './slack-html.ts';
import { mrkdwnHtml } from './slack-mrkdwn-html.ts';
import type { SlackBlock } from './slack-store.ts';

/**
 * Draws the blocks that the stand-in takes. Not `slack-blocks-to-jsx`: its 1.1.1 reads plain_text as Markdown (bold,
 * mentions and links come alive, where Slack shows them literally), prints mrkdwn with `verbatim` raw, and gives
 * buttons no link, so hostile names would look harmless or harmful at random.
 */
export const blocksHtml = (blocks: readonly SlackBlock[]): Html => html`${blocks.map(blockHtml)}`;

interface TextObject {
  readonly type: string;
  readonly text: string;
}

interface RichElement {
  readonly type: string;
  readonly text?: string;
  readonly style?: { readonly bold?: boolean; readonly italic?: boolean; readonly code?: boolean };
  readonly elements?: readonly RichElement[];
}

const list = <T>(value: unknown): readonly T[] => (Array.isArray(value) ? value : []);

function blockHtml(block: SlackBlock): Html {
  switch (block.type) {
    case 'header':
      return html`<h3 class="b-header">${textHtml(block.text as TextObject)}</h3>`;
    case 'section':
      return html`<div class="b-section">${block.text === undefined ? undefined : html`<p>${textHtml(block.text as TextObject)}</p>`}${fieldsHtml(list(block.fields))}</div>`;
    case 'context':
      return html`<div class="b-context">${list<TextObject>(block.elements).map((element) => html`<span>${textHtml(element)}</span>`)}</div>`;
    case 'actions':
      return html`<div class="b-actions">${list<Clickable>(block.elements).map(clickableHtml)}</div>`;
    case 'rich_text':
      return html`<div class="b-rich">${list<RichElement>(block.elements).map(richHtml)}</div>`;
    default:
      return html`<hr>`;
  }
}

const fieldsHtml = (fields: readonly TextObject[]): Html | undefined =>
  fields.length === 0
    ? undefined
    : html`<div class="b-fields">${fields.map((field) => html`<div>${textHtml(field)}</div>`)}</div>`;

/** plain_text stands for itself, line breaks apart. */
const textHtml = ({ type, text }: TextObject): Html => (type === 'mrkdwn' ? mrkdwnHtml(text) : html`${text}`);

interface Clickable {
  readonly type: string;
  readonly action_id?: string;
  readonly text?: TextObject;
  readonly url?: string;
  readonly style?: string;
  readonly placeholder?: TextObject;
  readonly options?: readonly { readonly text: TextObject; readonly value?: string }[];
}

/** The page's script does what a click asks for, by action and value. */
function clickableHtml(clickable: Clickable): Html {
  const { type, action_id: action = '', text, url, style = '', placeholder, options = [] } = clickable;
  if (type === 'static_select') {
    const choices = options.map(
      (option) =>
        html`<button type="button" data-action="${action}" data-value="${option.value ?? ''}">${option.text.text}</button>`,
    );
    return html`<details class="b-menu"><summary class="b-button">${placeholder?.text} ▾</summary><span class="b-options">${choices}</span></details>`;
  }
  return url !== undefined && /^https?:\/\//.test(url)
    ? html`<a class="b-button" href="${url}" rel="noreferrer">${text?.text}</a>`
    : html`<button type="button" class="b-button ${style}" data-action="${action}">${text?.text}</button>`;
}

function richHtml(element: RichElement): Html {
  const inner = (element.elements ?? []).map(element.type === 'rich_text_list' ? itemHtml : inlineHtml);
  switch (element.type) {
    case 'rich_text_list':
      return html`<ul>${inner}</ul>`;
    case 'rich_text_quote':
      return html`<blockquote>${inner}</blockquote>`;
    case 'rich_text_preformatted':
      return html`<pre tabindex="0">${inner}</pre>`;
    default:
      return html`<p>${inner}</p>`;
  }
}

const itemHtml = (item: RichElement): Html => html`<li>${(item.elements ?? []).map(inlineHtml)}</li>`;

function inlineHtml({ text = '', style }: RichElement): Html {
  let drawn = html`${text}`;
  if (style?.code === true) drawn = html`<code>${drawn}</code>`;
  if (style?.italic === true) drawn = html`<em>${drawn}</em>`;
  return style?.bold === true ? html`<strong>${drawn}</strong>` : drawn;
}
