import { type Person, personOf } from '../../shared/domain/access/person.ts';

/** The parts of an HTTP API event (payload 2.0) that say who asks. */
export interface IdentityEvent {
  readonly cookies?: readonly string[];
  readonly requestContext?: {
    readonly authorizer?: { readonly jwt?: { readonly claims?: Readonly<Record<string, unknown>> } };
  };
}

export interface IdentityRules {
  readonly people: readonly Person[];
  /** Only in the run on one machine, where nobody signs in: the cookie says who one is, else this person. */
  readonly local?: Person;
}

export const PERSON_COOKIE = 'billhook-person';

/**
 * Whoever the gateway's JWT authoriser has verified, by the token's subject; undefined for a stranger. Nothing in the
 * request itself is believed, but on one machine.
 */
export function identify(event: IdentityEvent, { people, local }: IdentityRules): Person | undefined {
  if (local !== undefined) {
    const chosen = cookieOf(event.cookies ?? [], PERSON_COOKIE);
    return chosen === undefined ? local : (personOf([local, ...people], chosen) ?? local);
  }
  const subject = event.requestContext?.authorizer?.jwt?.claims?.sub;
  return typeof subject === 'string' && subject !== '' ? personOf(people, subject) : undefined;
}

function cookieOf(cookies: readonly string[], name: string): string | undefined {
  const found = cookies.find((cookie) => cookie.startsWith(`${name}=`));
  try {
    return found === undefined ? undefined : decodeURIComponent(found.slice(name.length + 1));
  } catch {
    return undefined;
  }
}
