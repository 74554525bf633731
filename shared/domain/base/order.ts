/** Code-unit order: the same on every machine and in every locale, unlike localeCompare. */
export const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Entries of a map sorted by key, for output that must be byte-identical from run to run. */
export const sortedEntries = <V>(map: ReadonlyMap<string, V>): [string, V][] =>
  [...map].sort(([a], [b]) => byText(a, b));
