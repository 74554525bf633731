import type { Template } from './rule.ts';

/** A JSON value that may be changed. */
export type Json = { [key: string]: unknown };

/** The template as it would be after a change; the given one stays as it is. */
export const edited = (template: Template, change: (resources: Json) => void): Template => {
  const copy = structuredClone(template);
  change(copy.Resources as Json);
  return copy;
};

/** The object at a path of keys and indexes. Throws where there is none: a fault that hits nothing proves nothing. */
export function at(from: unknown, ...path: readonly (string | number)[]): Json {
  const found = path.reduce<unknown>((value, key) => (value as Json | undefined)?.[key], from);
  if (typeof found !== 'object' || found === null) throw new Error(`nothing at ${path.join('.')}`);
  return found as Json;
}

export const properties = (resources: Json, id: string): Json => at(resources, id, 'Properties');

/** A role's statement by its Sid. */
export const statement = (resources: Json, role: string, sid: string): Json => {
  const statements = at(properties(resources, role), 'Policies', 0, 'PolicyDocument', 'Statement');
  const found = (statements as unknown as readonly Json[]).find(({ Sid }) => Sid === sid);
  return at(found);
};

/** Leaves out what must be there. */
export function without(from: Json, key: string): void {
  if (!(key in from)) throw new Error(`no ${key} to leave out`);
  delete from[key];
}

export function renamed(resources: Json, from: string, to: string): void {
  const resource = at(resources, from);
  without(resources, from);
  resources[to] = resource;
}
