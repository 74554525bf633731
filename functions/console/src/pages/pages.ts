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
  {
    pattern: '/alerts',
    title: 'Alerts',
    nav: { href: '/alerts', key: 'a' },
    load: async () => (await import('./alert/alerts-page.tsx')).AlertsPage,
  },
  {
    pattern: '/alerts/:id',
    title: 'Alert',
    load: async () => (await import('./alert/alert-page.tsx')).AlertPage,
  },
  {
    pattern: '/budgets',
    title: 'Budgets',
    nav: { href: '/budgets', key: 'b' },
    load: async () => (await import('./budgets/budgets-page.tsx')).BudgetsPage,
  },
  {
    pattern: '/untagged',
    title: 'Untagged',
    nav: { href: '/untagged', key: 'u' },
    load: async () => (await import('./untagged/untagged-page.tsx')).UntaggedPage,
  },
  {
    pattern: '/deliveries',
    title: 'Deliveries',
    nav: { href: '/deliveries', key: 'd' },
    load: async () => (await import('./deliveries/deliveries-page.tsx')).DeliveriesPage,
  },
  {
    pattern: '/statements',
    title: 'Statements',
    nav: { href: '/statements', key: 's' },
    load: async () => (await import('./statements/statements-page.tsx')).StatementsPage,
  },
  {
    pattern: '/statements/:period',
    title: 'Statement',
    load: async () => (await import('./statements/statements-page.tsx')).StatementsPage,
  },
];
