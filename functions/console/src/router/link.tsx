import type { ComponentChildren } from 'preact';
import { go } from './location.ts';

interface LinkProps {
  readonly href: string;
  readonly children: ComponentChildren;
  readonly class?: string;
  readonly title?: string;
  readonly isCurrent?: boolean;
}

/** A real link, so that it can be opened in another tab; a plain click stays in the page. */
export const Link = ({ href, children, class: name = '', title = '', isCurrent = false }: LinkProps) => (
  <a
    href={href}
    class={name}
    {...(title === '' ? {} : { title })}
    {...(isCurrent ? { 'aria-current': 'page' as const } : {})}
    onClick={(event: MouseEvent) => {
      if (event.defaultPrevented || event.button !== 0 || isModified(event)) return;
      event.preventDefault();
      go(href);
    }}
  >
    {children}
  </a>
);

const isModified = (event: MouseEvent): boolean =>
  event.metaKey || event.ctrlKey || event.shiftKey || event.altKey;
