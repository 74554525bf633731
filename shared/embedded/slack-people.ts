/** Somebody who can click. */
export interface SlackPerson {
  readonly id: string;
  readonly name: string;
}

export const SLACK_TEAM = { id: 'T0LOCAL', domain: 'local' } as const;

/** Who is in the workspace where nobody says otherwise; the first is who looks at the page. */
export const SLACK_PEOPLE: readonly SlackPerson[] = [
  { id: 'U0ONCALL', name: 'Robin Vega, on-call' },
  { id: 'U0FINANCE', name: 'Fenna Moor, finance' },
  { id: 'U0STRANGER', name: 'Sam, a stranger' },
];
