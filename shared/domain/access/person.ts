/** What somebody may do: finance sets limits anywhere, owner and on-call act for their teams, a viewer reads. */
export type Role = 'finance' | 'owner' | 'on-call' | 'viewer';

/** Somebody known to the operator; whoever is not listed changes nothing. */
export interface Person {
  /** Slack user id (`U0123ABCD`), the subject of an OIDC token, or the name on a command line. */
  readonly id: string;
  readonly name: string;
  readonly role: Role;
  /** `*`: every team. */
  readonly teams: readonly string[] | '*';
  /** Subject of their OIDC token, where `id` is not it. */
  readonly oidc?: string;
}

/** Who changed something, as written into history and audit. */
export interface Actor {
  /** `slack:U0123ABCD`, `cli:anna`, `api:<subject>`. */
  readonly id: string;
  /** As shown to people; untrusted text. */
  readonly name: string;
}

/** By Slack user id or by the subject of an OIDC token; undefined for a stranger. */
export const personOf = (people: readonly Person[], id: string): Person | undefined =>
  people.find((person) => person.id === id || person.oidc === id);
