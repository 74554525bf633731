import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { Link } from '../router/link.tsx';

interface PageProps {
  readonly title: string;
  /** Page above this one. */
  readonly up?: { readonly href: string; readonly words: string };
  readonly lead?: ComponentChildren;
  readonly actions?: ComponentChildren;
  readonly children: ComponentChildren;
}

/** A page's head; on arrival the title takes the focus, so that a keyboard and a screen reader start there. */
export function Page({ title, up, lead, actions, children }: PageProps) {
  const head = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${title} · Billhook`;
  }, [title]);
  useEffect(() => {
    // A first load leaves the focus alone: the skip link is to come first.
    if (history.state !== null) head.current?.focus();
  }, []);
  return (
    <>
      <header class="page-head">
        <div>
          {up === undefined ? null : (
            <div class="crumbs">
              <Link href={up.href}>{up.words}</Link>
            </div>
          )}
          <h1 ref={head} tabIndex={-1}>
            {title}
          </h1>
          {lead}
        </div>
        {actions === undefined ? null : <div class="page-actions">{actions}</div>}
      </header>
      {children}
    </>
  );
}
