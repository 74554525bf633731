import { isMap, isScalar, parseDocument } from 'yaml';

/** Parameters, their defaults and what the comments above them say; neighbours without a comment share the one above. */
export function stackParametersTable(text: string): string {
  const { contents } = parseDocument(text);
  if (!isMap(contents)) throw new Error('infra/parameters.yml is not a list of parameters');
  const groups: { readonly names: string[]; readonly meaning: string }[] = [];
  for (const { key, value } of contents.items) {
    if (!isScalar(key) || !isScalar(value)) continue;
    const row = `\`${String(key.value)}\`${defaultText(String(value.value))}`;
    // The comment of the first one belongs to the map, behind the one about the file.
    const comment = key.commentBefore ?? (groups.length === 0 ? contents.commentBefore : undefined);
    if (comment == null && groups.length > 0) groups.at(-1)!.names.push(row);
    else groups.push({ names: [row], meaning: plain(comment ?? '') });
  }
  const rows = groups.map(({ names, meaning }) => `| ${names.join('<br>')} | ${meaning} |`);
  return ['| parameter, default | meaning |', '|---|---|', ...rows].join('\n');
}

/** `${param:name, 'default'}` */
function defaultText(value: string): string {
  const found = /,\s*(?:'([^']*)'|(.*))\}$/.exec(value);
  const byDefault = found?.[1] ?? '';
  return byDefault === '' ? '' : ` \`${byDefault}\``;
}

const plain = (comment: string): string =>
  comment
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .join(' ')
    .replaceAll('|', '\\|');
