import { nameOf } from '../template.ts';
import { nodeAt, ofTypes, type Rule } from './rule.ts';
import { grantsOf, roleStatements } from './statements.ts';

const RATE = /^rate\((1 (minute|hour|day)|([2-9]|[1-9]\d+) (minutes|hours|days))\)$/;
/** Minutes, hours, day of month, month, day of week, year; of the two days one is `?`. */
const CRON = /^cron\(\S+ \S+ (\? \S+ [^?\s]\S*|[^?\s]\S* \S+ \?) \S+\)$/;
const AT = /^at\(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\)$/;

/** https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html; it starts a function that its role may. */
export const schedulesStartFunctions: Rule = (template) =>
  ofTypes(template, 'AWS::Scheduler::Schedule').flatMap(([id, { Properties: p }]) => {
    const { Arn: arn, RoleArn: role, Input: input } = nodeAt(p, 'Target');
    const functionName = template.Resources[nameOf(arn ?? '')]?.Properties.FunctionName;
    const roleId = nameOf(role ?? '');
    const found = template.Resources[roleId];
    const grants = found === undefined ? new Set() : grantsOf(roleStatements(roleId, found));
    const when = String(p.ScheduleExpression);
    return [
      ...([RATE, CRON, AT].some((form) => form.test(when)) ? [] : [`${id}: ${when} is no schedule`]),
      ...(functionName === undefined ? [`${id}: starts nothing that is here`] : []),
      ...(grants.has(`lambda:InvokeFunction on function:${functionName}`)
        ? []
        : [`${id}: ${roleId} may not start ${functionName}`]),
      ...(/^\{"task":"(sweep|send|report|tidy)"\}$/.test(String(input))
        ? []
        : [`${id}: ${input} is no task`]),
    ];
  });
