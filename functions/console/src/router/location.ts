import { useEffect, useState } from 'preact/hooks';

/** The address bar is the state: what a page shows can be sent to somebody else. */
export interface Place {
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
}

const here = (): Place => ({
  path: location.pathname,
  query: Object.fromEntries(new URLSearchParams(location.search)),
});

const MOVED = 'billhook:moved';

/** To an address of this console; `replace` for choices on a page that "back" should not step through. */
export function go(href: string, how: 'push' | 'replace' = 'push'): void {
  if (how === 'push') history.pushState({ isGone: true }, '', href);
  else history.replaceState(history.state, '', href);
  dispatchEvent(new Event(MOVED));
}

/** The address with some of its query changed; an empty value takes the name out. */
export function withQuery(
  { path, query }: Place,
  changed: Readonly<Record<string, string | undefined>>,
): string {
  const next = Object.entries({ ...query, ...changed }).flatMap(([name, value]) =>
    value === undefined || value === '' ? [] : [[name, value]],
  );
  const search = new URLSearchParams(next).toString();
  return search === '' ? path : `${path}?${search}`;
}

export function usePlace(): Place {
  const [place, setPlace] = useState(here);
  useEffect(() => {
    const look = (): void => setPlace(here());
    addEventListener('popstate', look);
    addEventListener(MOVED, look);
    return () => {
      removeEventListener('popstate', look);
      removeEventListener(MOVED, look);
    };
  }, []);
  return place;
}
