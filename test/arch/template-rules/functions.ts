import { nameOf } from '../template.ts';
import { nodeAt, ofTypes, type Rule } from './rule.ts';

/** https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html: deprecated on 30 April 2028. */
const RUNTIMES = ['nodejs24.x'];
const within = (value: unknown, least: number, most: number): boolean =>
  Number.isInteger(value) && Number(value) >= least && Number(value) <= most;

/** A supported runtime, limits that somebody chose, traces, and a role that no other function has. */
export const functionsAreBounded: Rule = (template) => {
  const functions = ofTypes(template, 'AWS::Lambda::Function');
  const roles = functions.map(([, { Properties }]) => nameOf(Properties.Role ?? ''));
  return functions.flatMap(([id, { Properties: p }], index) => [
    ...(RUNTIMES.includes(String(p.Runtime)) ? [] : [`${id}: runtime ${p.Runtime} is not supported`]),
    ...(String(p.Architectures) === 'arm64' ? [] : [`${id}: not arm64`]),
    ...(within(p.MemorySize, 128, 10_240) ? [] : [`${id}: memory ${p.MemorySize}`]),
    ...(within(p.Timeout, 1, 900) ? [] : [`${id}: timeout ${p.Timeout}`]),
    ...(within(p.ReservedConcurrentExecutions, 1, 100) ? [] : [`${id}: takes any concurrency there is`]),
    ...(nodeAt(p, 'TracingConfig').Mode === 'Active' ? [] : [`${id}: is not traced`]),
    ...(roles.indexOf(roles[index]!) === index ? [] : [`${id}: shares ${roles[index]}`]),
  ]);
};

/** A log group of its own that forgets: one that Lambda makes itself keeps for ever. */
export const logsAreKeptAWhile: Rule = (template) => {
  const groups = ofTypes(template, 'AWS::Logs::LogGroup').map(([, { Properties }]) => Properties);
  return ofTypes(template, 'AWS::Lambda::Function').flatMap(([id, { Properties }]) => {
    const own = groups.find(({ LogGroupName }) => LogGroupName === `/aws/lambda/${Properties.FunctionName}`);
    if (own === undefined) return [`${id}: no log group`];
    return within(own.RetentionInDays, 1, 3_653) ? [] : [`${id}: its log is kept for ever`];
  });
};
