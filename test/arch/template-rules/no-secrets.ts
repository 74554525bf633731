import { nodeAt, ofTypes, type Rule } from './rule.ts';

const SECRET_NAME = /TOKEN|SECRET|PASSWORD|WEBHOOK|API_KEY/i;
const SECRET_TEXT =
  /xox[a-z]-|hooks\.slack\.com|resolve:(ssm|secretsmanager)|dynamic:secretsmanager|AKIA[A-Z0-9]{16}/;

/** Settings name the parameter that holds a secret; none stands in the template, and none is made by it. */
export const noSecrets: Rule = (template) => {
  const makers = Object.entries(template.Resources)
    .filter(([, { Type }]) => /^AWS::(SSM|SecretsManager)::/.test(Type))
    .map(([id, { Type }]) => `${id}: ${Type} would hold a secret in clear text`);
  const inText = Object.entries(template.Resources)
    .filter(([, resource]) => SECRET_TEXT.test(JSON.stringify(resource)))
    .map(([id]) => `${id}: holds what looks like a secret`);
  const variables = ofTypes(template, 'AWS::Lambda::Function').flatMap(([id, { Properties }]) =>
    Object.keys(nodeAt(Properties, 'Environment', 'Variables'))
      .filter((name) => SECRET_NAME.test(name))
      .map((name) => `${id}: ${name} would be read by whoever may look at the function`),
  );
  return [...makers, ...inText, ...variables];
};
