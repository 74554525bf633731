import { alertMessage, changeMessage, type SlackMessage } from '../../shared/adapters/slack/blocks.ts';
import { planModal } from '../../shared/adapters/slack/modals.ts';
import { answerMessage } from '../../shared/adapters/slack/replies.ts';
import { createSlackAppState } from '../../shared/embedded/slack-app-state.ts';
import { pageHtml } from '../../shared/embedded/slack-page.ts';
import { createSlackStore, type SlackContent } from '../../shared/embedded/slack-store.ts';
import type { Story } from './story.ts';
import { shows } from './visible.ts';

/** The stand-in's page: a channel, a message, its edit and its thread, an answer and a form, all of hostile names. */
export function htmlFaults({ words, notification }: Story): readonly string[] {
  const store = createSlackStore(() => 0, [`#${words.channel}`]);
  const channel = store.channels()[0]!;
  const message = store.post(
    channel,
    contentOf(alertMessage(notification, { remarks: [words.owner] })),
    'bot',
  );
  store.reply(channel, message.ts, contentOf(changeMessage({ ...notification, change: words.session })));
  store.edit(channel, message.ts, contentOf(alertMessage(notification)));
  store.post(channel, { text: words.tag, blocks: [] }, 'webhook');
  const state = createSlackAppState();
  const answer = answerMessage({ title: words.owner, rows: [{ label: words.model, value: words.service }] });
  state.tellAlone({ user: words.owner, channelId: channel.id, at: 0, ...contentOf(answer) });
  const form = planModal({ teams: [words.team], principal: words.principal, end: 0 });
  state.openView('U0ONCALL', { ...form, blocks: form.blocks.map((block) => ({ ...block })) });
  const people = [{ id: 'U0ONCALL', name: words.session }];
  const { faults, text } = parseHtml(pageHtml({ store, state, people }, channel).markup);
  const missing = [words.channel, words.team, words.tag, words.model].filter((word) => !shows(text, word));
  return [...faults, ...missing.map((word) => `the page does not show ${JSON.stringify(word)}`)];
}

const contentOf = ({ text, blocks }: SlackMessage): SlackContent => ({
  text,
  blocks: blocks.map((block) => ({ ...block })),
});

/** Tags of the page and their attributes; nothing that a name says can add one. */
const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  html: ['lang'],
  head: [],
  meta: ['charset', 'name', 'content', 'http-equiv'],
  title: [],
  link: ['rel', 'href'],
  script: ['src', 'defer'],
  noscript: [],
  body: ['data-version', 'data-channel'],
  a: ['class', 'href', 'rel', 'aria-current'],
  nav: ['aria-label'],
  main: ['id', 'tabindex'],
  article: ['id', 'class', 'data-channel', 'data-ts'],
  details: ['open', 'class'],
  button: ['type', 'class', 'data-action', 'data-value', 'data-close'],
  dialog: ['open', 'data-keep', 'data-view', 'aria-labelledby'],
  form: ['class', 'novalidate', 'data-keep'],
  input: ['type', 'name', 'value', 'placeholder', 'autocomplete', 'data-utc'],
  textarea: ['name', 'rows', 'placeholder'],
  select: ['id', 'name'],
  option: ['value', 'selected'],
  div: ['class', 'role', 'aria-hidden'],
  span: ['class', 'aria-hidden', 'aria-label'],
  p: ['class', 'role'],
  pre: ['tabindex'],
  h2: ['id'],
  time: ['datetime'],
  ...Object.fromEntries(
    'small h1 h3 ul li header footer fieldset legend label strong summary blockquote code'
      .split(' ')
      .map((tag) => [tag, ['class']]),
  ),
};
const VOID = ['meta', 'link', 'hr', 'input'];
const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', '#39': "'", amp: '&' };
const TAG = /<(\/?)([a-z][a-z0-9]*)((?:\s+[a-z-]+(?:="[^"<>]*")?)*)\s*>/y;

/** Strict on purpose: whatever is not plainly a tag, an entity or a text without `<` and `>` is a fault. */
function parseHtml(markup: string): { readonly faults: readonly string[]; readonly text: string } {
  const faults: string[] = [];
  const open: string[] = [];
  let text = '';
  let at = markup.startsWith('<!doctype html>') ? '<!doctype html>'.length : 0;
  while (at < markup.length) {
    const next = markup.indexOf('<', at);
    const run = markup.slice(at, next < 0 ? markup.length : next);
    text += textOf(run, faults);
    if (next < 0) break;
    TAG.lastIndex = next;
    const match = TAG.exec(markup);
    if (match === null) {
      faults.push(`no tag of ours: ${JSON.stringify(markup.slice(next, next + 60))}`);
      break;
    }
    const [whole, slash, tag = '', attributes = ''] = match;
    faults.push(...attributeFaults(tag, attributes));
    if (slash === '/' && open.pop() !== tag) faults.push(`</${tag}> closes nothing`);
    if (slash === '' && !VOID.includes(tag)) open.push(tag);
    at = next + whole.length;
  }
  return { faults: open.length === 0 ? faults : [...faults, `never closed: ${open.join(' ')}`], text };
}

function textOf(run: string, faults: string[]): string {
  if (run.includes('>')) faults.push(`a bare > in ${JSON.stringify(run.slice(0, 60))}`);
  return run.replace(/&([^;\s&]{0,8});?/g, (entity, name: string) => {
    if (ENTITIES[name] === undefined || !entity.endsWith(';'))
      faults.push(`a bare & in ${JSON.stringify(entity)}`);
    return ENTITIES[name] ?? '';
  });
}

function attributeFaults(tag: string, attributes: string): readonly string[] {
  const allowed = ALLOWED[tag];
  if (allowed === undefined) return [`a tag ${tag}`];
  return [...attributes.matchAll(/([a-z-]+)(?:="([^"]*)")?/g)].flatMap(([, name = '', value = '']) => [
    ...(allowed.includes(name) ? [] : [`${tag} has an attribute ${name}`]),
    ...(name !== 'href' ||
    /^(?:\/(?:archives\/\w+|slack-[a-z]+\.css)|#messages|https:\/\/billhook\.example\/alerts\/[\w-]+)$/.test(
      value,
    )
      ? []
      : [`a link to ${value}`]),
  ]);
}
