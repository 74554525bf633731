import { useEffect, useState } from 'preact/hooks';
import { Button } from '../components/button.tsx';
import { Page } from '../components/page.tsx';
import type { Place } from '../router/location.ts';
import { finishSignIn, RETURN_PATH, startSignIn } from './sign-in.ts';
import { isRefusedAfresh } from './token.ts';

/** Somebody whom the API does not know: off to whoever signs people in, and back to where they wanted to go. */
export function SigningIn({ place }: { readonly place: Place }) {
  const [stop, setStop] = useState<string>();
  const begin = (): void => {
    setStop(undefined);
    void startSignIn().then((left) => left || setStop(NOBODY));
  };
  useEffect(() => {
    if (place.path === RETURN_PATH) {
      void finishSignIn(place.query).then(
        (done) => done || setStop(place.query.error_description ?? NOT_OURS),
      );
    } else if (isRefusedAfresh()) setStop(STRANGER);
    else begin();
  }, []);
  return (
    <Page title={stop === undefined ? 'Signing in …' : 'Not signed in'}>
      {stop === undefined ? null : (
        <div class="note warning" role="alert">
          <p>{stop}</p>
          <Button kind="main" onClick={begin}>
            Sign in
          </Button>
        </div>
      )}
    </Page>
  );
}

const NOBODY =
  'Who signs people in here does not answer, or nobody does. Try again; then ask whoever runs Billhook about oidcIssuer.';
const NOT_OURS = 'What came back was not what this tab had begun. Sign in again.';
const STRANGER =
  'You are signed in, but Billhook does not know you. Ask whoever runs it to add you to the people of billhook.yml.';
