import { useEffect } from 'preact/hooks';
import { type Read, SIGNED_OUT, useRead } from '../api/use-read.ts';
import { ProblemNote } from '../components/states.tsx';
import { Toasts } from '../components/toasts.tsx';
import { MeContext, nowOf } from '../me.tsx';
import { type Place, usePlace } from '../router/location.ts';
import { SigningIn } from '../sign-in/signing-in.tsx';
import { Outlet } from './outlet.tsx';
import { Shortcuts } from './shortcuts.tsx';
import { Side } from './side.tsx';

/** Nothing is shown of anything before it is known who looks. */
export function App() {
  const place = usePlace();
  const me = useRead('me');
  useEffect(() => {
    addEventListener(SIGNED_OUT, me.reload);
    return () => removeEventListener(SIGNED_OUT, me.reload);
  }, [me.reload]);
  if (me.data !== undefined) nowOf(me.data);
  return (
    <div class="shell">
      <a class="skip" href="#page">
        Skip to the page
      </a>
      <Side place={place} me={me.data} />
      <main id="page" tabIndex={-1}>
        <Body place={place} me={me} />
      </main>
      <Shortcuts />
      <Toasts />
    </div>
  );
}

function Body({ place, me }: { readonly place: Place; readonly me: Read<'me'> }) {
  const { data, problem, reload } = me;
  if (problem?.kind === 'unauthenticated') return <SigningIn place={place} />;
  if (data !== undefined) {
    return (
      <MeContext.Provider value={data}>
        <Outlet place={place} />
      </MeContext.Provider>
    );
  }
  if (problem !== undefined) return <ProblemNote problem={problem} onRetry={reload} />;
  return (
    <p class="hidden-text" role="status">
      Loading
    </p>
  );
}
