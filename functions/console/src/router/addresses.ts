/** Names of the bill may be cut in the midst of a character, which no address can hold. */
const segment = (name: string): string => encodeURIComponent(name.toWellFormed());

/** Addresses of pages, in one place: whoever links to a page spells it right. */
export const toTeam = (team: string): string => `/teams/${segment(team)}`;
export const toPrincipal = (id: string): string => `/principals?id=${segment(id)}`;
export const toAlert = (id: string): string => `/alerts/${segment(id)}`;
export const toStatements = (period: string): string => `/statements/${segment(period)}`;
