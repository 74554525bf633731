// Fetches the page anew when the server tells of a change, and swaps what is shown. Scroll and focus stay, and so does
// whatever somebody is filling in.
const refresh = async () => {
  const channel = document.body.dataset.channel;
  const answer = await fetch(channel ? `/archives/${channel}` : '/');
  if (!answer.ok) return;
  const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html');
  const main = document.querySelector('main');
  const top = main.scrollTop;
  const focused = document.activeElement?.getAttribute('href');
  const typing = document.activeElement?.name ? document.activeElement : undefined;
  for (const kept of document.querySelectorAll('[data-keep]')) {
    fresh.querySelector(`[data-keep="${CSS.escape(kept.dataset.keep)}"]`)?.replaceWith(kept);
  }
  for (const form of document.querySelectorAll('dialog form')) {
    const view = CSS.escape(form.closest('dialog').dataset.view);
    const next = fresh.querySelector(`dialog[data-view="${view}"] form`);
    // Sent off and refused: what was filled in stays, as in Slack.
    if (next && next !== form) fillIn(next, new FormData(form));
  }
  for (const name of ['nav ul', 'main']) {
    document.querySelector(name).replaceChildren(...fresh.querySelector(name).childNodes);
  }
  document.title = fresh.title;
  document.body.dataset.version = fresh.body.dataset.version;
  document.body.dataset.channel = fresh.body.dataset.channel;
  main.scrollTop = top;
  if (focused) document.querySelector(`nav a[href="${CSS.escape(focused)}"]`)?.focus();
  else if (typing?.isConnected) typing.focus();
  for (const dialog of document.querySelectorAll('dialog[open]')) openAsModal(dialog);
};

const fillIn = (form, values) => {
  for (const field of form.elements) {
    if (field.type === 'radio') field.checked = values.get(field.name) === field.value;
    else if (field.name && values.has(field.name)) field.value = values.get(field.name);
  }
};

// Above all else, with the keyboard kept inside.
const openAsModal = (dialog) => {
  if (dialog.matches(':modal')) return;
  dialog.close();
  dialog.showModal();
};

const hand = async (body) => {
  const user = document.querySelector('#who').value;
  const answer = await fetch('/hand', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ user, ...body }),
  });
  const { fault } = await answer.json();
  if (fault) alert(`Slack would show an error: ${fault}`);
  await refresh();
};

document.addEventListener('click', async ({ target }) => {
  const { action, value, close } = target.dataset ?? {};
  if (close) return hand({ do: 'close', view: close });
  const message = target.closest?.('article[data-ts]');
  if (!action || !message) return;
  target.closest('details.b-menu')?.removeAttribute('open');
  target.disabled = true;
  await hand({ do: 'click', channel: message.dataset.channel, ts: message.dataset.ts, action, value });
  target.disabled = false;
});

// Slack sends a chosen time as seconds since 1970.
const entered = (form) => {
  const values = Object.fromEntries(new FormData(form));
  for (const { name, value } of form.querySelectorAll('[data-utc]')) {
    if (value) values[name] = String(Date.parse(`${value}Z`) / 1000);
  }
  return values;
};

document.addEventListener('submit', (event) => {
  event.preventDefault();
  const form = event.target;
  if (form.matches('.composer')) {
    hand({ do: 'command', channel: document.body.dataset.channel, text: form.elements.text.value });
    form.reset();
    return;
  }
  hand({ do: 'submit', view: form.closest('dialog').dataset.view, values: entered(form) });
});

document.addEventListener(
  'cancel',
  ({ target }) => {
    if (target.dataset.view) hand({ do: 'close', view: target.dataset.view });
  },
  true,
);

new EventSource('/events').onmessage = ({ data }) => {
  if (data !== document.body.dataset.version) refresh();
};
for (const dialog of document.querySelectorAll('dialog[open]')) openAsModal(dialog);
