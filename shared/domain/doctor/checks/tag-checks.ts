import { formatMoney } from '../../base/money.ts';
import { tagValue } from '../../charge/tags.ts';
import type { DataFacts, DoctorFacts, TagStatus } from '../facts.ts';
import { type DoctorLine, faulty, green, grey, NO_USAGE, TAG_WAIT } from '../line.ts';
import { percent, shareOf } from './data-checks.ts';

/** Whether the tags that teams are told by arrive: in the rows, and else why not, by what AWS lists. */
export function checkTags({ tagKeys, data, tags }: DoctorFacts): DoctorLine {
  if (tagKeys.length === 0) return green('tags', 'no attribution rule asks for a tag');
  if (!data.known && !tags.known) return grey('tags', data.why);
  if (data.known && data.value.bedrock.rows === 0 && !tags.known) return grey('tags', NO_USAGE);
  const missing = data.known ? tagKeys.filter((key) => !isCarried(data.value, key)) : tagKeys;
  if (data.known && missing.length === 0) return green('tags', carriedText(data.value, tagKeys));
  const [key] = missing;
  const listed = tags.known ? statusOf(tags.value, key!) : undefined;
  const names = missing.map((name) => `iamPrincipal/${name}`).join(', ');
  const activate = `activate iamPrincipal/${key} in Billing > Cost allocation tags (management account)`;
  if (!tags.known) {
    return faulty(
      'red',
      'tags',
      `no Bedrock row carries ${names}`,
      `tag the roles, then ${activate}`,
      TAG_WAIT,
    );
  }
  if (listed === undefined) {
    return faulty(
      'red',
      'tags',
      `AWS does not know ${names} yet: no tagged role has called Bedrock`,
      `aws iam tag-role --role-name ROLE --tags Key=${key},Value=TEAM, call Bedrock once, then ${activate}`,
      TAG_WAIT,
    );
  }
  if (!listed.isActive)
    return faulty('red', 'tags', `${listed.key} is known to AWS but inactive`, activate, TAG_WAIT);
  return data.known
    ? faulty(
        'amber',
        'tags',
        `${listed.key} is active, but no Bedrock row carries it yet`,
        'wait; if it stays so, the calling roles carry no such tag',
        TAG_WAIT,
      )
    : green('tags', `${listed.key} is active`);
}

const isCarried = (data: DataFacts, key: string): boolean => costWith(data, key) > 0n;

const costWith = ({ principalTags, resourceTags }: DataFacts, key: string): bigint =>
  [...principalTags, ...resourceTags].reduce(
    (sum, [full, cost]) => (isSame(full, key) ? sum + cost : sum),
    0n,
  );

/** By the same reading of keys that attribution has. */
const isSame = (full: string, key: string): boolean => {
  const tag = new Map([[full, 'x']]);
  return tagValue(tag, 'principal', key) !== undefined || tagValue(tag, 'resource', key) !== undefined;
};

function carriedText(data: DataFacts, keys: readonly string[]): string {
  const { cost } = data.bedrock;
  const words = keys.map((key) => {
    const share = Math.min(1, shareOf(costWith(data, key), cost));
    return `${key} on ${percent(share)} of ${formatMoney(cost, data.currency)}`;
  });
  return words.join(', ');
}

/** AWS lists a caller's tag as `iamPrincipal/team`. */
const statusOf = (tags: readonly TagStatus[], key: string): TagStatus | undefined =>
  tags.find((tag) => isSame(tag.key, key)) ?? tags.find((tag) => tag.key.toLowerCase() === key.toLowerCase());
