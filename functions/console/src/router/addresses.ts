const segment = encodeURIComponent;

/** Addresses of pages, in one place: whoever links to a page spells it right. */
export const toTeam = (team: string): string => `/teams/${segment(team)}`;
export const toPrincipal = (id: string): string => `/principals?id=${segment(id)}`;
export const toAlert = (id: string): string => `/alerts/${segment(id)}`;
export const toStatements = (period: string): string => `/statements/${segment(period)}`;
