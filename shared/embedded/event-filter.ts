import { misconfigured } from '../domain/base/failure.ts';

type Json = unknown;
type Matcher = (value: Json, exists: boolean) => boolean;

/**
 * Compiles a Lambda event filter pattern (AWS: "Control which events Lambda sends to your function"): nested objects
 * must all match, a list matches when one of its rules does. Throws Failure `misconfigured` on a rule not known here.
 */
export function compileFilter(pattern: Json): (event: Json) => boolean {
  const matches = compile(pattern, '');
  return (event) => matches(event, true);
}

function compile(pattern: Json, path: string): Matcher {
  if (Array.isArray(pattern)) {
    const rules = pattern.map((rule) => compileRule(rule, path));
    // A list in the event matches when any of its elements does.
    return (value, exists) =>
      rules.some((rule) =>
        Array.isArray(value) ? value.some((one) => rule(one, true)) : rule(value, exists),
      );
  }
  if (!isRecord(pattern)) throw unknownRule(pattern, path);
  const fields = Object.entries(pattern).map(
    ([name, inner]) => [name, compile(inner, path === '' ? name : `${path}.${name}`)] as const,
  );
  return (value) =>
    fields.every(([name, matches]) => {
      const exists = isRecord(value) && Object.hasOwn(value, name);
      return matches(exists ? value[name] : undefined, exists);
    });
}

function compileRule(rule: Json, path: string): Matcher {
  if (rule === null || typeof rule !== 'object') return (value, exists) => exists && value === rule;
  const [[operator, operand] = [], ...more] = Object.entries(rule);
  if (operator === undefined || more.length > 0) throw unknownRule(rule, path);
  switch (operator) {
    case 'prefix':
      return text(operand, rule, path, (value, given) => value.startsWith(given));
    case 'suffix':
      return text(operand, rule, path, (value, given) => value.endsWith(given));
    case 'equals-ignore-case':
      return text(operand, rule, path, (value, given) => value.toLowerCase() === given.toLowerCase());
    case 'exists':
      return (_, exists) => exists === operand;
    case 'anything-but': {
      const refused = Array.isArray(operand) ? operand : [operand];
      return (value, exists) => exists && !refused.includes(value);
    }
    default:
      throw unknownRule(rule, path);
  }
}

function text(
  operand: Json,
  rule: Json,
  path: string,
  test: (value: string, given: string) => boolean,
): Matcher {
  if (typeof operand !== 'string') throw unknownRule(rule, path);
  return (value) => typeof value === 'string' && test(value, operand);
}

const isRecord = (value: Json): value is Record<string, Json> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const unknownRule = (rule: Json, path: string) =>
  misconfigured('This event filter cannot be matched on one machine.', {
    column: path,
    expected: 'a value, prefix, suffix, equals-ignore-case, anything-but or exists',
    found: JSON.stringify(rule),
  });
