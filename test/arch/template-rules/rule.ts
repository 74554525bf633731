import type { Resources, TemplateResource } from '../template.ts';

export interface Template {
  readonly Resources: Resources;
  readonly Conditions?: Readonly<Record<string, unknown>>;
  readonly Outputs?: Readonly<Record<string, unknown>>;
}

/** What is wrong with a finished template, one line each, beginning with the logical id; none where all is well. */
export type Rule = (template: Template) => readonly string[];

export type Node = Readonly<Record<string, unknown>>;

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The object at a path of keys, empty where there is none: a rule then finds what it misses. */
export const nodeAt = (value: unknown, ...path: readonly string[]): Node => {
  const found = path.reduce<unknown>((at, key) => (isNode(at) ? at[key] : undefined), value);
  return isNode(found) ? found : {};
};

export const listAt = (node: Node, key: string): readonly Node[] => {
  const found = node[key];
  return Array.isArray(found) ? found.filter(isNode) : [];
};

export const ofTypes = (
  template: Template,
  ...types: readonly string[]
): readonly (readonly [string, TemplateResource])[] =>
  Object.entries(template.Resources).filter(([, { Type }]) => types.includes(Type));
