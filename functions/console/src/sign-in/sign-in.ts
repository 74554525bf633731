import { fields, findProvider } from './provider.ts';
import { keepToken } from './token.ts';

/** Code flow with PKCE (RFC 7636): the browser holds no secret, and the code is worth nothing to whoever catches it. */
const KEY = 'billhook-signing-in';
export const RETURN_PATH = '/signed-in';

interface Begun {
  readonly verifier: string;
  readonly state: string;
  /** Where the reader wanted to go. */
  readonly href: string;
}

/** Leaves for the provider; false where there is none to be found. */
export async function startSignIn(): Promise<boolean> {
  const provider = await findProvider();
  if (provider === undefined) return false;
  const begun: Begun = {
    verifier: random(),
    state: random(),
    href: `${location.pathname}${location.search}`,
  };
  sessionStorage.setItem(KEY, JSON.stringify(begun));
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(begun.verifier));
  const asked = new URLSearchParams({
    response_type: 'code',
    client_id: provider.clientId,
    scope: provider.scope,
    redirect_uri: `${location.origin}${RETURN_PATH}`,
    state: begun.state,
    code_challenge: base64Url(new Uint8Array(digest)),
    code_challenge_method: 'S256',
  });
  location.assign(`${provider.authorizeAt}${provider.authorizeAt.includes('?') ? '&' : '?'}${asked}`);
  return true;
}

/** Back from the provider: goes on to where the reader wanted; false where this is not what was begun here. */
export async function finishSignIn({ code, state }: Readonly<Record<string, string>>): Promise<boolean> {
  const text = sessionStorage.getItem(KEY);
  sessionStorage.removeItem(KEY);
  const begun = text === null ? undefined : (JSON.parse(text) as Begun);
  if (begun === undefined || code === undefined || state !== begun.state) return false;
  const provider = await findProvider();
  if (provider === undefined) return false;
  const given = await fields(provider.tokenAt, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'authorization_code',
      client_id: provider.clientId,
      code,
      redirect_uri: `${location.origin}${RETURN_PATH}`,
      code_verifier: begun.verifier,
    }),
  });
  const token = [given.access_token, given.id_token].find(isJwt);
  if (token === undefined) return false;
  keepToken(token);
  location.replace(begun.href);
  return true;
}

/** The gateway reads JSON Web Tokens; some providers give opaque access tokens, and an id token beside them. */
const isJwt = (token: string | undefined): token is string => token?.split('.').length === 3;

const random = (): string => base64Url(crypto.getRandomValues(new Uint8Array(32)));

const base64Url = (bytes: Uint8Array): string =>
  btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/=+$/, '');
