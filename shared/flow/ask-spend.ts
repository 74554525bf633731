import type { Person } from '../domain/access/person.ts';
import { type Standing, standingOf, type TopSpend, topSpendOf } from '../domain/report/standing.ts';
import type { AlertStore } from '../ports/alert-store.ts';
import type { BudgetStore } from '../ports/budget-store.ts';
import type { LedgerStore } from '../ports/ledger-store.ts';

export interface AskPorts {
  readonly ledger: Pick<LedgerStore, 'pointers' | 'view'>;
  readonly budgets: Pick<BudgetStore, 'read'>;
  readonly alerts: Pick<AlertStore, 'recent'>;
}

/** How the newest month stands, for whoever asks; undefined before the first delivery. */
export async function askStanding(
  { ledger, budgets, alerts }: AskPorts,
  exportName: string,
  person: Person,
): Promise<Standing | undefined> {
  const [pointers, book, recent] = await Promise.all([
    ledger.pointers(exportName),
    budgets.read(),
    alerts.recent(exportName),
  ]);
  const pointer = pointers.at(-1);
  return pointer === undefined ? undefined : standingOf(pointer, book, recent, person);
}

/** Who cost most in the newest month; undefined before the first delivery. Reads the whole ledger of the month. */
export async function askTop(
  { ledger }: Pick<AskPorts, 'ledger'>,
  exportName: string,
  person: Person,
  team?: string,
): Promise<TopSpend | undefined> {
  const pointer = (await ledger.pointers(exportName)).at(-1);
  return pointer === undefined ? undefined : topSpendOf(await ledger.view(pointer), person, team);
}
