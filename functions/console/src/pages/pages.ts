import type { ComponentType } from 'preact';
import type { Place } from '../router/location.ts';

export interface PageProps {
  /** Of the pattern, decoded. */
  readonly params: Readonly<Record<string, string>>;
  readonly place: Place;
}

export interface PageEntry {
  readonly pattern: string;
  readonly title: string;
  /** In the navigation, with the key that goes there after `g`. */
  readonly nav?: { readonly href: string; readonly key: string };
  readonly load: () => Promise<ComponentType<PageProps>>;
}

/** Every page of the console, in the order of the navigation; each is a chunk of its own. */
export const PAGES: readonly PageEntry[] = [
  {
    pattern: '/',
    title: 'Overview',
    nav: { href: '/', key: 'o' },
    load: async () => (await import('./overview/overview-page.tsx')).OverviewPage,
  },
  {
    pattern: '/teams/:team',
    title: 'Team',
    load: async () => (await import('./team/team-page.tsx')).TeamPage,
  },
  {
    pattern: '/principals',
    title: 'Principal',
    load: async () => (await import('./principal/principal-page.tsx')).PrincipalPage,
  },
];
