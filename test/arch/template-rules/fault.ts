import type { VariantName } from '../variants.ts';
import type { RuleName } from './all.ts';
import { at, edited, type Json } from './edit.ts';
import type { Template } from './rule.ts';

/** What somebody might do to the stack, and who must notice. */
export interface Fault {
  readonly name: string;
  readonly caughtBy: RuleName;
  /** Whom the finding names. */
  readonly on: string;
  /** Which choice of the operator it is planted into. */
  readonly into: VariantName;
  mutate(template: Template): Template;
}

export const fault = (
  name: string,
  caughtBy: RuleName,
  on: string,
  change: (resources: Json) => void,
): Fault => ({ name, caughtBy, on, into: 'default', mutate: (template) => edited(template, change) });

export const into = (variant: VariantName, faults: readonly Fault[]): readonly Fault[] =>
  faults.map((each) => ({ ...each, into: variant }));

export const push = (list: unknown, value: unknown): void => {
  (at(list) as unknown as unknown[]).push(value);
};
