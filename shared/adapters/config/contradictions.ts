import * as v from 'valibot';

/** What no section of a file can see alone; `path` leads to the setting that is wrong. */
export interface Contradiction {
  readonly message: string;
  readonly path: readonly (string | number)[];
}

/** Complains of contradictions where each stands, once the sections are right by themselves. */
export const withoutContradictions = <T extends object>(find: (file: T) => readonly Contradiction[]) =>
  v.rawCheck<T>(({ dataset, addIssue }) => {
    if (!dataset.typed) return;
    for (const { message, path } of find(dataset.value)) {
      const [first, ...rest] = path.map((key) => ({
        type: 'unknown' as const,
        origin: 'value' as const,
        input: dataset.value,
        key,
        value: undefined,
      }));
      addIssue({
        message,
        received: 'something else',
        ...(first === undefined ? {} : { path: [first, ...rest] }),
      });
    }
  });
