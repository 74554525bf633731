/** `/teams/:team` against `/teams/a%20b`: `{ team: 'a b' }`; undefined where it is another page. */
export function match(pattern: string, path: string): Readonly<Record<string, string>> | undefined {
  const wanted = parts(pattern);
  const found = parts(path);
  if (wanted.length !== found.length) return undefined;
  const params: Record<string, string> = {};
  for (const [index, part] of wanted.entries()) {
    const given = decoded(found[index] ?? '');
    if (given === undefined) return undefined;
    if (part.startsWith(':')) params[part.slice(1)] = given;
    else if (part !== given) return undefined;
  }
  return params;
}

const parts = (path: string): readonly string[] => path.split('/').filter((part) => part !== '');

function decoded(part: string): string | undefined {
  try {
    return decodeURIComponent(part);
  } catch {
    return undefined;
  }
}
