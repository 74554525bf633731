import { nodeAt, type Rule } from './rule.ts';
import { type PolicyStatement, policyStatements, servicesOf, textsOf } from './statements.ts';

/** Whoever may pass a role to Lambda decides for whom it works; AWS documents no source to ask for. */
const WITHOUT_SOURCE = new Set(['lambda.amazonaws.com']);
const SOURCES = ['aws:SourceAccount', 'aws:SourceArn', 'kms:EncryptionContext:aws:logs:arn'];
const BILLING = ['bcm-data-exports.amazonaws.com', 'billingreports.amazonaws.com'];

const conditionKeys = ({ Condition }: PolicyStatement): readonly string[] =>
  Object.keys(Condition ?? {}).flatMap((operator) => Object.keys(nodeAt(Condition, operator)));

/**
 * A service that is allowed something says for whom it acts, so that nobody else's account can send it here:
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html
 */
export const servicesNameTheirSource: Rule = (template) =>
  policyStatements(template)
    .filter(({ Effect }) => Effect === 'Allow')
    .filter((statement) => servicesOf(statement).some((service) => !WITHOUT_SOURCE.has(service)))
    .filter((statement) => !conditionKeys(statement).some((key) => SOURCES.includes(key)))
    .map((statement) => `${statement.on}: ${servicesOf(statement).join(', ')} may act for any account`);

/** Into the export's bucket only AWS billing writes, for exports of this account. */
export const onlyBillingWritesExports: Rule = (template) =>
  policyStatements(template)
    .filter(({ on, Effect }) => on === 'ExportBucketPolicy' && Effect === 'Allow')
    .flatMap((statement) => {
      const keys = conditionKeys(statement);
      const missing = ['aws:SourceAccount', 'aws:SourceArn'].filter((key) => !keys.includes(key));
      const others = servicesOf(statement).filter((service) => !BILLING.includes(service));
      const lacking = BILLING.filter((service) => !servicesOf(statement).includes(service));
      const account = nodeAt(statement.Condition, 'StringEquals')['aws:SourceAccount'];
      return [
        ...missing.map((key) => `${statement.on}: writers need no ${key}`),
        ...others.map((service) => `${statement.on}: ${service} may write`),
        ...lacking.map((service) => `${statement.on}: ${service} may not write`),
        ...(JSON.stringify(account) === '{"Ref":"AWS::AccountId"}'
          ? []
          : [`${statement.on}: writers may act for ${textsOf(account).join()}`]),
      ];
    });
