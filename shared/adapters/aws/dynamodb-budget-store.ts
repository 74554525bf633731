import type { Instant } from '../../domain/base/instant.ts';
import { byText } from '../../domain/base/order.ts';
import type { Budget, BudgetBook } from '../../domain/evaluation/budget/budget.ts';
import { capChange } from '../../domain/evaluation/budget/cap-change.ts';
import { diffBudgets } from '../../domain/evaluation/budget/diff-budgets.ts';
import type { BudgetChange, BudgetStore } from '../../ports/budget-store.ts';
import { type Item, number, optionalText, readNumber, readText, text } from './attributes.ts';
import { assertFits } from './item-size.ts';
import { decodeJson, encodeJson } from './json.ts';
import { BUDGET_AUDIT_PK, BUDGET_BOOK_KEY, budgetAuditKey } from './keys.ts';
import {
  conditionOf,
  type Expression,
  getItem,
  keyItem,
  queryItems,
  type TableOptions,
  TRANSACTION_ACTIONS_MAX,
  transact,
} from './table-access.ts';

/** Who changed the book, when: with the version it names one call of `replace`. */
interface Author {
  readonly by: string;
  readonly at: Instant;
}

const EMPTY: BudgetBook = { version: 0, budgets: [] };

/** The whole book is one item: a change is seen whole or not at all. */
export function createDynamoBudgetStore(options: TableOptions): BudgetStore {
  return {
    async read() {
      const item = await getItem(options, BUDGET_BOOK_KEY);
      return item === undefined ? EMPTY : readBook(item);
    },

    async replace(budgets, ifVersion, by, at, reason) {
      return save(options, ifVersion, { by, at }, (book, version) => ({
        book: { ...book, version, budgets },
        changes: diffBudgets(book.budgets, budgets).map((difference) => ({
          ...difference,
          ...{ at, by, version },
          ...(reason === undefined ? {} : { reason }),
        })),
      }));
    },

    async setCap(cap, ifVersion, by, at, reason) {
      return save(options, ifVersion, { by, at }, ({ cap: before, ...book }, version) => ({
        book: { ...book, version, ...(cap === undefined ? {} : { cap }) },
        changes: [capChange({ before, after: cap }, { at, by, version, reason })],
      }));
    },

    async changes(limit) {
      const items = await queryItems(options, {
        KeyConditionExpression: '#pk = :pk',
        names: { '#pk': 'pk' },
        values: { ':pk': text(BUDGET_AUDIT_PK) },
        limit,
      });
      const changes = items.flatMap((item) => decodeJson<readonly BudgetChange[]>(readText(item, 'changes')));
      return changes.sort((a, b) => b.version - a.version || byText(a.team, b.team)).slice(0, limit);
    },
  };
}

/** What a change makes of the book, and its audit rows, in one transaction. */
async function save(
  options: TableOptions,
  ifVersion: number,
  author: Author,
  changed: (
    book: BudgetBook,
    version: number,
  ) => { readonly book: BudgetBook; readonly changes: readonly BudgetChange[] },
): Promise<boolean> {
  const item = await getItem(options, BUDGET_BOOK_KEY);
  const known = item === undefined ? EMPTY : readBook(item);
  const { book, changes } = changed(known, ifVersion + 1);
  if (known.version !== ifVersion) return item !== undefined && isMine(item, book, author);
  const outcome = await transact(options, [
    {
      Put: {
        TableName: options.table,
        Item: bookItem(book, author),
        ...conditionOf(stillVersion(ifVersion)),
      },
    },
    ...auditItems(changes).map((Item) => ({ Put: { TableName: options.table, Item } })),
  ]);
  return outcome === 'done';
}

const bookItem = (book: BudgetBook, author: Author): Item =>
  assertFits(
    {
      ...keyItem(BUDGET_BOOK_KEY),
      version: number(book.version),
      by: text(author.by),
      at: number(author.at),
      budgets: text(encodeJson(book.budgets)),
      ...(book.cap === undefined ? {} : { cap: text(book.cap.toString()) }),
    },
    'the budget book',
  );

function readBook(item: Item): BudgetBook {
  const cap = optionalText(item, 'cap');
  return {
    version: readNumber(item, 'version'),
    budgets: decodeJson<readonly Budget[]>(readText(item, 'budgets')),
    ...(cap === undefined ? {} : { cap: BigInt(cap) }),
  };
}

/** A repeat of a call whose answer was lost finds its own book, and is told that it was saved. */
const isMine = (item: Item, { version, budgets, cap }: BudgetBook, author: Author): boolean =>
  readNumber(item, 'version') === version &&
  optionalText(item, 'by') === author.by &&
  readNumber(item, 'at') === author.at &&
  optionalText(item, 'budgets') === encodeJson(budgets) &&
  optionalText(item, 'cap') === cap?.toString();

const stillVersion = (version: number): Expression =>
  version === 0
    ? { text: 'attribute_not_exists(#pk)', names: { '#pk': 'pk' } }
    : {
        text: '#version = :version',
        names: { '#version': 'version' },
        values: { ':version': number(version) },
      };

/** One row a team; an import of more teams than a transaction has room for puts several into one row. */
function auditItems(changes: readonly BudgetChange[]): readonly Item[] {
  const perItem = Math.max(1, Math.ceil(changes.length / (TRANSACTION_ACTIONS_MAX - 1)));
  const items: Item[] = [];
  for (let from = 0; from < changes.length; from += perItem) {
    const chunk = changes.slice(from, from + perItem);
    const first = chunk[0]!;
    const item = {
      ...keyItem(budgetAuditKey(first.version, first.team)),
      changes: text(encodeJson(chunk)),
    };
    items.push(assertFits(item, 'a row of the budget audit'));
  }
  return items;
}
