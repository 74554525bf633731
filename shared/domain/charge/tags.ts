import { byText } from '../base/order.ts';

export type TagSource = 'principal' | 'resource';

/** `CostCenter`, `cost-center` and the `cost_center` that resource_tags makes of them are one key. */
const squashKey = (key: string): string => key.toLowerCase().replace(/[-_]/g, '');

/**
 * Value of a tag, trimmed; undefined where there is none or only a blank one. Keys come prefixed by where they were
 * set: `iamPrincipal/team`, `resourceTags/user:team`, or `user_team` in resource_tags. Where two keys match, the one
 * spelled as asked for wins, then the first by text, so every run takes the same one.
 * https://docs.aws.amazon.com/cur/latest/userguide/table-dictionary-cur2-tags.html
 */
export function tagValue(
  tags: ReadonlyMap<string, string>,
  source: TagSource,
  key: string,
): string | undefined {
  const wanted = withoutUser(key.trim());
  const squashed = squashKey(wanted);
  let best: { readonly key: string; readonly exact: boolean; readonly value: string } | undefined;
  for (const [full, text] of tags) {
    const name = nameIn[source](full);
    if (name === undefined || squashKey(name) !== squashed) continue;
    const value = text.trim();
    if (value === '') continue;
    const exact = name === wanted;
    // Stryker disable next-line EqualityOperator: no two keys of a map are equal.
    if (best === undefined || (exact === best.exact ? byText(full, best.key) < 0 : exact)) {
      best = { key: full, exact, value };
    }
  }
  return best?.value;
}

/** Whether `tagValue` could take its value from this key of the tag map when asked for one of `keys`, wherever it was set. */
export function isTagAsked(keys: readonly string[]): (full: string) => boolean {
  const squashed = new Set(keys.map((key) => squashKey(withoutUser(key.trim()))));
  const isNamed = (name: string | undefined): boolean => name !== undefined && squashed.has(squashKey(name));
  return (full) => isNamed(nameIn.principal(full)) || isNamed(nameIn.resource(full));
}

/** The tag's own name if this key was set at this source. */
const nameIn: Readonly<Record<TagSource, (key: string) => string | undefined>> = {
  principal: (key) => below('iamprincipal/', key),
  resource: (key) => below('resourcetags/', key) ?? inResourceTags(key),
};

const below = (prefix: string, key: string): string | undefined =>
  key.toLowerCase().startsWith(prefix) ? withoutUser(key.slice(prefix.length)) : undefined;

function inResourceTags(key: string): string | undefined {
  if (/^user[:_]/.test(key)) return key.slice('user_'.length);
  return key.startsWith('aws_') ? `aws:${key.slice('aws_'.length)}` : undefined;
}

const withoutUser = (key: string): string => key.replace(/^user:/i, '');
