import type { ComponentChildren, ComponentType } from 'preact';
import { useEffect, useErrorBoundary, useState } from 'preact/hooks';
import { Page } from '../components/page.tsx';
import { ProblemNote, Skeleton } from '../components/states.tsx';
import { PAGES, type PageProps } from '../pages/pages.ts';
import { Link } from '../router/link.tsx';
import type { Place } from '../router/location.ts';
import { match } from '../router/match.ts';

type Loading =
  | { readonly pattern: string; readonly component: ComponentType<PageProps> }
  | { readonly pattern: string; readonly component: undefined };

/** The page of the address. A page's code comes when it is first gone to, and stays. */
export function Outlet({ place }: { readonly place: Place }) {
  const found = PAGES.map((page) => ({ page, params: match(page.pattern, place.path) })).find(
    ({ params }) => params !== undefined,
  );
  const [loaded, setLoaded] = useState<Loading>();
  const page = found?.page;
  useEffect(() => {
    if (page === undefined) return;
    let isOver = false;
    const { pattern } = page;
    page.load().then(
      (component) => isOver || setLoaded({ pattern, component }),
      () => isOver || setLoaded({ pattern, component: undefined }),
    );
    return () => {
      isOver = true;
    };
  }, [page]);
  if (found?.params === undefined || page === undefined) return <NoPage />;
  if (loaded?.pattern !== page.pattern) return <Skeleton />;
  const Shown = loaded.component;
  if (Shown === undefined) return <ProblemNote problem={NOT_LOADED} onRetry={() => location.reload()} />;
  return (
    <Guard key={place.path}>
      <Shown params={found.params} place={place} />
    </Guard>
  );
}

/** A page that breaks takes nothing else with it, and can be tried again. */
function Guard({ children }: { readonly children: ComponentChildren }) {
  const [error, reset] = useErrorBoundary();
  return error === undefined ? children : <ProblemNote problem={BROKEN} onRetry={reset} />;
}

const BROKEN = { kind: 'internal', message: 'This page cannot show what it was given.' } as const;

const NOT_LOADED = {
  kind: 'unreachable',
  message: 'This page could not be loaded; Billhook may just have been updated.',
} as const;

const NoPage = () => (
  <Page title="There is no such page">
    <p>
      The address may be cut short. <Link href="/">Go to the overview</Link>
    </p>
  </Page>
);
