import { useRead } from '../api/use-read.ts';
import { ProblemNote } from '../components/states.tsx';
import { Toasts } from '../components/toasts.tsx';
import { MeContext, nowOf } from '../me.tsx';
import { usePlace } from '../router/location.ts';
import { Outlet } from './outlet.tsx';
import { Shortcuts } from './shortcuts.tsx';
import { Side } from './side.tsx';

/** Nothing is shown of anything before it is known who looks. */
export function App() {
  const place = usePlace();
  const me = useRead('me');
  if (me.data !== undefined) nowOf(me.data);
  return (
    <div class="shell">
      <a class="skip" href="#page">
        Skip to the page
      </a>
      <Side place={place} me={me.data} />
      <main id="page" tabIndex={-1}>
        {me.data === undefined ? (
          me.problem === undefined ? (
            <p class="hidden-text" role="status">
              Loading
            </p>
          ) : (
            <ProblemNote problem={me.problem} onRetry={me.reload} />
          )
        ) : (
          <MeContext.Provider value={me.data}>
            <Outlet place={place} />
          </MeContext.Provider>
        )}
      </main>
      <Shortcuts />
      <Toasts />
    </div>
  );
}
