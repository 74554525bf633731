import { useEffect, useState } from 'preact/hooks';
import { Dialog } from '../components/dialog.tsx';
import { PAGES } from '../pages/pages.ts';
import { go } from '../router/location.ts';

const WAIT_MS = 1_200;

/** `g` and a letter goes to a page, `?` shows this; never while somebody types. */
export function Shortcuts() {
  const [isOpen, setOpen] = useState(false);
  useEffect(() => {
    let startedAt = 0;
    const press = (event: KeyboardEvent): void => {
      if (event.metaKey || event.ctrlKey || event.altKey || isTyping(event.target)) return;
      if (event.key === '?') setOpen(true);
      if (event.key === 'g') {
        startedAt = event.timeStamp;
        return;
      }
      const page = PAGES.find(({ nav }) => nav?.key === event.key);
      if (page?.nav !== undefined && event.timeStamp - startedAt < WAIT_MS) {
        event.preventDefault();
        go(page.nav.href);
      }
      startedAt = 0;
    };
    const show = (): void => setOpen(true);
    addEventListener('keydown', press);
    addEventListener(SHOW_SHORTCUTS, show);
    return () => {
      removeEventListener('keydown', press);
      removeEventListener(SHOW_SHORTCUTS, show);
    };
  }, []);
  return isOpen ? <Help onClose={() => setOpen(false)} /> : null;
}

export const SHOW_SHORTCUTS = 'billhook:shortcuts';

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (/^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName) || target.closest('dialog') !== null);

const Help = ({ onClose }: { readonly onClose: () => void }) => (
  <Dialog title="Keyboard" onClose={onClose}>
    <dl class="shortcuts">
      {PAGES.flatMap(({ title, nav }) =>
        nav === undefined
          ? []
          : [
              <dt key={title}>
                <kbd>g</kbd> <kbd>{nav.key}</kbd>
              </dt>,
              <dd key={`${title} page`}>{title}</dd>,
            ],
      )}
      <dt>
        <kbd>?</kbd>
      </dt>
      <dd>This list</dd>
      <dt>
        <kbd>Esc</kbd>
      </dt>
      <dd>Closes a dialog</dd>
      <dt>
        <kbd>←</kbd> <kbd>→</kbd>
      </dt>
      <dd>Step through a chart that has the focus</dd>
    </dl>
  </Dialog>
);
