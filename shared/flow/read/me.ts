import type { Person } from '../../domain/access/person.ts';
import { isInScope, scopeOf } from '../../domain/access/scope.ts';
import { byText } from '../../domain/base/order.ts';
import type { BillingPeriod } from '../../domain/base/period.ts';
import type { ReadPorts } from './read-basis.ts';

export interface Me {
  readonly exportName: string;
  /** Of the newest month; dollars before the first delivery. */
  readonly currency: string;
  /** Published, oldest first. */
  readonly periods: readonly BillingPeriod[];
  /** That spend, or have a budget, and that the person sees. */
  readonly teams: readonly string[];
}

/** What there is to see for whoever asks. */
export async function whatIsThere(
  { book, budgets }: Pick<ReadPorts, 'book' | 'budgets'>,
  exportName: string,
  person: Person,
): Promise<Me> {
  const [pointers, agreed] = await Promise.all([book.pointers(exportName), budgets.read()]);
  const scope = scopeOf(person);
  const names = new Set([
    ...pointers.flatMap(({ totals }) => Object.keys(totals.teams)),
    ...agreed.budgets.map(({ team }) => team),
  ]);
  return {
    exportName,
    currency: pointers.at(-1)?.currency ?? 'USD',
    periods: pointers.map(({ billingPeriod }) => billingPeriod),
    teams: [...names].filter((team) => isInScope(scope, team)).sort(byText),
  };
}
