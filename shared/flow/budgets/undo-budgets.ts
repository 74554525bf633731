import { byText } from '../../domain/base/order.ts';
import type { Budget } from '../../domain/evaluation/budget/budget.ts';
import type { BudgetChange, BudgetStore } from '../../ports/budget-store.ts';
import { type BudgetNote, type BudgetsChanged, changeBudgets } from './change-budgets.ts';

type Store = Pick<BudgetStore, 'read' | 'replace' | 'setCap' | 'changes'>;

/** More teams than that are never in one book: an item of the table would not hold them. */
const CHANGES_MAX = 5_000;

/**
 * Takes the last change back, as a change of its own: an undo can be undone. `unknown` where nothing was ever changed.
 */
export async function undoBudgets(store: Store, note: BudgetNote): Promise<BudgetsChanged> {
  const changes = (await store.changes(CHANGES_MAX)).filter(({ version }) => version === note.ifVersion);
  const own = { ...note, reason: undoWords(changes[0]?.reason, note) };
  const cap = changes.find((change) => change.cap !== undefined)?.cap;
  if (cap !== undefined) return undoneCap(store, cap.before, own);
  return changeBudgets(store, own, ({ budgets }) =>
    changes.length === 0 ? undefined : undone(budgets, changes),
  );
}

const UNDO = 'undo of';

/** Which one: by its own reason, as people know it, where it had one. */
function undoWords(of: string | undefined, { ifVersion, reason }: BudgetNote): string {
  const isPlain = of !== undefined && !of.startsWith(UNDO);
  const which = isPlain ? `${UNDO} “${of}”` : `${UNDO} version ${ifVersion}`;
  return reason === undefined ? which : `${which}: ${reason}`;
}

function undone(budgets: readonly Budget[], changes: readonly BudgetChange[]): readonly Budget[] {
  const changed = new Set(changes.map(({ team }) => team));
  const before = changes.flatMap((change) => (change.before === undefined ? [] : [change.before]));
  return [...budgets.filter(({ team }) => !changed.has(team)), ...before].sort((a, b) =>
    byText(a.team, b.team),
  );
}

async function undoneCap(
  store: Store,
  cap: bigint | undefined,
  { ifVersion, by, at, reason }: BudgetNote,
): Promise<BudgetsChanged> {
  if (await store.setCap(cap, ifVersion, by, at, reason))
    return { outcome: 'saved', version: ifVersion + 1, changes: [] };
  return { outcome: 'conflict', version: (await store.read()).version };
}
