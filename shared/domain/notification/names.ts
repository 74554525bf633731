/** How people are named in a channel: `Anna Schmidt`, `A. S.`, `person-7f3a2c`. */
export type NameStyle = 'full' | 'initials' | 'pseudonym';
