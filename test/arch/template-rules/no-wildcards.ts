import { listOf, nameOf } from '../template.ts';
import { nodeAt, ofTypes, type Rule } from './rule.ts';
import { type PolicyStatement, policyStatements, roleStatements } from './statements.ts';

/** Statements that must say "everything", each with the reason. */
const ANY_RESOURCE: Readonly<Record<string, string>> = {
  Trace: 'X-Ray has no resources that a segment could be granted on',
};
/** In the key's own policy `*` is that key, and an account that cannot administer its key can never again. */
const ANY_ACTION: Readonly<Record<string, string>> = {
  'Key AccountAdministers': 'https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html',
};

const isKeyPolicy = (on: string, types: ReadonlyMap<string, string>): boolean =>
  types.get(on) === 'AWS::KMS::Key';

/** No statement that allows names all actions, all resources or everybody, except for a written reason. */
export const noWildcards: Rule = (template) => {
  const types = new Map(Object.entries(template.Resources).map(([id, { Type }]) => [id, Type]));
  const inRoles = ofTypes(template, 'AWS::IAM::Role').flatMap(([id, role]) => roleStatements(id, role));
  const look = (statement: PolicyStatement): readonly string[] => {
    const { on, Sid, Action, Resource, Principal } = statement;
    const named = `${on}: statement ${Sid}`;
    const actions = listOf(Action).filter((action) => action.includes('*'));
    const isAny = Resource !== undefined && listOf(Resource).some((resource) => nameOf(resource) === '*');
    const isAnybody = Principal === '*' || nodeAt(statement, 'Principal').AWS === '*';
    return [
      ...(actions.length > 0 && !(`${on} ${Sid}` in ANY_ACTION)
        ? [`${named} allows ${actions.join(', ')}`]
        : []),
      ...(isAny && !(Sid in ANY_RESOURCE) && !isKeyPolicy(on, types) ? [`${named} is on everything`] : []),
      ...(isAnybody ? [`${named} allows everybody`] : []),
    ];
  };
  return [...inRoles, ...policyStatements(template)].filter(({ Effect }) => Effect === 'Allow').flatMap(look);
};
