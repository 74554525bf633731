import { useEffect, useState } from 'preact/hooks';
import { type BudgetRow, type Draft, type Field, withField } from './draft.ts';

export interface Drafts {
  readonly all: ReadonlyMap<string, Draft>;
  readonly type: (team: string, row: BudgetRow | undefined, field: Field, value: string) => void;
  readonly put: (draft: Draft) => void;
  readonly drop: (team: string) => void;
}

/** What is typed and not saved, by team; leaving the browser asks first while there is any. */
export function useDrafts(): Drafts {
  const [all, setAll] = useState<ReadonlyMap<string, Draft>>(new Map());
  const set = (team: string, draft: Draft | undefined): void =>
    setAll((before) => {
      const next = new Map(before);
      if (draft === undefined) next.delete(team);
      else next.set(team, draft);
      return next;
    });
  const hasAny = all.size > 0;
  useEffect(() => {
    if (!hasAny) return;
    const ask = (event: BeforeUnloadEvent): void => event.preventDefault();
    addEventListener('beforeunload', ask);
    return () => removeEventListener('beforeunload', ask);
  }, [hasAny]);
  return {
    all,
    type: (team, row, field, value) =>
      set(team, withField(all.get(team) ?? { team, base: row, typed: {} }, field, value)),
    put: (draft) => set(draft.team, draft),
    drop: (team) => set(team, undefined),
  };
}
