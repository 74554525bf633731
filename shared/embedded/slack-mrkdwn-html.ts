import { type Html, html } from './slack-html.ts';

/**
 * Slack's mrkdwn as far as it can do harm: formatting, links, mentions. Drawn truthfully, so that a name which comes
 * alive in Slack comes alive here too and is seen. https://docs.slack.dev/messaging/formatting-message-text
 */
export function mrkdwnHtml(text: string): Html {
  const parts: Html[] = [];
  let at = 0;
  for (const match of text.matchAll(MARKS)) {
    parts.push(html`${unescapeEntities(text.slice(at, match.index))}`, markHtml(match[0]));
    at = match.index + match[0].length;
  }
  return html`${[...parts, html`${unescapeEntities(text.slice(at))}`]}`;
}

const MARKS =
  /`[^`\n]+`|<[^<>\n]+>|(?<![\w*])\*[^*\n]+\*(?![\w*])|(?<![\w_])_[^_\n]+_(?![\w_])|(?<![\w~])~[^~\n]+~(?![\w~])/gu;

function markHtml(mark: string): Html {
  const inner = mark.slice(1, -1);
  switch (mark[0]) {
    case '`':
      return html`<code>${unescapeEntities(inner)}</code>`;
    case '<':
      return angleHtml(inner);
    case '*':
      return html`<strong>${mrkdwnHtml(inner)}</strong>`;
    case '_':
      return html`<em>${mrkdwnHtml(inner)}</em>`;
    default:
      return html`<s>${mrkdwnHtml(inner)}</s>`;
  }
}

function angleHtml(inner: string): Html {
  const [target = '', label] = inner.split('|');
  if (/^[!@#]/.test(target))
    return html`<span class="mention">@${unescapeEntities(label ?? target.slice(1))}</span>`;
  return /^https?:\/\//.test(target)
    ? html`<a href="${unescapeEntities(target)}" rel="noreferrer">${unescapeEntities(label ?? target)}</a>`
    : html`${unescapeEntities(`<${inner}>`)}`;
}

const unescapeEntities = (text: string): string =>
  text.replace(/&(lt|gt|amp);/g, (_, name: string) => ({ lt: '<', gt: '>' })[name] ?? '&');
