import { useState } from 'preact/hooks';
import { Button } from '../components/button.tsx';
import { Select } from '../components/fields.tsx';
import type { Me } from '../me.tsx';
import { PAGES } from '../pages/pages.ts';
import { Link } from '../router/link.tsx';
import type { Place } from '../router/location.ts';
import { SHOW_SHORTCUTS } from './shortcuts.tsx';
import { chooseTheme, chosenTheme, type Theme } from './theme-choice.ts';

interface SideProps {
  readonly place: Place;
  readonly me: Me | undefined;
}

export const Side = ({ place, me }: SideProps) => (
  <header class="side">
    <Link href="/" class="brand">
      <Mark />
      Billhook
    </Link>
    <nav aria-label="Pages">
      <ul>
        {PAGES.flatMap(({ nav, title }) =>
          nav === undefined
            ? []
            : [
                <li key={nav.href}>
                  <Link href={nav.href} isCurrent={isWithin(place.path, nav.href)}>
                    {title}
                  </Link>
                </li>,
              ],
        )}
      </ul>
    </nav>
    <div class="side-end">
      {me === undefined ? null : <Who me={me} />}
      <ThemeSwitch />
      <span class="wide-only">
        <Button kind="quiet" size="small" onClick={() => dispatchEvent(new Event(SHOW_SHORTCUTS))}>
          Keyboard <kbd>?</kbd>
        </Button>
      </span>
    </div>
  </header>
);

const isWithin = (path: string, href: string): boolean =>
  href === '/' ? path === '/' : path === href || path.startsWith(`${href.split('/').slice(0, 2).join('/')}/`);

const Mark = () => (
  <svg width="22" height="22" viewBox="0 0 32 32" fill="currentColor" aria-hidden="true">
    <path d="M8 29V12.500A8 8 0 0 1 16 4c6.200 0 9.800 4.300 9.200 9.800-2.400-3.200-5.300-4.400-8.100-3.800-2.100.5-3.300 2-3.300 4.400V29z" />
  </svg>
);

function ThemeSwitch() {
  const [theme, setTheme] = useState<Theme>(chosenTheme);
  return (
    <Select
      label="Colours"
      isLabelHidden
      value={theme}
      options={[
        { value: 'system', words: 'As system' },
        { value: 'light', words: 'Light' },
        { value: 'dark', words: 'Dark' },
      ]}
      onChange={(value) => {
        const chosen = value === 'light' || value === 'dark' ? value : 'system';
        setTheme(chosen);
        chooseTheme(chosen);
      }}
    />
  );
}

/** On one machine nobody signs in: one can be anybody, and sees what they see. */
function Who({ me }: { readonly me: Me }) {
  const { person, people } = me;
  if (people.length === 0) {
    return (
      <span class="wide-only soft">
        {person.name} · {person.role}
      </span>
    );
  }
  return (
    <span class="wide-only">
      <Select
        label="You are"
        value={person.id}
        options={people.map(({ id, name, role }) => ({ value: id, words: `${name} (${role})` }))}
        onChange={(id) => {
          // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not in every browser yet
          document.cookie = `billhook-person=${encodeURIComponent(id)}; path=/; SameSite=Strict`;
          location.reload();
        }}
      />
    </span>
  );
}
