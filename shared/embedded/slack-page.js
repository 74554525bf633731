// Fetches the page anew when the server tells of a change, and swaps what is shown. Scroll and focus stay.
const refresh = async () => {
  const channel = document.body.dataset.channel;
  const answer = await fetch(channel ? `/archives/${channel}` : '/');
  if (!answer.ok) return;
  const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html');
  const main = document.querySelector('main');
  const top = main.scrollTop;
  const focused = document.activeElement?.getAttribute('href');
  for (const name of ['nav ul', 'main']) {
    document.querySelector(name).replaceChildren(...fresh.querySelector(name).childNodes);
  }
  document.title = fresh.title;
  document.body.dataset.version = fresh.body.dataset.version;
  document.body.dataset.channel = fresh.body.dataset.channel;
  main.scrollTop = top;
  if (focused) document.querySelector(`nav a[href="${CSS.escape(focused)}"]`)?.focus();
};

new EventSource('/events').onmessage = ({ data }) => {
  if (data !== document.body.dataset.version) refresh();
};
