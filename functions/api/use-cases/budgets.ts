import * as v from 'valibot';
import { BudgetBody, CapBody, ImportBody, RaiseBody } from '../../../shared/api/budget.ts';
import { isInScope } from '../../../shared/domain/access/scope.ts';
import { parsePico } from '../../../shared/domain/base/money.ts';
import {
  type BudgetNote,
  type BudgetsChanged,
  raiseBudget,
  removeBudget,
  replaceBudgets,
  saveBudget,
} from '../../../shared/flow/budgets/change-budgets.ts';
import { undoBudgets } from '../../../shared/flow/budgets/undo-budgets.ts';
import { budgetsPage } from '../../../shared/flow/read/budgets.ts';
import { parseBudgets, printBudgets } from '../../../shared/runtime/settings.ts';
import { type Answer, type Asked, answer, changedMeanwhile, file, notFound } from '../answer.ts';
import type { Api } from '../api-ports.ts';
import { budgetOfBody } from '../budget-form.ts';
import { budgetsDocument, changesDocument, importDocument } from '../documents/budgets.ts';

const CHANGES_TOLD = 200;

/** Limits: what is agreed, what finance makes of it, and who changed what. */
export const budgetUseCases = (api: Api) => ({
  budgets: (asked: Asked): Promise<Answer> => shown(api, asked),
  putBudget: async (asked: Asked): Promise<Answer> => {
    const { reason, ...body } = v.parse(BudgetBody, asked.body);
    const budget = budgetOfBody(asked.params.team ?? '', body);
    return after(api, asked, await saveBudget(api.ports.budgets, budget, noteOf(asked, reason)));
  },
  deleteBudget: async (asked: Asked): Promise<Answer> =>
    after(api, asked, await removeBudget(api.ports.budgets, asked.params.team ?? '', noteOf(asked))),
  raise: async (asked: Asked): Promise<Answer> => {
    const { amount, period, reason } = v.parse(RaiseBody, asked.body);
    const raise = { team: asked.params.team ?? '', period, amount: parsePico(amount) };
    return after(api, asked, await raiseBudget(api.ports.budgets, raise, noteOf(asked, reason)));
  },
  cap: async (asked: Asked): Promise<Answer> => {
    const { cap, reason } = v.parse(CapBody, asked.body);
    const { ifVersion, by, at } = noteOf(asked, reason);
    const isSet = await api.ports.budgets.setCap(
      cap === null ? undefined : parsePico(cap),
      ifVersion,
      by,
      at,
      reason,
    );
    return isSet ? shown(api, asked) : changedMeanwhile((await api.ports.budgets.read()).version);
  },
  importBudgets: async (asked: Asked): Promise<Answer> => {
    const { format, text, dryRun = false, reason } = v.parse(ImportBody, asked.body);
    const note = noteOf(asked, reason);
    const next = parseBudgets(text, `budgets.${format}`);
    const result = await replaceBudgets(api.ports.budgets, next, note, { dryRun });
    if (result.outcome !== 'saved') return after(api, asked, result);
    return answer(importDocument(result.version, result.changes, note), result.version);
  },
  exportBudgets: async ({ scope, params }: Asked): Promise<Answer> => {
    const format = params.format === 'csv' || params.format === 'yaml' ? params.format : undefined;
    if (format === undefined) return notFound('format');
    const { budgets } = await api.ports.budgets.read();
    const text = printBudgets(
      budgets.filter(({ team }) => isInScope(scope, team)),
      format,
    );
    return file(`budgets.${format}`, FILE_TYPES[format], new TextEncoder().encode(text));
  },
  budgetChanges: async ({ scope }: Asked): Promise<Answer> => {
    const changes = await api.ports.budgets.changes(CHANGES_TOLD);
    return answer(changesDocument(changes.filter(({ team }) => isInScope(scope, team))));
  },
  undoBudget: async (asked: Asked): Promise<Answer> =>
    after(api, asked, await undoBudgets(api.ports.budgets, noteOf(asked))),
});

const FILE_TYPES = { csv: 'text/csv;charset=utf-8', yaml: 'application/yaml;charset=utf-8' } as const;

const noteOf = ({ ifVersion, person, now }: Asked, reason?: string): BudgetNote => ({
  ifVersion: ifVersion ?? 0,
  by: person.name,
  at: now,
  ...(reason === undefined || reason === '' ? {} : { reason }),
});

async function after(api: Api, asked: Asked, result: BudgetsChanged): Promise<Answer> {
  switch (result.outcome) {
    case 'saved':
      return shown(api, asked);
    case 'conflict':
      return changedMeanwhile(result.version);
    case 'unknown':
      return notFound('budget');
  }
}

async function shown({ ports, settings }: Api, { scope, now }: Asked): Promise<Answer> {
  const applied = await settings();
  const page = await budgetsPage(ports, applied, scope, now);
  return answer(budgetsDocument(page, applied.defaults), page.version);
}
