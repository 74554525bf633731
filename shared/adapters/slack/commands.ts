import { mayDecide } from '../../domain/access/may.ts';
import { formatMoney } from '../../domain/base/money.ts';
import { workingTimeOf } from '../../domain/evaluation/budget/budget.ts';
import { bothTimes } from '../../domain/notification/local-time.ts';
import type { Standing } from '../../domain/report/standing.ts';
import { openPlanForm } from './clicks.ts';
import type { Asker, Declared, Desk, PlanDraft } from './desk.ts';
import { PLAN_USAGE, parsePlanWords } from './plan-words.ts';
import type { Answer } from './replies.ts';
import { type Reply, tell } from './reply.ts';
import {
  alertsAnswer,
  budgetAnswer,
  helpAnswer,
  noTeams,
  nothingYet,
  statusAnswer,
  topAnswer,
  unknownTeam,
} from './slash-answers.ts';
import { parseSlashCommand } from './slash-command.ts';
import { parseWhen } from './when.ts';

/** What `/billhook …` answers, to the person alone. */
export async function answerCommand(desk: Desk, asker: Asker, typed: string): Promise<Reply> {
  const command = parseSlashCommand(typed);
  switch (command.name) {
    case 'help':
      return tell(helpAnswer());
    case 'unknown':
      return tell(helpAnswer(command.word, command.nearest));
    case 'status':
      return withStanding(desk, asker, statusAnswer);
    case 'alerts':
      return withStanding(desk, asker, alertsAnswer);
    case 'budget':
      return withStanding(desk, asker, (standing) => budgetAnswer(standing, command.team));
    case 'top':
      return top(desk, asker, command.team);
    case 'plan':
      return command.words.length === 0 ? openPlanForm(desk, asker) : planByWords(desk, asker, command.words);
  }
}

async function withStanding(
  desk: Desk,
  asker: Asker,
  answer: (standing: Standing) => Answer,
): Promise<Reply> {
  const standing = await desk.standing(asker);
  return tell(standing === undefined ? nothingYet : answer(standing));
}

async function top(desk: Desk, asker: Asker, team: string | undefined): Promise<Reply> {
  if (team !== undefined && !mayDecide(asker.person, team, 'read').allowed) {
    return withStanding(desk, asker, (standing) => unknownTeam(team, standing));
  }
  const found = await desk.top(asker, team);
  return tell(found === undefined ? nothingYet : topAnswer(found, team));
}

async function planByWords(desk: Desk, asker: Asker, words: readonly string[]): Promise<Reply> {
  const typed = parsePlanWords(words);
  if (typed === undefined) return tell(usage('A plan needs an amount and an end.'));
  const standing = await desk.standing(asker);
  if (standing === undefined) return tell(nothingYet);
  const [only, ...others] = standing.teams;
  const team = typed.team ?? (others.length === 0 ? only?.team : undefined);
  if (only === undefined) return tell(noTeams);
  if (team === undefined) return tell(usage(`For which team? You are listed for ${standing.teams.length}.`));
  const zone = workingTimeOf(standing.teams.find((each) => each.team === team)?.budget).timeZone;
  const when = parseWhen(typed.until, desk.now(), zone);
  if (when === undefined) {
    return tell(usage('The end was not understood. Try: friday 18:00, tomorrow, 2026-11-27 18:00 or 3d.'));
  }
  const draft: PlanDraft = {
    team,
    ...(typed.principal === undefined ? {} : { principal: typed.principal }),
    cap: typed.cap,
    currency: standing.currency,
    endsAt: when.at,
    note: typed.until.slice(when.words).join(' '),
  };
  const declared = await desk.declarePlan(asker, draft);
  return declared.outcome === 'refused'
    ? tell(usage(declared.problems.map(({ text }) => text).join(' ')))
    : tell(declaredText(draft, declared, zone));
}

const usage = (what: string): Answer => ({ title: what, notes: [PLAN_USAGE] });

/** What was declared, for whoever declared it. */
export function declaredText(
  { team, principal, cap, currency, endsAt }: PlanDraft,
  { id, mutes }: Extract<Declared, { outcome: 'declared' }>,
  zone: string,
): string {
  const scope = principal === undefined ? `team ${team}` : `${principal} of team ${team}`;
  const muted =
    mutes === 0
      ? ''
      : ` ${mutes} open alert${mutes === 1 ? '' : 's'} inside it keep${mutes === 1 ? 's' : ''} still from the next delivery on.`;
  return `Planned: ${scope} may spend ${formatMoney(cap, currency)} in all until ${bothTimes(endsAt, zone)} (${id}).${muted}`;
}
