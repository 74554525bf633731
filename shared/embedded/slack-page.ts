import { readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { SlackWorkspace } from './slack-app-methods.ts';
import type { Ephemeral } from './slack-app-state.ts';
import { blocksHtml } from './slack-blocks-html.ts';
import { type Html, html } from './slack-html.ts';
import { modalHtml } from './slack-modal-html.ts';
import type { SlackPerson } from './slack-people.ts';
import type { SlackChannelState, SlackStandInMessage, SlackStore } from './slack-store.ts';

export interface SlackPage {
  answer(request: IncomingMessage, response: ServerResponse, path: string): void;
}

/** Nothing but this server's own style and script runs, whatever a name in a bill says. */
const POLICY =
  "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
/** The page's rules for narrow windows come last and so win. */
const STYLES = ['/slack-message.css', '/slack-hand.css', '/slack-page.css'];
const POLL_MS = 500;

/** The workspace as a page: `/` opens the home channel, `/archives/<id>` one channel, `/events` tells of changes. */
export function createPage(workspace: SlackWorkspace, home: string | undefined): SlackPage {
  const { store } = workspace;
  const asset = (name: string): Buffer => readFileSync(new URL(name, import.meta.url));
  return {
    answer: (request, response, path) => {
      if (STYLES.includes(path)) return send(response, 200, 'text/css', asset(path.slice(1)));
      if (path === '/slack-page.js') return send(response, 200, 'text/javascript', asset('slack-page.js'));
      if (path === '/favicon.ico') return send(response, 204, 'image/x-icon', '');
      if (path === '/events') return streamChanges(request, response, workspace);
      const asked = /^\/archives\/(\w+)$/.exec(path)?.[1];
      const channel =
        asked === undefined ? homeOf(store, home) : store.channels().find(({ id }) => id === asked);
      const found = path === '/' || channel !== undefined;
      send(response, found ? 200 : 404, 'text/html', pageHtml(workspace, channel).markup);
    },
  };
}

function send(response: ServerResponse, status: number, type: string, body: string | Buffer): void {
  response
    .writeHead(status, {
      'Content-Type': `${type}; charset=utf-8`,
      'Content-Security-Policy': POLICY,
      'X-Content-Type-Options': 'nosniff',
      'Referrer-Policy': 'no-referrer',
      'Cache-Control': 'no-store',
    })
    .end(body);
}

/** One event a change, at most two a second; ends with the connection. */
function streamChanges(request: IncomingMessage, response: ServerResponse, workspace: SlackWorkspace): void {
  response.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' });
  let told = '';
  const tell = (): void => {
    if (versionOf(workspace) === told) return;
    told = versionOf(workspace);
    response.write(`data: ${told}\n\n`);
  };
  const timer = setInterval(tell, POLL_MS);
  request.on('close', () => {
    clearInterval(timer);
  });
  tell();
}

const versionOf = ({ store, state }: SlackWorkspace): string => String(store.version() + state.version());

function homeOf(store: SlackStore, home: string | undefined): SlackChannelState | undefined {
  const activity = ({ messages }: SlackChannelState): number =>
    messages.reduce((sum, message) => sum + 1 + message.replies.length, 0);
  const busiest = [...store.channels()].sort((a, b) => activity(b) - activity(a))[0];
  return store.channels().find(({ name }) => name === home && name !== undefined) ?? busiest;
}

/** The page as it is sent; `channel` is the one that is open. */
export function pageHtml(workspace: SlackWorkspace, channel: SlackChannelState | undefined): Html {
  const { store, state, people } = workspace;
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${channel?.name ?? 'No channel yet'} · Billhook, local Slack</title>
${STYLES.map((path) => html`<link rel="stylesheet" href="${path}">`)}
<script src="/slack-page.js" defer></script>
<noscript><meta http-equiv="refresh" content="5"></noscript>
</head>
<body data-version="${versionOf(workspace)}" data-channel="${channel?.id ?? ''}">
<a class="skip" href="#messages">Skip to the messages</a>
<nav aria-label="Channels">
<p class="workspace">Billhook <small>local workspace</small></p>
<h2>Channels</h2>
<ul>${store.channels().map((each) => channelLink(each, each === channel))}</ul>
<label class="who">You are <select id="who">${people.map(personOption)}</select></label>
<p class="aside">What a real Slack would show. Nothing left this machine.</p>
</nav>
<main id="messages" tabindex="-1">
${channel === undefined ? html`<p class="empty">No message yet. The page fills by itself.</p>` : channelHtml(channel)}
${
  channel === undefined
    ? undefined
    : html`${state
        .ephemerals()
        .filter(({ channelId }) => channelId === channel.id)
        .map((each) => ephemeralHtml(each, people))}${composerHtml(channel)}`
}
${state.views().map((view) => modalHtml(view, people))}
</main>
</body>
</html>`;
}

const channelLink = ({ id, name, messages }: SlackChannelState, current: boolean): Html => {
  const label = html`<span class="hash" aria-hidden="true">#</span><span class="name">${name.slice(1)}</span><span class="count" aria-label="${messages.length} messages">${messages.length}</span>`;
  return current
    ? html`<li><a href="/archives/${id}" aria-current="page">${label}</a></li>`
    : html`<li><a href="/archives/${id}">${label}</a></li>`;
};

const channelHtml = ({ name, messages }: SlackChannelState): Html =>
  html`<header><h1><span aria-hidden="true">#</span> ${name.slice(1)}</h1><p>${plural(messages.length, 'message')}</p></header>
${messages.length === 0 ? html`<p class="empty">No message here: nothing needed telling.</p>` : undefined}
${messages.map((message, index) => html`${dayDivider(messages[index - 1], message)}${messageHtml(message)}`)}`;

function dayDivider(before: SlackStandInMessage | undefined, message: SlackStandInMessage): Html | undefined {
  const day = dayText(message.at);
  return before !== undefined && dayText(before.at) === day
    ? undefined
    : html`<div class="day" role="separator"><span>${day}</span></div>`;
}

function messageHtml(message: SlackStandInMessage): Html {
  const { replies, editedAt, edits } = message;
  return html`<article id="m-${message.ts.replace('.', '-')}" data-channel="${message.channelId}" data-ts="${message.ts}">
<div class="avatar" aria-hidden="true">🪝</div>
<div class="body">
<p class="from"><strong>Billhook</strong> <span class="app">APP</span> ${timeHtml(message.at)}</p>
${message.blocks.length === 0 ? html`<p>${message.text}</p>` : blocksHtml(message.blocks)}
${editedAt === undefined ? undefined : html`<p class="edited">(edited ${plural(edits, 'time')}, last ${timeHtml(editedAt, true)})</p>`}
${replies.length === 0 ? undefined : html`<details open><summary>${plural(replies.length, 'reply', 'replies')}</summary>${replies.map(replyHtml)}</details>`}
</div>
</article>`;
}

/** What only one person sees. */
const ephemeralHtml = ({ user, at, text, blocks }: Ephemeral, people: readonly SlackPerson[]): Html =>
  html`<article class="alone">
<div class="avatar" aria-hidden="true">🪝</div>
<div class="body">
<p class="only">Only visible to ${people.find(({ id }) => id === user)?.name ?? user}</p>
<p class="from"><strong>Billhook</strong> <span class="app">APP</span> ${timeHtml(at)}</p>
${blocks.length === 0 ? html`<p>${text}</p>` : blocksHtml(blocks)}
</div>
</article>`;

const composerHtml = ({ id, name }: SlackChannelState): Html =>
  html`<form class="composer" data-keep="composer-${id}"><label><span class="only">Message ${name}</span><input name="text" autocomplete="off" placeholder="/billhook status"></label> <button type="submit" class="b-button">Send</button></form>`;

const personOption = ({ id, name }: SlackPerson): Html => html`<option value="${id}">${name}</option>`;

const replyHtml = (reply: SlackStandInMessage): Html =>
  html`<div class="reply"><div class="avatar small" aria-hidden="true">🪝</div><div><p class="from"><strong>Billhook</strong> ${timeHtml(reply.at, true)}</p>${reply.blocks.length === 0 ? html`<p>${reply.text}</p>` : blocksHtml(reply.blocks)}</div></div>`;

const timeHtml = (at: number, withDay = false): Html =>
  html`<time datetime="${new Date(at).toISOString()}">${withDay ? `${dayText(at).replace(/,.*/, '').slice(0, 3)} ` : ''}${new Date(at).toISOString().slice(11, 16)} UTC</time>`;

const dayText = (at: number): string =>
  new Intl.DateTimeFormat('en-GB', {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    timeZone: 'UTC',
  }).format(at);

const plural = (count: number, one: string, many = `${one}s`): string =>
  `${count} ${count === 1 ? one : many}`;
