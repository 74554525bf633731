import { misconfigured } from '../../shared/domain/base/failure.ts';
import { byText } from '../../shared/domain/base/order.ts';
import { NO_PRINCIPAL } from '../../shared/domain/charge/principal.ts';
import { PRINCIPAL_DIMENSION } from '../../shared/domain/ledger/entry.ts';
import type { Store } from './local-store.ts';

const NAMED_MAX = 8;

/**
 * A principal as people write it: whole (`role/eval@123456789012`), without its account, or its bare name. Whoever is
 * not in the newest ledger must be written whole: they may begin to spend. Throws Failure `misconfigured`.
 */
export async function findPrincipal(store: Store, team: string, text: string): Promise<string> {
  const known = await principalsOf(store, team);
  if (known.includes(text)) return text;
  const near = known.filter((id) => id.replace(/@\d{12}$/, '') === text || nameOf(id) === text);
  if (near.length === 1 && near[0] !== undefined) return near[0];
  if (near.length === 0 && /^[a-z-]+\/.+@\d{12}$/.test(text)) return text;
  throw misconfigured(
    near.length === 0 ? `nobody of team ${team} is called so` : 'several principals are called so',
    {
      expected: listed(near.length === 0 ? known : near) || 'a whole name: role/eval@123456789012',
      found: text,
    },
  );
}

async function principalsOf({ ports, exportName }: Store, team: string): Promise<readonly string[]> {
  const newest = (await ports.ledger.pointers(exportName())).at(-1);
  if (newest === undefined) return [];
  const { entries } = await ports.ledger.view(newest);
  const own = entries.filter(
    ({ scope }) =>
      scope.dimension === PRINCIPAL_DIMENSION && scope.team === team && scope.value !== NO_PRINCIPAL,
  );
  return [...new Set(own.map(({ scope }) => scope.value))].sort(byText);
}

/** `role/eval@123456789012` -> `eval`. */
const nameOf = (id: string): string => id.replace(/^[^/]*\//, '').replace(/@\d{12}$/, '');

const listed = (names: readonly string[]): string =>
  names.length <= NAMED_MAX
    ? names.join(' or ')
    : `${names.slice(0, NAMED_MAX).join(' or ')} or ${names.length - NAMED_MAX} more`;
