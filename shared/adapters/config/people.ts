import * as v from 'valibot';
import type { Person } from '../../domain/access/person.ts';
import { text } from './text-field.ts';

const ROLES = ['finance', 'owner', 'on-call', 'viewer'] as const;
/** Slack's ids of people; a bot (`B…`) or a group (`S…`) decides nothing. */
const SLACK_ID = v.pipe(
  text,
  v.regex(
    /^[UW][A-Z0-9]{2,20}$/,
    'not the id of a Slack member: it looks like U0123ABCD (profile, "Copy member ID")',
  ),
);
const TEAMS_WANTED = "teams are a list of names, or '*' for every team";
const TEAMS = v.union([v.literal('*'), v.pipe(v.array(text), v.nonEmpty(TEAMS_WANTED))], TEAMS_WANTED);

const PERSON = v.pipe(
  v.strictObject({
    slack: v.optional(v.pipe(SLACK_ID, v.description('member id in Slack, such as `U0123ABCD`'))),
    oidc: v.optional(v.pipe(text, v.description('subject of the token that signs in to the console'))),
    name: v.pipe(text, v.description('how messages and the audit name this person')),
    role: v.pipe(v.picklist(ROLES), v.description('what this person may do')),
    teams: v.optional(
      v.pipe(TEAMS, v.description('whose numbers this person sees; needed but for `finance`')),
    ),
  }),
  v.check(
    ({ slack, oidc }) => slack !== undefined || oidc !== undefined,
    'a person needs slack: U0123ABCD or oidc: SUBJECT to be recognised by',
  ),
  v.check(
    ({ role, teams }) => role === 'finance' || teams !== undefined,
    "this role needs teams: a list of names, or '*' for every team",
  ),
);

/** The section `people:` of billhook.yml. */
export const PEOPLE = v.pipe(
  v.array(PERSON),
  v.rawCheck(({ dataset, addIssue }) => {
    if (!dataset.typed) return;
    const people = dataset.value;
    const seen = new Set<string>();
    for (const [index, person] of people.entries()) {
      for (const key of ['slack', 'oidc'] as const) {
        const id = person[key];
        if (id === undefined) continue;
        if (seen.has(id)) {
          addIssue({
            message: 'this person is listed twice: which role counts would depend on the order',
            path: [
              { type: 'array', origin: 'value', input: people, key: index, value: person },
              { type: 'object', origin: 'value', input: { ...person }, key, value: id },
            ],
          });
        }
        seen.add(id);
      }
    }
  }),
  v.transform((people) => people.map(personFrom)),
);

function personFrom({ slack, oidc, name, role, teams = '*' }: v.InferOutput<typeof PERSON>): Person {
  return {
    id: slack ?? oidc ?? '',
    name,
    role,
    teams: teams === '*' || teams.includes('*') ? '*' : teams,
    ...(slack === undefined || oidc === undefined ? {} : { oidc }),
  };
}
